package io.github.sfnreplay.pacing.shared;

import io.github.sfnreplay.pacing.Ticker;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// With a database, instances share the quotas.
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!environment.getProperty('spring.datasource.url', '').isBlank()")
class SharedPacingConfiguration {

    @Bean
    SharedLanes sharedLanes(JdbcClient jdbc, Ticker ticker) {
        return new SharedLanes(UUID.randomUUID().toString(), new JdbcLaneMembers(jdbc), ticker);
    }
}

package io.github.sfnreplay.store;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sfnreplay.replay.IdempotencyKeys;
import io.github.sfnreplay.replay.ReplayListener;
import io.github.sfnreplay.replay.ReplayOwnership;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.store.jdbc.Database;
import io.github.sfnreplay.store.jdbc.DatabaseKind;
import io.github.sfnreplay.store.jdbc.JdbcIdempotencyKeys;
import io.github.sfnreplay.store.jdbc.JdbcStore;
import io.github.sfnreplay.store.jdbc.SchemaVersion;
import io.github.sfnreplay.store.jdbc.Sweeper;
import io.github.sfnreplay.store.lease.JdbcOwnership;
import io.github.sfnreplay.store.memory.RetentionSettings;
import io.github.sfnreplay.store.memory.TextBudget;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// Puts together the store in a database, where `spring.datasource.url` names one.
@Configuration(proxyBeanMethods = false)
@Conditional(DatabaseSwitch.On.class)
class DatabaseConfiguration {

    /// Before anything connects.
    @Bean
    static BeanFactoryPostProcessor databaseUrlCheck(Environment environment) {
        return factory -> {
            var ignored = kind(environment);
        };
    }

    @Bean
    static BeanPostProcessor databaseTimeouts(Environment environment) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource source) {
                    kind(environment)
                            .driverDefaults()
                            .forEach((property, value) ->
                                    source.getDataSourceProperties().putIfAbsent(property, value));
                }
                return bean;
            }
        };
    }

    @Bean
    FlywayMigrationStrategy migration() {
        return SchemaVersion::migrate;
    }

    @Bean
    JdbcStore jdbcStore(DataSource source, Environment environment, Clock clock, RetentionSettings retention) {
        return JdbcStore.on(new Database(kind(environment), source), retention, clock);
    }

    @Bean
    ReplayStore replayStore(JdbcStore store, List<ReplayListener> listeners) {
        return new ObservedReplayStore(store.replays(), listeners);
    }

    @Bean
    ReplayOwnership replayOwnership(
            JdbcStore store,
            RetentionSettings retention,
            List<ReplayListener> listeners,
            ApplicationEventPublisher publisher) {
        return new JdbcOwnership(
                store,
                UUID.randomUUID().toString(),
                new TextBudget(retention.texts().toBytes()),
                leased -> new ObservedReplayStore(leased, listeners),
                System::nanoTime,
                answers -> AvailabilityChangeEvent.publish(
                        publisher,
                        DatabaseConfiguration.class,
                        answers ? ReadinessState.ACCEPTING_TRAFFIC : ReadinessState.REFUSING_TRAFFIC));
    }

    @Bean
    IdempotencyKeys idempotencyKeys(JdbcStore store) {
        return new JdbcIdempotencyKeys(store.database(), store.replays());
    }

    @Bean
    Sweeper sweeper(JdbcStore store) {
        return new Sweeper(store.retention());
    }

    private static DatabaseKind kind(Environment environment) {
        return DatabaseKind.of(environment.getRequiredProperty(DatabaseSwitch.URL));
    }
}

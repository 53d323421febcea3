package io.github.sfnreplay.api;

import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.stepfunctions.AccessProperties;
import io.github.sfnreplay.stepfunctions.AllowedStateMachines;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/// The HTTP interface and the store on an engine that runs nothing; can be started to look at Swagger UI. Not annotated
/// as a configuration, so that no other scan finds it.
@EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
@ComponentScan({"io.github.sfnreplay.api", "io.github.sfnreplay.security", "io.github.sfnreplay.store"})
@ConfigurationPropertiesScan({"io.github.sfnreplay.api", "io.github.sfnreplay.security", "io.github.sfnreplay.store"})
class ApiOnFakeEngine {

    public static void main(String[] args) {
        SpringApplication.run(ApiOnFakeEngine.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    AccessProperties access() {
        return new AccessProperties(null, Map.of());
    }

    @Bean
    AllowedStateMachines allowed(AccessProperties access) {
        return access.allowed();
    }

    @Bean
    FakeEngine engine() {
        return new FakeEngine();
    }

    @Bean
    FakeInspector inspector() {
        return new FakeInspector();
    }

    /// The tests' side of it.
    static class Client {

        @Bean
        Api api(MockMvcTester mvc, ReplayStore store) {
            return new Api(mvc, store);
        }
    }
}

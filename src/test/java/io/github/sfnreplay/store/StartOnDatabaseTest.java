package io.github.sfnreplay.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.replay.IdempotencyKeys;
import io.github.sfnreplay.replay.ReplayOwnership;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.store.memory.IdempotencySettings;
import io.github.sfnreplay.store.memory.RetentionSettings;
import io.github.sfnreplay.testing.service.TestDatabases;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.env.MockEnvironment;

/// A database that cannot be used ends the start with one sentence that says what to do.
class StartOnDatabaseTest {

    private static final AutoConfigurations DATABASE = AutoConfigurations.of(
            DataSourceAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class,
            FlywayAutoConfiguration.class);

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(StoreConfiguration.class, DatabaseConfiguration.class, Properties.class)
            .withBean(Clock.class, Clock::systemUTC)
            .withPropertyValues("spring.datasource.hikari.connection-timeout=2000");

    @EnableConfigurationProperties({RetentionSettings.class, IdempotencySettings.class})
    static class Properties {}

    @Test
    void withoutAUrlThereIsNoDatabase() {
        runner.run(context -> {
            assertThat(context).hasSingleBean(ReplayStore.class).hasSingleBean(IdempotencyKeys.class);
            assertThat(context).doesNotHaveBean(DataSource.class);
            assertThat(context.getBean(ReplayOwnership.class).outlivesProcess()).isFalse();
        });
        assertThat(matches("")).isFalse();
        assertThat(matches("jdbc:h2:mem:x")).isTrue();
    }

    @Test
    void withAUrlReplaysAreKeptInTheDatabase() {
        for (var url : new String[] {TestDatabases.h2(), TestDatabases.postgres()}) {
            start(url, context -> {
                assertThat(context).hasNotFailed().hasSingleBean(ReplayStore.class);
                assertThat(context.getBean(ReplayOwnership.class).outlivesProcess())
                        .isTrue();
            });
        }
    }

    @Test
    void anotherKindOfDatabaseIsRefused() {
        start("jdbc:mysql://127.0.0.1/x", context -> assertRefused(context, "names none that the service can use"));
        start("jdbc:h2:mem:x", context -> assertRefused(context, "H2 has to speak the SQL of PostgreSQL"));
    }

    @Test
    void saysThatTheDatabaseCannotBeReached() {
        start("jdbc:postgresql://127.0.0.1:1/x", context -> assertSaid(context, "could not be used", "can be reached"));
    }

    @Test
    void saysThatUserOrPasswordIsWrong() {
        var h2 = TestDatabases.h2();
        start(h2 + ";USER=me;PASSWORD=right", context -> assertThat(context).hasNotFailed());
        start(
                h2 + ";USER=me;PASSWORD=wrong",
                context -> assertSaid(context, "refused the user or the password", "spring.datasource.password"));
        start(
                TestDatabases.postgres().replace("user=postgres", "user=nobody"),
                context -> assertSaid(context, "refused the user or the password", "spring.datasource.username"));
    }

    @Test
    void saysThatThereIsNoSuchDatabase() {
        start(
                TestDatabases.postgres().replaceFirst("/test\\d+", "/unknown"),
                context -> assertSaid(context, "no such database", "Create it"));
    }

    @Test
    void refusesTheSchemaOfANewerVersion() {
        var url = TestDatabases.postgres();
        start(url, context -> new JdbcTemplate(context.getBean(DataSource.class)).update("""
                INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,
                                                   installed_by, execution_time, success)
                VALUES (99, '99', 'from the future', 'SQL', 'V99__future.sql', 1, 'me', 1, true)"""));

        start(url, context -> assertRefused(context, "schema version 99, which is newer"));
    }

    private void start(String url, Consumer<AssertableApplicationContext> check) {
        runner.withConfiguration(DATABASE)
                .withPropertyValues("spring.datasource.url=" + url)
                .run(check::accept);
    }

    private static boolean matches(String url) {
        var filter = new DatabaseSwitch();
        filter.setEnvironment(new MockEnvironment().withProperty(DatabaseSwitch.URL, url));
        assertThat(filter.admits("an.other.Configuration")).isTrue();
        var admits = filter.admits(DataSourceAutoConfiguration.class.getName());
        assertThat(filter.admits(FlywayAutoConfiguration.class.getName())).isEqualTo(admits);
        return admits;
    }

    private static void assertRefused(AssertableApplicationContext context, String words) {
        var said = new DatabaseRefusedFailureAnalyzer().analyze(failure(context));
        assertThat(said)
                .isNotNull()
                .satisfies(each -> assertThat(each.getDescription()).contains(words));
    }

    private static void assertSaid(AssertableApplicationContext context, String words, String action) {
        FailureAnalysis said = new StoreFailureAnalyzer(environment()).analyze(failure(context));
        assertThat(said).isNotNull().satisfies(each -> {
            assertThat(each.getDescription()).contains(words).doesNotContain("\n");
            assertThat(each.getAction()).contains(action);
        });
    }

    private static Throwable failure(AssertableApplicationContext context) {
        return Objects.requireNonNull(context.getStartupFailure(), "it was to fail");
    }

    private static MockEnvironment environment() {
        return new MockEnvironment().withProperty(DatabaseSwitch.URL, "jdbc:h2:mem:x");
    }
}

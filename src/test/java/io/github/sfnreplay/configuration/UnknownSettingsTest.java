package io.github.sfnreplay.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.sfnreplay.SfnReplayApplication;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// A slip in the name of a setting keeps the service from starting.
@ExtendWith(OutputCaptureExtension.class)
class UnknownSettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sfn-replay.max-items",
                "sfn-replay.maxItems",
                "sfnReplay.max_items",
                "sfn-replay.allowed-state-machines",
                "sfn-replay.allowed-state-machines[0]",
                "sfn-replay.accounts.123456789012.role-arn",
                "sfn-replay.accounts[123456789012].external-id",
                "sfn-replay.pacing.quotas.us-east-1.DescribeExecution.refill-per-second",
                "sfn-replay.notification.url",
                "spring.application.name",
                "server.port",
                "a.b"
            })
    void knowsWhatARecordDeclares(String name) {
        assertThatNoException().isThrownBy(() -> refuse(file(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "sfn-replay.max-itens, sfn-replay.max-items",
        "sfn-replay.allowed-state-machine, sfn-replay.allowed-state-machines",
        "sfn-replay.alowed-state-machines[0], sfn-replay.allowed-state-machines",
        "sfn-reply.max-items, sfn-replay.max-items",
        "sfn-replay.notification.secrt, sfn-replay.notification.secret",
        "sfn-replay.max-items.x, sfn-replay.max-items"
    })
    void saysWhatWasProbablyMeant(String name, String meant) {
        assertThatExceptionOfType(UnknownSettingException.class)
                .isThrownBy(() -> refuse(file(name)))
                .withMessage("'" + name + "' is not a setting of this service; did you mean " + meant + "?");
    }

    @Test
    void namesAllThatIsUnknownAndNoValues() {
        assertThatExceptionOfType(UnknownSettingException.class)
                .isThrownBy(() -> refuse(new MapPropertySource(
                        "file",
                        Map.of("sfn-replay.accounts.1.secret", "geheim", "sfn-replay.nothing-like-it", "geheim"))))
                .withMessageContaining("sfn-replay.accounts.1.secret")
                .withMessageContaining("'sfn-replay.nothing-like-it' is not a setting of this service")
                .withMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SFNREPLAY_MAXITEMS",
                "SFN_REPLAY_MAX_ITEMS",
                "SFNREPLAY_ALLOWEDSTATEMACHINES",
                "SFNREPLAY_ALLOWEDSTATEMACHINES_0",
                "SFN_REPLAY_ALLOWED_STATE_MACHINES",
                "SFNREPLAY_ACCOUNTS_123456789012_ROLEARN",
                "SFNREPLAY_PACING_QUOTAS_USEAST1_DESCRIBEEXECUTION_REFILLPERSECOND",
                "SFN_REPLAY_NOTIFICATION_RETRY_FOR",
                "SFN_REPLAY_SERVICE_HOST",
                "SFN_REPLAY_SERVICE_PORT_HTTP",
                "SFN_REPLAY_DEMO_PORT_8080_TCP_ADDR",
                "AWS_REGION",
                "SFN",
                "PATH"
            })
    void knowsTheVariablesAndThoseOfKubernetes(String name) {
        assertThatNoException().isThrownBy(() -> refuse(variable(name, "1")));
    }

    @Test
    void tellsTheAddressThatKubernetesSetsFromAMisspelledPort() {
        assertThatNoException().isThrownBy(() -> refuse(variable("SFN_REPLAY_PORT", "tcp://10.0.0.1:8080")));
        assertThatExceptionOfType(UnknownSettingException.class)
                .isThrownBy(() -> refuse(variable("SFN_REPLAY_PORT", "8080")));
    }

    @ParameterizedTest
    @CsvSource({
        "SFNREPLAY_ALLOWEDSTATEMACHINE, SFNREPLAY_ALLOWEDSTATEMACHINES",
        "SFN_REPLAY_ALLOWED_MACHINES, ''",
        "SFN_REPLY_MAX_ITEMS, SFNREPLAY_MAXITEMS",
        "SFNREPLAY_MAX_ITEMS, SFNREPLAY_MAXITEMS",
        "SFN_REPLAY_ACCOUNTS_123456789012_ROLE_ARN, ''",
        "SFN_REPLAY_PACING_QUOTAS_US_EAST_1_DESCRIBE_EXECUTION_CAPACITY, ''"
    })
    void refusesAVariableThatNobodyReads(String name, String meant) {
        assertThatExceptionOfType(UnknownSettingException.class)
                .isThrownBy(() -> refuse(variable(name, "1")))
                .withMessageStartingWith("The variable '" + name + "' is not a setting of this service")
                .withMessageContaining(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SFNREPLAY_SAMPLE_SOMEPEOPLE_0_FULLNAME",
                "SFN_REPLAY_SAMPLE_SOME_PEOPLE_0_FULL_NAME",
                "SFNREPLAY_SAMPLE_BYNAME_ANN_FULLNAME",
                "SFN_REPLAY_SAMPLE_BY_NAME_ANN_FULL_NAME",
                "SFN_REPLAY_SAMPLE_SOMEPEOPLE_0_FULLNAME",
                "SFNREPLAY_SAMPLE_SOME_PEOPLE_0_FULLNAME"
            })
    void takesAVariableForKnownOnlyIfSpringReadsIt(String name) {
        record Person(String fullName) {}
        // not annotated, so that no scan finds it; a list of groups, as users are
        record Sample(List<Person> somePeople, Map<String, Person> byName) {}
        var environment = environment(variable(name, "Ann"));
        ConfigurationPropertySources.attach(environment);
        var read = Binder.get(environment)
                .bind("sfn-replay.sample", Sample.class)
                .map(sample -> String.valueOf(sample).contains("Ann"))
                .orElse(false);

        var check = new UnknownSettings(Settings.of("sfn-replay.sample", Sample.class));
        if (read) {
            assertThatNoException().isThrownBy(() -> check.refuse(environment));
        } else {
            assertThatExceptionOfType(UnknownSettingException.class).isThrownBy(() -> check.refuse(environment));
        }
    }

    @Test
    void keepsTheServiceFromStarting(CapturedOutput output) {
        var application = new SpringApplicationBuilder(SfnReplayApplication.class);

        assertThatExceptionOfType(UnknownSettingException.class)
                .isThrownBy(() -> application.run("--server.port=0", "--sfn-replay.alowed-state-machines=geheim"));

        assertThat(output)
                .contains("did you mean sfn-replay.allowed-state-machines?", "src/docs/configuration.md")
                .doesNotContain("geheim");
    }

    private static void refuse(PropertySource<?> source) {
        new UnknownSettings(AllSettings.settings()).refuse(environment(source));
    }

    private static StandardEnvironment environment(PropertySource<?> source) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(each -> environment.getPropertySources().remove(each.getName()));
        environment.getPropertySources().addFirst(source);
        return environment;
    }

    private static PropertySource<?> file(String name) {
        return new MapPropertySource("file", Map.of(name, "1"));
    }

    private static PropertySource<?> variable(String name, String value) {
        return new SystemEnvironmentPropertySource("systemEnvironment", Map.of(name, value));
    }
}

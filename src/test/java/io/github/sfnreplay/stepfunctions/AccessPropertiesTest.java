package io.github.sfnreplay.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// How the allowed machines and the roles are read, and what keeps the service from starting.
class AccessPropertiesTest {

    private static final String ALLOWED = "sfn-replay.allowed-state-machines";
    private static final StateMachineArn ORDERS =
            StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:orders");

    @Test
    void allowsAllUnlessSomeAreNamed() {
        assertThat(bind(Map.of("sfn-replay.region", "eu-west-1")).allowed().allows(ORDERS))
                .isTrue();
        assertThat(bind(Map.of(ALLOWED, "arn:aws:states:*:*:stateMachine:a, arn:aws:states:*:*:stateMachine:orders"))
                        .allowed()
                        .allows(ORDERS))
                .isTrue();
        assertThat(bind(Map.of(ALLOWED, "arn:aws:states:*:*:stateMachine:a"))
                        .allowed()
                        .allows(ORDERS))
                .isFalse();
    }

    @Test
    void readsBothFromVariables() {
        var access = bind(Map.of(
                "SFNREPLAY_ALLOWEDSTATEMACHINES",
                "arn:aws:states:*:*:stateMachine:orders",
                "SFNREPLAY_ACCOUNTS_123456789012_ROLEARN",
                "arn:aws:iam::123456789012:role/replay",
                "SFNREPLAY_ACCOUNTS_123456789012_EXTERNALID",
                "the-external-id"));

        assertThat(access.allowed().allows(ORDERS)).isTrue();
        var role = Objects.requireNonNull(access.accounts().get("123456789012"));
        assertThat(role.roleArn()).isEqualTo("arn:aws:iam::123456789012:role/replay");
        assertThat(role.externalId()).isEqualTo("the-external-id");
        assertThat(access.toString()).doesNotContain("the-external-id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sfn-replay.allowed-state-machines=|allowed-state-machines is set but empty|arn:aws:states:eu-*",
                "sfn-replay.allowed-state-machines=orders-*|allowed-state-machines has 'orders-*'|arn:aws:states:eu-*",
                "sfn-replay.accounts.1234.role-arn=arn:aws:iam::123456789012:role/r|accounts.1234 is not|accounts.123456789012.role-arn",
                "sfn-replay.accounts.123456789012.role-arn=replay|accounts.123456789012.role-arn must be the ARN|arn:aws:iam::123456789012:role/sfn-replay",
                "sfn-replay.accounts.123456789012.external-id=abc|accounts.123456789012.role-arn must be the ARN|is missing",
                "sfn-replay.accounts.123456789012.role-arn=arn:aws:iam::210987654321:role/r|accounts.123456789012.role-arn must be a role of that account|arn:aws:iam::123456789012:role/sfn-replay",
                "sfn-replay.accounts.123456789012.role-arn=arn:aws:iam::123456789012:role/r;sfn-replay.accounts.123456789012.external-id=a secret|accounts.123456789012.external-id must have 2 to 1224|characters"
            })
    void doesNotStartWithWhatIsWrong(String properties, String names, String example) {
        var given = Arrays.stream(properties.split(";", -1))
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(each -> each[0], each -> each[1]));

        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> bind(given))
                .havingRootCause()
                .withMessageContaining("sfn-replay." + names)
                .withMessageContaining(example)
                .withMessageNotContaining("a secret");
    }

    private static AccessProperties bind(Map<String, String> values) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("systemEnvironment", Map.copyOf(values)));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bindOrCreate("sfn-replay", AccessProperties.class);
    }
}

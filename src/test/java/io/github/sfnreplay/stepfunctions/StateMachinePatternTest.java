package io.github.sfnreplay.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which machines a pattern lets through.
class StateMachinePatternTest {

    private static final String ORDERS = "arn:aws:states:eu-west-1:123456789012:stateMachine:orders-eu";

    @ParameterizedTest
    @ValueSource(
            strings = {
                ORDERS,
                "arn:aws:states:*:*:stateMachine:*",
                "arn:aws:states:eu-*:123456789012:stateMachine:orders-*",
                "arn:aws:states:eu-west-1:1234*:stateMachine:*-eu",
                "arn:aws:states:eu-west-1:123456789012:stateMachine:o*s*eu*",
                " " + ORDERS + " "
            })
    void letsThroughWhatFitsWithItsVersionsAndAliases(String pattern) {
        assertThat(matches(pattern, ORDERS)).isTrue();
        assertThat(matches(pattern, ORDERS + ":3")).isTrue();
        assertThat(matches(pattern, ORDERS + ":PROD")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:states:eu-west-1:123456789012:stateMachine:orders",
                "arn:aws:states:eu-west-1:123456789012:stateMachine:orders-eu-2",
                "arn:aws:states:eu-west-1:123456789012:stateMachine:orders.eu",
                "arn:aws:states:eu-west-1:123456789012:stateMachine:Orders-eu",
                "arn:aws:states:us-*:123456789012:stateMachine:orders-eu",
                "arn:aws:states:eu-west-1:*3:stateMachine:orders-eu",
                "arn:aws:states:eu-west-1:210987654321:stateMachine:orders-eu",
                "arn:aws-cn:states:*:*:stateMachine:*"
            })
    void keepsOutWhatDoesNotFit(String pattern) {
        assertThat(matches(pattern, ORDERS)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "orders-*, it is not the ARN of a state machine",
        "*, it is not the ARN of a state machine",
        "'', it is not the ARN of a state machine",
        "arn:aws:states:eu-west-1:123456789012:stateMachine:orders:PROD, leave out the version or alias",
        "arn:*:states:eu-west-1:123456789012:stateMachine:orders, the partition must be",
        "arn:aws:lambda:eu-west-1:123456789012:stateMachine:orders, it is not the ARN of a state machine",
        "arn:aws:states:EU:123456789012:stateMachine:orders, the Region is malformed",
        "arn:aws:states:eu-west-1:12345:stateMachine:orders, the account must be 12 digits",
        "arn:aws:states:eu-west-1:123456789012:execution:orders, the resource must be a stateMachine",
        "arn:aws:states:eu-west-1:123456789012:stateMachine:, the name must have 1 to 80",
        "arn:aws:states:eu-west-1:123456789012:stateMachine:a?c, the name must have 1 to 80"
    })
    void saysWhatIsWrongAndShowsAPatternThatWouldDo(String pattern, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StateMachinePattern.parse(pattern))
                .withMessageContaining(why)
                .withMessageEndingWith("such as " + StateMachinePattern.EXAMPLE);
        assertThat(StateMachinePattern.parse(StateMachinePattern.EXAMPLE)).hasToString(StateMachinePattern.EXAMPLE);
    }

    private static boolean matches(String pattern, String arn) {
        return StateMachinePattern.parse(pattern).matches(StateMachineArn.parse(arn));
    }
}

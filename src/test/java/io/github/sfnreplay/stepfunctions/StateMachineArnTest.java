package io.github.sfnreplay.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which texts are ARNs of state machines, and what is said of those that are not.
class StateMachineArnTest {

    @Test
    void takesTheArnApart() {
        var arn = StateMachineArn.parse("arn:aws-cn:states:cn-north-1:123456789012:stateMachine:orders:PROD");

        assertThat(arn).isEqualTo(new StateMachineArn("aws-cn", "cn-north-1", "123456789012", "orders", "PROD"));
        assertThat(arn.unqualified()).hasToString("arn:aws-cn:states:cn-north-1:123456789012:stateMachine:orders");
        assertThat(arn.execution("one")).hasToString("arn:aws-cn:states:cn-north-1:123456789012:execution:orders:one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:states:us-east-1:123456789012:stateMachine:orders",
                "arn:aws:states:us-east-1:123456789012:stateMachine:orders:1",
                "arn:aws:states:us-east-1:123456789012:stateMachine:orders:1.0-beta",
                "arn:aws:states:ap-southeast-7:000000000000:stateMachine:Ünï+cödé_(x).y='z'!",
                "arn:aws-us-gov:states:us-gov-west-1:123456789012:stateMachine:orders"
            })
    void writesWhatItRead(String text) {
        assertThat(StateMachineArn.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                                 | it is not an ARN of that form
                    orders                                                             | it is not an ARN of that form
                    arn:aws:states:us-east-1:123456789012:stateMachine                 | it is not an ARN of that form
                    urn:aws:states:us-east-1:123456789012:stateMachine:orders          | it is not an ARN of that form
                    arn:gcp:states:us-east-1:123456789012:stateMachine:orders          | the partition must be
                    arn:aws:lambda:us-east-1:123456789012:function:orders              | the service must be states
                    arn:aws:states::123456789012:stateMachine:orders                   | the Region is malformed
                    arn:aws:states:us_east_1:123456789012:stateMachine:orders          | the Region is malformed
                    arn:aws:states:us-east-1.evil.example:123456789012:stateMachine:o  | the Region is malformed
                    arn:aws:states:cn-north-1:123456789012:stateMachine:orders         | does not belong to the partition
                    arn:aws-cn:states:us-east-1:123456789012:stateMachine:orders       | does not belong to the partition
                    arn:aws:states:us-gov-west-1:123456789012:stateMachine:orders      | does not belong to the partition
                    arn:aws:states:us-east-1:12345678901:stateMachine:orders           | the account must be 12 digits
                    arn:aws:states:us-east-1:12345678901x:stateMachine:orders          | the account must be 12 digits
                    arn:aws:states:us-east-1:123456789012:execution:orders:one         | must be a stateMachine
                    arn:aws:states:us-east-1:123456789012:express:orders:one:two       | must be a stateMachine
                    arn:aws:states:us-east-1:123456789012:activity:orders              | must be a stateMachine
                    arn:aws:states:us-east-1:123456789012:mapRun:orders/map:one        | must be a stateMachine
                    arn:aws:states:us-east-1:123456789012:stateMachine:orders/map      | children of a map run
                    arn:aws:states:us-east-1:123456789012:stateMachine:                | the name must have
                    arn:aws:states:us-east-1:123456789012:stateMachine:or ders         | the name must have
                    arn:aws:states:us-east-1:123456789012:stateMachine:or*ders         | the name must have
                    arn:aws:states:us-east-1:123456789012:stateMachine:orders:         | the version or alias
                    arn:aws:states:us-east-1:123456789012:stateMachine:orders:0        | the version or alias
                    arn:aws:states:us-east-1:123456789012:stateMachine:orders:a:b      | the version or alias
                    """)
    void saysWhatIsWrongWithWhat(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StateMachineArn.parse(text))
                .withMessageStartingWith("'" + text + "'")
                .withMessageContaining(why)
                .withMessageContaining("expected arn:<aws|aws-cn|aws-us-gov>:states:<region>");
    }

    @Test
    void showsOnlyTheBeginningOfALongText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StateMachineArn.parse("x".repeat(100_000)))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(400));
    }

    @ParameterizedTest
    @MethodSource("io.github.sfnreplay.stepfunctions.RandomNames#seeds")
    void readsAnyPlainNameAndVersion(long seed) {
        var names = new RandomNames(seed);
        var name = names.plain();
        var alias = names.plain() + "a";
        var text = "arn:aws:states:us-east-1:123456789012:stateMachine:" + name + ":" + alias;

        var arn = StateMachineArn.parse(text);

        assertThat(arn.name()).isEqualTo(name);
        assertThat(arn.qualifier()).isEqualTo(alias);
        assertThat(arn).hasToString(text);
    }

    @ParameterizedTest
    @MethodSource("io.github.sfnreplay.stepfunctions.RandomNames#seeds")
    void readsOrRefusesAnyText(long seed) {
        var text = "arn:aws:states:us-east-1:123456789012:stateMachine:" + new RandomNames(seed).any();
        try {
            assertThat(StateMachineArn.parse(text)).hasToString(text);
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal).hasMessageContaining("expected arn:");
        }
    }
}

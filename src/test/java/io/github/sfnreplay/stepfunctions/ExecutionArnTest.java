package io.github.sfnreplay.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which texts are ARNs of executions, and what is said of those that are not.
class ExecutionArnTest {

    private static final String PREFIX = "arn:aws:states:us-east-1:123456789012:execution:orders:";

    @Test
    void takesTheArnApart() {
        var arn = ExecutionArn.parse(PREFIX + "one");

        assertThat(arn).isEqualTo(new ExecutionArn("aws", "us-east-1", "123456789012", "orders", "one"));
        assertThat(arn.machine()).hasToString("arn:aws:states:us-east-1:123456789012:stateMachine:orders");
        assertThat(arn).hasToString(PREFIX + "one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                                  | it is not an ARN of that form
                    arn:aws:states:us-east-1:123456789012:stateMachine:orders           | must be a execution
                    arn:aws:lambda:us-east-1:123456789012:execution:orders:one          | the service must be states
                    arn:aws:states:us-east-1:123456789012:execution:orders              | the execution's name is missing
                    arn:aws:states:us-east-1:123456789012:execution:orders/map:one      | a child of a map run
                    arn:aws:states:us-east-1:123456789012:execution:orders:             | names must have 1 to 80
                    arn:aws:states:us-east-1:123456789012:execution::one                | names must have 1 to 80
                    arn:aws:states:us-east-1:123456789012:execution:orders:one:two      | names must have 1 to 80
                    arn:aws:states:us-east-1:123456789012:execution:orders:one two      | names must have 1 to 80
                    """)
    void saysWhatIsWrongWithWhat(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExecutionArn.parse(text))
                .withMessageStartingWith("'" + text + "'")
                .withMessageContaining(why)
                .withMessageContaining("execution:<state machine>:<name>");
    }

    @Test
    void readsThatOfAnExpressExecution() {
        var text = "arn:aws:states:us-east-1:123456789012:express:orders:one:d0dbefd8-a0f6-b402-da4c-f4863def7456";
        var arn = ExecutionArn.parse(text);

        assertThat(arn).hasToString(text);
        assertThat(arn.isExpress()).isTrue();
        assertThat(arn.givenName()).isEqualTo("one");
        assertThat(arn.machine().execution(arn.name())).isEqualTo(arn);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExecutionArn.parse("arn:aws:states:us-east-1:123456789012:express:orders:one"))
                .withMessageContaining("its id");
    }

    @Test
    void acceptsNamesOfUpTo80Characters() {
        assertThat(ExecutionArn.parse(PREFIX + "ü".repeat(80)).name()).hasSize(80);
        assertThatIllegalArgumentException().isThrownBy(() -> ExecutionArn.parse(PREFIX + "x".repeat(81)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<", ">", "{", "}", "[", "]", "?", "*", "\"", "#", "%", "\\", "^", "|", "~", "$", "&", ",", ";", ":",
                "/", "`", " ", "\t", "\n", "\u0000", "\u001F", "\u007F", "\u009F", "\u2028", "\uFFFE", "\uFFFF",
                "\uD83D"
            })
    void refusesEveryCharacterThatAwsRefuses(String character) {
        assertThatIllegalArgumentException().isThrownBy(() -> ExecutionArn.parse(PREFIX + "a" + character + "b"));
    }

    @ParameterizedTest
    @MethodSource("io.github.sfnreplay.stepfunctions.RandomNames#seeds")
    void readsOrRefusesAnyText(long seed) {
        var name = new RandomNames(seed).any();
        try {
            assertThat(ExecutionArn.parse(PREFIX + name)).hasToString(PREFIX + name);
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal).hasMessageContaining("expected arn:");
        }
    }
}

package io.github.sfnreplay.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/// The name is the lock: one source, one target and one attempt have one name, and no other has it.
class ReplayNameTest {

    private static final StateMachineArn MACHINE =
            StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:Orders");
    private static final StateMachineArn ALIAS =
            StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:Orders:PROD");

    @Test
    void namesAReplayAfterItsSource() {
        assertThat(name("order-1", MACHINE, 1)).isEqualTo("order-1-replay-1");
        assertThat(name("order-1", MACHINE, 2)).isEqualTo("order-1-replay-2");
    }

    @Test
    void fillsTheEightyCharactersBeforeItCuts() {
        assertThat(name("x".repeat(71), MACHINE, 1)).isEqualTo("x".repeat(71) + "-replay-1");
        assertThat(name("x".repeat(72), MACHINE, 1))
                .matches("x{54}-[0-9a-f]{16}-replay-1")
                .hasSize(80);
    }

    @Test
    void tellsNamesApartThatDifferOnlyAfterTheCut() {
        assertThat(name("x".repeat(79) + "a", MACHINE, 1)).isNotEqualTo(name("x".repeat(79) + "b", MACHINE, 1));
    }

    @Test
    void tellsTargetsApartThatShareANameSpace() {
        assertThat(name("order-1", ALIAS, 1))
                .matches("order-1-[0-9a-f]{16}-replay-1")
                .isNotEqualTo(name("order-1", MACHINE, 1));
    }

    @Test
    void countsCharactersAndNotHalves() {
        var name = name("😀".repeat(80), MACHINE, 1);

        assertThat(name.codePointCount(0, name.length())).isEqualTo(80);
        assertThat(name).startsWith("😀").matches("(?:😀){54}-[0-9a-f]{16}-replay-1");
    }

    @Property(tries = 300)
    void isAlwaysANameThatStepFunctionsTakesAndThatSelectionsLeaveOut(
            @ForAll @AlphaChars @StringLength(min = 1, max = 80) String source,
            @ForAll @IntRange(min = 1, max = 9_999) int attempt) {
        for (var target : new StateMachineArn[] {MACHINE, ALIAS}) {
            var name = name(source, target, attempt);

            assertThat(name).hasSizeLessThanOrEqualTo(80).isEqualTo(name(source, target, attempt));
            assertThat(ExecutionArn.parse(MACHINE.execution(name).toString()).name())
                    .isEqualTo(name);
            assertThat(Selection.isReplayName(name)).isTrue();
        }
    }

    private static String name(String source, StateMachineArn target, int attempt) {
        return ReplayName.of(MACHINE.execution(source), target, attempt);
    }
}

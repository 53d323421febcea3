package io.github.sfnreplay.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The name is the lock: one source, one target and one attempt have one name, and no other has it.
class ReplayNameTest {

    @Test
    void keepsExpressExecutionsOfOneNameApart() {
        var machine = StateMachineArn.parse("arn:aws:states:us-east-1:123456789012:stateMachine:notes");
        var one = ReplayName.of(machine.execution("note:1"), machine, 1);
        var other = ReplayName.of(machine.execution("note:2"), machine, 1);

        assertThat(one).matches("note-[0-9a-f]{16}-replay-1").isNotEqualTo(other);
        assertThat(ReplayName.isReplayName(one + ":d0dbefd8")).isTrue();
        assertThat(ReplayName.isReplayName("note:1-replay-1")).isFalse();
    }

    private static final StateMachineArn MACHINE =
            StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:Orders");
    private static final StateMachineArn ALIAS =
            StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:Orders:PROD");
    private static final StateMachineArn OTHER =
            StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:Other");
    private static final StateMachineArn OTHER_ALIAS =
            StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:Other:2");
    private static final StateMachineArn THIRD =
            StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:Third");

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
    void givesVersionsAndAliasesOfAMachineOneLock() {
        assertThat(name("order-1", ALIAS, 1)).isEqualTo("order-1-replay-1");
        assertThat(name("x".repeat(72), ALIAS, 1)).isEqualTo(name("x".repeat(72), MACHINE, 1));
        assertThat(name("order-1", OTHER_ALIAS, 1)).isEqualTo(name("order-1", OTHER, 1));
    }

    @Test
    void tellsMachinesApart() {
        assertThat(name("order-1", OTHER, 1))
                .matches("order-1-[0-9a-f]{16}-replay-1")
                .isNotEqualTo(ReplayName.of(THIRD.execution("order-1"), OTHER, 1));
    }

    @ParameterizedTest
    @MethodSource("sourcesAndTargets")
    void recognisesItsNamesInEveryForm(String source, StateMachineArn target) {
        var arn = MACHINE.execution(source);
        for (var attempt : new int[] {1, 2, 10, 9_999}) {
            var name = ReplayName.of(arn, target, attempt);

            assertThat(ReplayName.attemptOf(name, arn, target)).hasValue(attempt);
        }
    }

    static Stream<Arguments> sourcesAndTargets() {
        return Stream.of(
                        "a",
                        "order-1",
                        "order-1-replay-1",
                        "x".repeat(68),
                        "x".repeat(71),
                        "x".repeat(80),
                        "😀".repeat(80))
                .flatMap(source ->
                        Stream.of(MACHINE, ALIAS, OTHER, OTHER_ALIAS).map(target -> Arguments.of(source, target)));
    }

    @Test
    void recognisesNoOtherNames() {
        var source = MACHINE.execution("order-1");

        assertThat(ReplayName.attemptOf("order-1", source, MACHINE)).isEmpty();
        assertThat(ReplayName.attemptOf("order-1-replay-0", source, MACHINE)).isEmpty();
        assertThat(ReplayName.attemptOf("order-1-replay-01", source, MACHINE)).isEmpty();
        assertThat(ReplayName.attemptOf("order-12-replay-1", source, MACHINE)).isEmpty();
        assertThat(ReplayName.attemptOf("order-1-replay-1-replay-1", source, MACHINE))
                .isEmpty();
        assertThat(ReplayName.attemptOf("order-1-replay-1", source, OTHER)).isEmpty();
        assertThat(ReplayName.attemptOf("order-1-0123456789abcdef-replay-1", source, OTHER))
                .isEmpty();
        assertThat(ReplayName.attemptOf("order-1-replay-99999999999", source, MACHINE))
                .isEmpty();
        assertThat(ReplayName.attemptOf(
                        ReplayName.of(MACHINE.execution("x".repeat(79) + "a"), MACHINE, 1),
                        MACHINE.execution("x".repeat(79) + "b"),
                        MACHINE))
                .isEmpty();
    }

    /// Whoever may name executions can take the lock of a long source like this, as well as under its plain name.
    @Test
    void aSourceNamedAsALongOneIsCutSharesItsLock() {
        var cut = name("x".repeat(72), MACHINE, 1);
        var crafted = cut.substring(0, cut.length() - "-replay-1".length());

        assertThat(name(crafted, MACHINE, 1)).isEqualTo(cut);
        assertThat(name(crafted, MACHINE, 10)).isNotEqualTo(name("x".repeat(72), MACHINE, 10));
        assertThat(name(crafted, OTHER, 1)).isNotEqualTo(name("x".repeat(72), OTHER, 1));
    }

    @Test
    void countsCharactersAndNotHalves() {
        var name = name("😀".repeat(80), MACHINE, 1);

        assertThat(name.codePointCount(0, name.length())).isEqualTo(80);
        assertThat(name).startsWith("😀").matches("(?:😀){54}-[0-9a-f]{16}-replay-1");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isAlwaysANameThatStepFunctionsTakesAndThatSelectionsLeaveOut(long seed) {
        var random = new Random(seed);
        var source = random.ints(1 + random.nextInt(80), 'A', 'z' + 1)
                .mapToObj(letter -> Character.isLetter(letter) ? Character.toString(letter) : "_")
                .collect(Collectors.joining());
        var attempt = 1 + random.nextInt(RequestBounds.MAX_ATTEMPT);
        for (var target : new StateMachineArn[] {MACHINE, ALIAS, OTHER}) {
            var name = name(source, target, attempt);

            assertThat(name).hasSizeLessThanOrEqualTo(80).isEqualTo(name(source, target, attempt));
            assertThat(ExecutionArn.parse(MACHINE.execution(name).toString()).name())
                    .isEqualTo(name);
            assertThat(Selection.isReplayName(name)).isTrue();
            assertThat(ReplayName.attemptOf(name, MACHINE.execution(source), target))
                    .hasValue(attempt);
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    private static String name(String source, StateMachineArn target, int attempt) {
        return ReplayName.of(MACHINE.execution(source), target, attempt);
    }
}

package io.github.sfnreplay.engine.plan;

import static io.github.sfnreplay.testing.TestReplay.MACHINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.PlanHash;
import io.github.sfnreplay.replay.Progress;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplayName;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Definition;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a plan holds, from listings and reads to the items that are written down.
class PlannerTest {

    private static final StateMachineArn PROD = StateMachineArn.parse(MACHINE + ":PROD");
    private static final StateMachineArn OTHER =
            StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:other");

    private final PlanRun run = new PlanRun();

    @Test
    void writesEachItemOnceAndHashesWhatItWrote() throws InterruptedException {
        run.listed(IntStream.range(0, 2_500)
                .mapToObj(i -> PlanRun.failed("e-%04d".formatted(i), 10_000 - i))
                .toList());

        var plan = run.plan();

        var items = run.items();
        assertThat(items).hasSize(2_500);
        assertThat(items)
                .extracting(Item::index)
                .isEqualTo(IntStream.range(0, 2_500).boxed().toList());
        assertThat(items.getFirst().source().name()).isEqualTo("e-0000");
        assertThat(plan.planHash()).isEqualTo(PlanHash.of(items));
        assertThat(plan.eligible()).isEqualTo(2_500);
    }

    @ParameterizedTest
    @EnumSource(names = {"REDRIVE", "AUTO"})
    void doesNotRedriveWhatAReplayHasRunAlready(Mode mode) throws InterruptedException {
        for (var i = 0; i < 19; i++) {
            run.listed(PlanRun.failed("e-" + i, 100));
        }
        for (var i = 0; i < 9; i++) {
            run.listed(PlanRun.succeeded("e-" + i + "-replay-1", 50));
        }
        run.listed(PlanRun.failed("e-9-replay-1", 50));
        run.listed(PlanRun.running("e-10-replay-12", 50));
        run.spec(PlanRun.mode(mode));

        var plan = run.plan();

        assertThat(plan.skippedByReason()).containsExactly(Map.entry(SkipReason.ALREADY_REPLAYED, 10));
        assertThat(run.pendingNames())
                .doesNotContain("e-0", "e-8", "e-10")
                .contains("e-9", "e-11")
                .hasSize(9);
        assertThat(run.item("e-3").result().detail())
                .contains(MACHINE.execution("e-3-replay-1").toString());
        assertThat(run.item("e-10").result().detail())
                .contains(MACHINE.execution("e-10-replay-12").toString());
    }

    @Test
    void redrivesItAllTheSameWhenAsked() throws InterruptedException {
        run.listed(PlanRun.failed("e-1", 100), PlanRun.succeeded("e-1-replay-1", 50));
        run.spec(PlanRun.mode(Mode.REDRIVE), PlanRun.includingReplayed());

        assertThat(run.plan().eligible()).isEqualTo(1);
    }

    @Test
    void adoptsUnderAutoWhatWouldBeStartedUnderTheSameName() throws InterruptedException {
        run.listed(PlanRun.failed("old", 21 * 24 * 60), PlanRun.succeeded("old-replay-1", 50));
        run.listed(PlanRun.failed("older", 22 * 24 * 60), PlanRun.succeeded("older-replay-2", 50));
        run.spec(PlanRun.mode(Mode.AUTO));

        run.plan();

        assertThat(run.pendingNames()).containsExactly("old");
        assertThat(run.existing().of(run.item("old"))).isNotNull();
        assertThat(run.item("older").result().skipReason()).isEqualTo(SkipReason.ALREADY_REPLAYED);
    }

    @Test
    void recognizesTheReplayOfALongName() throws InterruptedException {
        var source = "x".repeat(75);
        var replay = ReplayName.of(MACHINE.execution(source), MACHINE, 1);
        var tenth = ReplayName.of(MACHINE.execution("y".repeat(70)), MACHINE, 10);
        run.listed(PlanRun.failed(source, 100), PlanRun.succeeded(replay, 50));
        run.listed(PlanRun.failed("y".repeat(70), 100), PlanRun.succeeded(tenth, 50));
        run.spec(PlanRun.mode(Mode.REDRIVE));

        assertThat(run.plan().skippedByReason()).containsEntry(SkipReason.ALREADY_REPLAYED, 2);
    }

    @Test
    void takesNothingForAReplayThatOnlyLooksLikeOne() throws InterruptedException {
        run.listed(PlanRun.failed("e-1", 100));
        run.listed(PlanRun.succeeded("e-1-0123456789abcdef-replay-1", 50), PlanRun.succeeded("e-11-replay-1", 50));
        run.spec(PlanRun.mode(Mode.REDRIVE));

        assertThat(run.plan().eligible()).isEqualTo(1);
    }

    @Test
    void findsReplaysIntoAnotherMachineAmongThoseThatAreKept() throws InterruptedException {
        run.listed(PlanRun.failed("e-1", 100), PlanRun.failed("e-2", 100));
        run.kept(OTHER, "e-1");
        run.spec(PlanRun.mode(Mode.REDRIVE));

        assertThat(run.plan().skippedByReason()).containsEntry(SkipReason.ALREADY_REPLAYED, 1);
        assertThat(run.item("e-1").result().detail())
                .contains(OTHER.execution(ReplayName.of(MACHINE.execution("e-1"), OTHER, 1))
                        .toString());
    }

    @Test
    void adoptsWhatRanOnAnotherVersionAndSaysSo() throws InterruptedException {
        for (var i = 0; i < 37; i++) {
            run.listed(
                    PlanRun.failed("e-" + i, 100),
                    PlanRun.succeeded("e-" + i + "-replay-1", 50).on("2", null));
        }
        run.spec(PlanRun.target(PROD));

        var plan = run.plan();

        assertThat(PlanRun.count(plan, Plan.Code.REPLAYED_ON_OTHER_VERSION)).isEqualTo(37);
        assertThat(PlanRun.count(plan, Plan.Code.REPLAYED_BEFORE)).isEqualTo(37);
        assertThat(run.items()).allMatch(item -> run.existing().of(item) != null);
    }

    @Test
    void saysNothingOfOtherVersionsWhereTheAliasIsTheSame() throws InterruptedException {
        run.listed(
                PlanRun.failed("e-1", 100),
                PlanRun.succeeded("e-1-replay-1", 50).on("2", "PROD"));
        run.spec(PlanRun.target(PROD));

        assertThat(PlanRun.codes(run.plan()))
                .contains(Plan.Code.REPLAYED_BEFORE)
                .doesNotContain(Plan.Code.REPLAYED_ON_OTHER_VERSION);
    }

    @Test
    void warnsOfAnAttemptThatRunsSomethingOnceMore() throws InterruptedException {
        run.listed(PlanRun.failed("e-1", 100), PlanRun.succeeded("e-1-replay-1", 50));
        run.listed(PlanRun.failed("e-2", 100), PlanRun.failed("e-2-replay-1", 50));
        run.spec(PlanRun.attempt(2));

        var plan = run.plan();

        assertThat(plan.eligible()).isEqualTo(2);
        assertThat(PlanRun.count(plan, Plan.Code.REPLAYED_BEFORE)).isEqualTo(1);
    }

    @Test
    void selectsWhatIsShownWithAnOldStatusFirst() throws InterruptedException {
        run.listed(PlanRun.failed("e-1", 100));
        run.alsoShownAs(PlanRun.running("e-1", 100), ExecutionStatus.FAILED);

        assertThat(run.plan().matched()).isEqualTo(1);
    }

    @Test
    void countsEachListedExecutionOnce() throws InterruptedException {
        run.listed(PlanRun.failed("e-1", 100), PlanRun.failed("e-2", 100), PlanRun.failed("other", 100));
        run.listed(PlanRun.failed("e-3-replay-1", 90), PlanRun.failed("e-late", -30), PlanRun.failed("f-late", -40));
        run.alsoShownAs(PlanRun.failed("e-1", 100), ExecutionStatus.FAILED);
        run.alsoShownAs(PlanRun.failed("e-late", -30), ExecutionStatus.FAILED);
        run.spec(PlanRun.filter(filter -> PlanRun.prefixed(filter, "e-")));

        var found = run.plan().found();

        assertThat(found).isEqualTo(new Plan.Found(6, 1, 2, 2));
        assertThat(found.excludedByFilter()).isEqualTo(1);
    }

    @Test
    void skipsWhatAPredicateCannotBeEvaluatedOnAndWarnsOnce() throws InterruptedException {
        run.listed(PlanRun.failed("a", 100), PlanRun.failed("b", 90), PlanRun.failed("c", 80), PlanRun.failed("d", 70));
        run.input("a", "{\"amount\": \"secret\"}").input("b", "{\"amount\": \"secret\"}");
        run.input("c", "{\"amount\": 5}").input("d", "{\"amount\": 50}");
        run.spec(PlanRun.filter(filter -> PlanRun.matching(filter, "amount > 10")));

        var plan = run.plan();

        assertThat(plan.skippedByReason()).containsEntry(SkipReason.EXPRESSION_FAILED, 2);
        assertThat(plan.eligible()).isEqualTo(1);
        assertThat(run.items()).noneMatch(item -> item.state() == ItemState.FAILED);
        assertThat(PlanRun.count(plan, Plan.Code.EXPRESSION_FAILED)).isEqualTo(2);
        assertThat(PlanRun.detail(plan, Plan.Code.EXPRESSION_FAILED))
                .contains("operator > at character 8 cannot take a string and a number")
                .doesNotContain("secret");
    }

    @Test
    void failsWhatCannotBeTransformedBeforeAnythingStarts() throws InterruptedException {
        run.listed(PlanRun.failed("a", 100)).input("a", "{\"n\": \"x\"}");
        run.spec(PlanRun.transform("{\"n\": n + 1}"));

        var plan = run.plan();

        assertThat(plan.eligible()).isZero();
        assertThat(run.item("a").state()).isEqualTo(ItemState.FAILED);
        assertThat(PlanRun.codes(plan)).doesNotContain(Plan.Code.EXPRESSION_FAILED);
    }

    @Test
    void refusesToReadMoreThanAreAllowed() {
        run.listed(PlanRun.failed("a", 100), PlanRun.failed("b", 100), PlanRun.failed("c", 100));
        run.spec(PlanRun.filter(filter -> PlanRun.matching(filter, "true"))).maxExamined(2);

        assertThatExceptionOfType(ReplayException.class)
                .isThrownBy(run::plan)
                .satisfies(refusal -> assertThat(refusal.fault().kind()).isEqualTo(Fault.Kind.MAX_ITEMS_EXCEEDED))
                .withMessageContaining("sfn-replay.max-items");
    }

    @Test
    void looksForReplaysAmongTheFewestPagesWhereTheNameIsTheLock() throws InterruptedException {
        run.pageSize(10);
        for (var i = 0; i < 1_000; i++) {
            run.listed(PlanRun.failed("e-" + i, 100), PlanRun.succeeded("f-" + i, 50));
        }
        run.plan();

        assertThat(run.pages(ExecutionStatus.SUCCEEDED) + run.pages(ExecutionStatus.ABORTED))
                .isLessThanOrEqualTo(5);
    }

    @Test
    void goesOnListingWhileReplaysAreFound() throws InterruptedException {
        run.pageSize(100);
        for (var i = 0; i < 1_000; i++) {
            run.listed(PlanRun.failed("e-" + i, 100), PlanRun.succeeded("e-" + i + "-replay-1", 50));
        }

        assertThat(PlanRun.count(run.plan(), Plan.Code.REPLAYED_BEFORE)).isEqualTo(1_000);
    }

    @Test
    void saysSoWhereItCouldNotLookThroughAll() throws InterruptedException {
        run.pageSize(1);
        run.listed(PlanRun.failed("e-1", 100));
        for (var i = 0; i < 300; i++) {
            run.listed(PlanRun.succeeded("f-" + i, 50));
        }
        run.spec(PlanRun.mode(Mode.REDRIVE));

        assertThat(PlanRun.detail(run.plan(), Plan.Code.REDRIVE_HAS_NO_LOCK)).contains("only the newest");
        assertThat(run.pages(ExecutionStatus.SUCCEEDED)).isEqualTo(199);
    }

    @ParameterizedTest
    @CsvSource({
        "r1,   r2,   '{\"a\": 1}', '{\"a\": 2}',  true",
        "r1,   r2,   '{\"a\": 1}', '{ \"a\":1 }', false",
        "r1,   r1,   '{\"a\": 1}', '{\"a\": 1}',  false",
        ",     r2,   '{\"a\": 1}', '{\"a\": 1}',  false",
        ",     ,     '{\"a\": 1}', '{\"a\": 2}',  true",
        ",     r2,   ,             '{\"a\": 1}',  false",
        "r1,   r2,   ,             ,              true"
    })
    void warnsOfAnotherDefinitionOnlyIfItIsAnother(
            String revisionThen, String revisionNow, String then, String now, boolean warned)
            throws InterruptedException {
        run.listed(PlanRun.failed("e-1", 100));
        run.stepFunctions()
                .onDefinition(arn -> new Definition(revisionThen, then), arn -> new Definition(revisionNow, now));

        assertThat(PlanRun.codes(run.plan()).contains(Plan.Code.DEFINITION_CHANGED))
                .isEqualTo(warned);
        assertThat(run.stepFunctions().calls(Action.DESCRIBE_STATE_MACHINE_FOR_EXECUTION))
                .hasSize(1);
    }

    @Test
    void tellsHowFarItIs() throws InterruptedException {
        run.listed(PlanRun.failed("a", 100), PlanRun.failed("b", 90))
                .input("a", "{}")
                .input("b", "{}");
        run.spec(PlanRun.filter(filter -> PlanRun.matching(filter, "true")));
        assertThat(run.progress()).isEqualTo(new Progress.Planning(0, 0, 0));

        run.plan();

        assertThat(run.progress()).isEqualTo(new Progress.Planning(2, 2, 2));
    }

    @Test
    void estimatesWithTheTokensThatAreThere() throws InterruptedException {
        run.quotas(100, 10);
        run.listed(IntStream.range(0, 300)
                .mapToObj(i -> PlanRun.failed("e-" + i, 100))
                .toList());
        var fresh = run.plan().estimatedDurationSeconds();
        var later = new PlanRun().quotas(100, 10).spend(Action.START_EXECUTION, 100);
        later.listed(IntStream.range(0, 300)
                .mapToObj(i -> PlanRun.failed("e-" + i, 100))
                .toList());

        assertThat(fresh).isBetween(19L, 21L);
        assertThat(later.plan().estimatedDurationSeconds()).isBetween(29L, 31L);
    }
}

package io.github.sfnreplay.replay;

import static io.github.sfnreplay.replay.Samples.NOW;
import static io.github.sfnreplay.replay.Samples.pending;
import static io.github.sfnreplay.replay.Samples.plan;
import static io.github.sfnreplay.replay.Samples.planned;
import static io.github.sfnreplay.replay.Samples.running;
import static io.github.sfnreplay.replay.Samples.tally;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pure moves of a replay.
class ReplayTest {

    private static final Command COMMAND = new Command("alice", "INC-1", null);

    @Test
    void writesEachMoveIntoItsLogWithWhoAndWhy() {
        var replay = planned().confirm(Confirmation.ANY, COMMAND, NOW);

        assertThat(replay.log().entries()).extracting(StateChange::action).containsExactly("begin", "plan", "confirm");
        var last = replay.log().entries().getLast();
        assertThat(last.by()).isEqualTo("alice");
        assertThat(last.reason()).isEqualTo("INC-1");
        assertThat(last.detail()).contains("sha256:1");
        assertThat(last.from()).isEqualTo(ReplayState.PLANNED);
        assertThat(last.to()).isEqualTo(ReplayState.PENDING);
        assertThat(replay.log().entries().getFirst().by()).isEqualTo("sfn-replay");
    }

    @Test
    void logsOldAndNewLimits() {
        var slower = new Limits(7, 2.5, null, null, Limits.AfterCanary.CONTINUE, null, null);

        var replay = running().patch(slower, Samples.LIMITS, COMMAND, NOW);

        var last = replay.log().entries().getLast();
        assertThat(last.action()).isEqualTo("patch");
        assertThat(last.detail()).isEqualTo("startsPerSecond none -> 2.5");
        assertThat(replay.state()).isEqualTo(ReplayState.RUNNING);
        assertThat(replay.spec().limits()).isEqualTo(slower);
    }

    @Test
    void boundsItsLogAndCountsWhatItDropped() {
        var replay = running();
        for (var i = 0; i < 300; i++) {
            replay = replay.patch(Limits.ofItems(i + 1), Samples.LIMITS, COMMAND, NOW);
        }

        assertThat(replay.log().entries()).hasSize(200);
        assertThat(replay.log().dropped()).isEqualTo(302 - 200);
        assertThat(replay.log().from(replay.log().dropped(), 1))
                .isEqualTo(replay.log().entries().subList(0, 1));
        assertThat(replay.log().from(301, 10)).isEqualTo(replay.log().entries().subList(199, 200));
    }

    @Test
    void confirmsOnceAndTakesTheSameConfirmationAgainAsDone() {
        var confirmation = new Confirmation("sha256:1", null);
        var confirmed = planned().confirm(confirmation, COMMAND, NOW);
        var begun = confirmed.begin(NOW);

        assertThat(confirmed.state()).isEqualTo(ReplayState.PENDING);
        assertThat(confirmed.confirm(confirmation, COMMAND, NOW)).isEqualTo(confirmed);
        assertThat(begun.confirm(confirmation, COMMAND, NOW)).isEqualTo(begun);
        assertThat(begun.confirm(Confirmation.ANY, COMMAND, NOW)).isEqualTo(begun);
        assertRefused(Fault.Kind.PLAN_CHANGED, () -> begun.confirm(new Confirmation("sha256:2", null), COMMAND, NOW));
    }

    @Test
    void confirmsForLaterAndForAnotherTime() {
        var at = NOW.plusSeconds(3_600);
        var scheduled = planned().confirm(new Confirmation(null, at), COMMAND, NOW);
        var sooner = scheduled.confirm(Confirmation.ANY, COMMAND, NOW);

        assertThat(scheduled.times().startsAt()).isEqualTo(at);
        assertThat(scheduled.status().detail()).contains(at.toString());
        assertThat(sooner.state()).isEqualTo(ReplayState.PENDING);
        assertThat(sooner.times().startsAt()).isNull();
    }

    @Test
    void holdsItsMachineOnlyWhenItWillRun() {
        assertThat(pending(false).holdsMachine()).isTrue();
        assertThat(pending(true).holdsMachine()).isFalse();
        assertThat(pending(true).begin(NOW).holdsMachine()).isFalse();
        assertThat(planned().holdsMachine()).isFalse();
        assertThat(planned().confirm(Confirmation.ANY, COMMAND, NOW).holdsMachine())
                .isTrue();
        assertThat(running().finish(NOW).holdsMachine()).isFalse();
    }

    @Test
    void resumesAtOnceOrWaitsForAPlace() {
        var paused = running().pause(COMMAND, NOW);
        var waiting = paused.resume(false, COMMAND, NOW);

        assertThat(paused.resume(true, COMMAND, NOW).state()).isEqualTo(ReplayState.RUNNING);
        assertThat(waiting.state()).isEqualTo(ReplayState.PENDING);
        assertThat(waiting.allowedActions()).containsExactly("pause", "cancel", "patch");
        assertThat(waiting.resume(true, COMMAND, NOW)).isEqualTo(waiting);
        assertThat(waiting.begin(NOW).state()).isEqualTo(ReplayState.RUNNING);
        assertThat(waiting.pause(COMMAND, NOW).state()).isEqualTo(ReplayState.PAUSED);
        assertThat(waiting.cancel(false, COMMAND, NOW).state()).isEqualTo(ReplayState.CANCELLING);
    }

    @Test
    void waitsForAPlaceInPlanningToo() {
        var paused = pending(false).begin(NOW).pause(COMMAND, NOW);

        assertThat(paused.resume(true, COMMAND, NOW).state()).isEqualTo(ReplayState.PLANNING);
        assertThat(paused.resume(false, COMMAND, NOW).begin(NOW).state()).isEqualTo(ReplayState.PLANNING);
        assertThat(paused.cancel(false, COMMAND, NOW).state()).isEqualTo(ReplayState.CANCELLED);
    }

    @Test
    void allowsNoPauseToOneThatHasNeverBegun() {
        assertRefused(Fault.Kind.INVALID_STATE_TRANSITION, () -> pending(false).pause(COMMAND, NOW));
        assertThat(pending(false).hold(COMMAND, NOW).state()).isEqualTo(ReplayState.PAUSED);
        assertThat(planned().hold(COMMAND, NOW)).isEqualTo(planned());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0, 0, 0, SUCCEEDED, NOTHING_MATCHED, 100",
                "2, 0, 0, SUCCEEDED, -, 100",
                "2, 1, 0, PARTIALLY_SUCCEEDED, -, 100",
                "0, 2, 0, FAILED, -, 100",
                "0, 2, 3, FAILED, -, 100"
            })
    void endsAsItsItemsDid(
            int succeeded, int failed, int skipped, ReplayState state, StateReason reason, double percent) {
        var ended = running()
                .counted(
                        tally(Map.of(
                                ItemState.SUCCEEDED, succeeded, ItemState.FAILED, failed, ItemState.SKIPPED, skipped)),
                        NOW)
                .finish(NOW);

        assertThat(ended.state()).isEqualTo(state);
        assertThat(ended.stateReason()).isEqualTo(reason);
        assertThat(ended.percent()).isEqualTo(percent);
        assertThat(Objects.requireNonNull(ended.status().detail())).endsWith(".");
    }

    @Test
    void tellsNothingStartedFromNothingMatched() {
        var skipped = new Tally(new ItemCounts(Map.of(ItemState.SKIPPED, 3), 0), Map.of(), 0, List.of());

        assertThat(running().counted(skipped, NOW).finish(NOW).stateReason()).isEqualTo(StateReason.NOTHING_STARTED);
    }

    @Test
    void tellsHowMuchIsDone() {
        assertThat(pending(false).percent()).isZero();
        assertThat(running()
                        .counted(tally(Map.of(ItemState.PENDING, 1, ItemState.RUNNING, 1, ItemState.SUCCEEDED, 1)), NOW)
                        .percent())
                .isEqualTo(33.3);
    }

    @Test
    void offersARetryOnlyWhereSomethingFailed() {
        var good = running().counted(tally(Map.of(ItemState.SUCCEEDED, 1)), NOW).finish(NOW);
        var bad =
                running().counted(tally(Map.of(ItemState.UNCONFIRMED, 1)), NOW).finish(NOW);

        assertThat(good.allowedActions()).containsExactly("delete");
        assertThat(bad.allowedActions()).containsExactly("retry-failed", "delete");
        assertThat(planned().allowedActions()).containsExactly("confirm", "cancel", "patch", "delete");
    }

    @Test
    void countsEveryListedExecutionOnce() {
        var found = new Plan.Found(100, 10, 5, 60);

        assertThat(found.excludedReplays() + found.afterBound() + found.matched() + found.excludedByFilter())
                .isEqualTo(found.listed());
    }

    @Test
    void hashesThePlanInItsOrder() {
        var one = Samples.item(0);
        var other = Samples.item(1);

        assertThat(PlanHash.of(List.of(one, other)))
                .matches("sha256:[0-9a-f]{64}")
                .isEqualTo(PlanHash.of(List.of(one, other)))
                .isNotEqualTo(PlanHash.of(List.of(other, one)))
                .isNotEqualTo(PlanHash.of(List.of(one, other.skipped(SkipReason.DUPLICATE, null))));
        assertThat(plan(1)).isNotEqualTo(plan(2));
    }

    private static void assertRefused(Fault.Kind kind, ThrowingCallable move) {
        assertThatExceptionOfType(ReplayException.class)
                .isThrownBy(move)
                .satisfies(e -> assertThat(e.fault().kind()).isEqualTo(kind));
    }
}

package io.github.sfnreplay.engine.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.replay.Command;
import io.github.sfnreplay.replay.EffectiveLimits;
import io.github.sfnreplay.replay.Limits;
import io.github.sfnreplay.replay.Limits.AfterCanary;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.StateReason;
import io.github.sfnreplay.testing.TestReplay;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// An execution begins only when the bounds, the canary and the failures so far allow it.
class StartAdmissionTest {

    private static final Limits NONE = Limits.NONE;

    @Test
    void boundsOpenExecutions() throws InterruptedException {
        var replay = replay(limits(1, null, AfterCanary.CONTINUE, null));
        var admission = admission(replay);
        var first = admission.admit();
        var second = admitBeside(admission, replay);

        first.ended(true);
        assertAdmitted(second);
        assertNotAdmitted(admitBeside(admission, replay), replay);
    }

    @Test
    void aHigherBoundLetsAnotherInAtOnce() throws InterruptedException {
        var replay = replay(limits(1, null, AfterCanary.CONTINUE, null));
        var admission = admission(replay);
        admission.admit();
        var second = admitBeside(admission, replay);

        replay.command(running -> running.patch(
                limits(2, null, AfterCanary.CONTINUE, null),
                new EffectiveLimits(1e9, 2, 1e9),
                Command.NONE,
                replay.clock.instant()));
        assertAdmitted(second);
        assertNotAdmitted(admitBeside(admission, replay), replay);
    }

    @Test
    void whatIsAdoptedIsOpenWhateverTheBound() throws InterruptedException {
        var replay = replay(limits(1, null, AfterCanary.CONTINUE, null));
        var admission = admission(replay);
        var one = admission.forOpen(false);
        var other = admission.forOpen(false);
        var waiting = admitBeside(admission, replay);

        one.ended(true);
        assertThat(waiting).isNotDone();
        other.ended(true);
        assertAdmitted(waiting);
    }

    @Test
    void aPermitIsGivenBackOnce() throws InterruptedException {
        var replay = replay(limits(2, null, AfterCanary.CONTINUE, null));
        var admission = admission(replay);
        var first = admission.admit();
        admission.admit();
        first.withdrawn();
        first.withdrawn();
        first.ended(false);

        admission.admit();
        assertNotAdmitted(admitBeside(admission, replay), replay);
    }

    @Test
    void endsAreUrgentWhenMoreThanHalfTheRoomIsTakenAndWhenNothingElseIsToCome() throws InterruptedException {
        var admission = admission(replay(limits(4, null, AfterCanary.CONTINUE, null)));
        admission.admit();
        admission.admit();
        assertThat(admission.urgency()).isEqualTo(Urgency.NONE);
        admission.admit();
        assertThat(admission.urgency()).isEqualTo(Urgency.STARTS_WAIT);

        admission.allSubmitted();
        assertThat(admission.urgency()).isEqualTo(Urgency.REPLAY_WAITS);
    }

    @Test
    void theOthersBeginWhenAllCanariesHaveSucceeded() throws InterruptedException {
        var replay = replay(limits(null, 2, AfterCanary.CONTINUE, null));
        var admission = admission(replay);
        var one = admission.admit();
        var other = admission.admit();
        var waiting = admitBeside(admission, replay);

        one.ended(true);
        assertThat(waiting).isNotDone();
        other.ended(true);
        assertThat(assertAdmitted(waiting)).isEqualTo(ReplayState.RUNNING);
    }

    @Test
    void aFailedCanaryPausesBeforeAnyOtherBegins() throws InterruptedException {
        var replay = replay(limits(null, 2, AfterCanary.CONTINUE, null));
        var admission = admission(replay);
        var one = admission.admit();
        var other = admission.admit();
        var waiting = admitBeside(admission, replay);

        one.ended(false);
        assertThat(replay.job.state()).isEqualTo(ReplayState.RUNNING);
        other.ended(true);
        assertThat(assertAdmitted(waiting)).isEqualTo(ReplayState.PAUSED);
        assertThat(replay.job.latest().stateReason()).isEqualTo(StateReason.CANARY_FAILED);
        assertThat(replay.pausesByItself).hasValue(1);
    }

    @Test
    void aCanaryThatFailsWhileTheReplayIsPausedPausesItAgainAfterItsResume() throws InterruptedException {
        var replay = replay(limits(null, 1, AfterCanary.CONTINUE, null));
        var admission = admission(replay);
        var canary = admission.admit();
        var waiting = admitBeside(admission, replay);
        replay.pause();
        canary.ended(false);
        admission.pauseIfDue();
        assertThat(replay.job.latest().stateReason()).isEqualTo(StateReason.USER_REQUESTED);

        replay.resume();
        assertThat(assertAdmitted(waiting)).isEqualTo(ReplayState.PAUSED);
        assertThat(replay.job.latest().stateReason()).isEqualTo(StateReason.CANARY_FAILED);
    }

    @Test
    void aResumeAfterAFailedCanaryLetsTheOthersBegin() throws InterruptedException {
        var replay = replay(limits(null, 1, AfterCanary.CONTINUE, null));
        var admission = admission(replay);
        admission.admit().ended(false);
        admission.pauseIfDue();
        replay.resume();

        admission.admit();
        assertThat(replay.job.state()).isEqualTo(ReplayState.RUNNING);
    }

    @Test
    void pausesAfterCanariesThatSucceededWhereThatWasAskedFor() throws InterruptedException {
        var replay = replay(limits(null, 1, AfterCanary.PAUSE, null));
        var admission = admission(replay);
        admission.admit().ended(true);
        admission.pauseIfDue();

        assertThat(replay.job.state()).isEqualTo(ReplayState.PAUSED);
        assertThat(replay.job.latest().stateReason()).isEqualTo(StateReason.CANARY_PASSED);
        replay.resume();
        admission.admit();
        assertThat(replay.job.state()).isEqualTo(ReplayState.RUNNING);
    }

    @Test
    void anotherCanaryTakesThePlaceOfOneThatWasNotStartedOrAdopted() throws InterruptedException {
        var replay = replay(limits(null, 1, AfterCanary.CONTINUE, null));
        var admission = admission(replay);
        admission.admit().withdrawn();
        var adopted = admission.admit();
        adopted.adopted();
        adopted.ended(false);
        admission.pauseIfDue();
        assertThat(replay.job.state()).isEqualTo(ReplayState.RUNNING);

        admission.admit();
        assertNotAdmitted(admitBeside(admission, replay), replay);
    }

    @Test
    void inStrictOrderNothingBeginsBetweenAFailureAndThePause() throws InterruptedException {
        var replay = replay(limits(1, null, AfterCanary.CONTINUE, 0.0));
        var admission = admission(replay);
        var first = admission.admit();
        var waiting = admitBeside(admission, replay);

        first.ended(false);
        assertThat(assertAdmitted(waiting)).isEqualTo(ReplayState.PAUSED);
        assertThat(replay.job.latest().stateReason()).isEqualTo(StateReason.FAILURE_THRESHOLD_EXCEEDED);
    }

    @Test
    void aResumeForgivesFailuresAlsoThoseOfThePause() throws InterruptedException {
        var replay = replay(limits(1, null, AfterCanary.CONTINUE, 0.0));
        var admission = admission(replay);
        var first = admission.admit();
        replay.pause();
        first.ended(false);
        admission.pauseIfDue();
        replay.resume();

        admission.admit();
        assertThat(replay.job.state()).isEqualTo(ReplayState.RUNNING);
    }

    @Test
    void failuresWithoutAnExecutionCountAndAdoptedOnesDoNot() {
        var replay = replay(limits(null, null, AfterCanary.CONTINUE, 0.0));
        var admission = admission(replay);
        admission.forOpen(false).ended(false);
        admission.pauseIfDue();
        assertThat(replay.job.state()).isEqualTo(ReplayState.RUNNING);

        admission.failedWithoutExecution();
        assertThat(replay.job.latest().stateReason()).isEqualTo(StateReason.FAILURE_THRESHOLD_EXCEEDED);
    }

    @Test
    void withoutLimitsNothingIsHeldBack() throws InterruptedException {
        var admission = admission(replay(NONE));

        for (var i = 0; i < 1_000; i++) {
            admission.admit();
        }
        assertThat(admission.urgency()).isEqualTo(Urgency.NONE);
    }

    private static TestReplay replay(Limits limits) {
        return TestReplay.builder().limits(limits).running();
    }

    private static StartAdmission admission(TestReplay replay) {
        var admission = new StartAdmission(replay.job);
        replay.job.onChange(admission::replayChanged);
        return admission;
    }

    private static Limits limits(
            @Nullable Integer open, @Nullable Integer canary, AfterCanary afterCanary, @Nullable Double tolerated) {
        return new Limits(1_000, null, open, canary, afterCanary, tolerated, tolerated == null ? null : 1);
    }

    /// The state of the replay when it was let in.
    private static CompletableFuture<ReplayState> admitBeside(StartAdmission admission, TestReplay replay) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                admission.admit();
                return replay.job.state();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static ReplayState assertAdmitted(CompletableFuture<ReplayState> waiting) {
        await().until(waiting::isDone);
        return waiting.join();
    }

    /// Who is let in only when the replay is cancelled was not let in before.
    private static void assertNotAdmitted(CompletableFuture<ReplayState> waiting, TestReplay replay) {
        replay.cancel(false);
        await().until(waiting::isDone);
        assertThat(waiting).isCompletedExceptionally();
    }
}

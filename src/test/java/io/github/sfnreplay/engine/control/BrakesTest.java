package io.github.sfnreplay.engine.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.engine.control.Gate.Position;
import io.github.sfnreplay.replay.Limits;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What holds starts back: gate, canary, bound on open executions, failure threshold, and an upstream that is away.
class BrakesTest {

    private final Gate gate = new Gate();

    @Test
    void gateHoldsCallsBackUntilItOpens() {
        gate.set(Position.HELD);
        var passed = beside(gate::pass);

        assertThat(passed).isNotDone();
        gate.set(Position.OPEN);
        await().until(passed::isDone);
        assertThat(passed).isCompleted();
    }

    @Test
    void gateEndsThoseWhoWaitWhenItShuts() {
        gate.set(Position.HELD);
        var passed = beside(gate::pass);
        gate.set(Position.SHUT);

        await().until(passed::isDone);
        assertThat(passed).isCompletedExceptionally();
        assertThatExceptionOfType(StoppedException.class).isThrownBy(gate::pass);
    }

    @Test
    void gateTakesNoStepUnlessItIsOpen() {
        var steps = new AtomicInteger();
        assertThat(gate.ifOpen(steps::incrementAndGet)).isTrue();
        gate.set(Position.HELD);
        assertThat(gate.ifOpen(steps::incrementAndGet)).isFalse();
        gate.set(Position.SHUT);
        assertThat(gate.ifOpen(steps::incrementAndGet)).isFalse();
        assertThat(steps).hasValue(1);
    }

    @Test
    void boundsOpenExecutionsAndLetsAHigherBoundInAtOnce() throws InterruptedException {
        var open = new OpenExecutions(1);
        assertThat(open.acquire(() -> true)).isTrue();
        var second = beside(() -> assertThat(open.acquire(() -> true)).isTrue());
        assertThat(open.acquire(() -> false)).isFalse();
        open.setMax(2);

        await().until(second::isDone);
        var third = beside(() -> assertThat(open.acquire(() -> true)).isTrue());
        assertThat(open.acquire(() -> false)).isFalse();
        open.release();
        await().until(third::isDone);
        assertThat(third).isCompleted();
    }

    @Test
    void endsAreUrgentWhenMoreThanHalfTheRoomIsTakenAndWhenNothingElseIsToCome() throws InterruptedException {
        var open = new OpenExecutions(4);
        open.acquire(() -> true);
        open.acquire(() -> true);
        assertThat(open.urgency()).isEqualTo(Urgency.NONE);
        open.acquire(() -> true);
        assertThat(open.urgency()).isEqualTo(Urgency.STARTS_WAIT);

        open.noMoreToCome();
        assertThat(open.urgency()).isEqualTo(Urgency.REPLAY_WAITS);
    }

    @Test
    void countsWhatWasFoundOpenWhateverTheBound() throws InterruptedException {
        var open = new OpenExecutions(1);
        open.add();
        open.add();
        open.release();

        assertThat(open.acquire(() -> false)).isFalse();
        open.release();
        assertThat(open.acquire(() -> true)).isTrue();
    }

    @Test
    void canaryLetsTheOthersInAfterAllOfItHaveEnded() throws InterruptedException {
        var failed = new AtomicBoolean();
        var canary = new Canary(2, () -> failed.set(true));
        assertThat(canary.admit(() -> true)).isTrue();
        assertThat(canary.admit(() -> true)).isTrue();
        assertThat(canary.admit(() -> false)).isFalse();
        canary.ended(true);
        assertThat(canary.admit(() -> false)).isFalse();
        canary.ended(true);

        assertThat(canary.admit(() -> false)).isTrue();
        assertThat(failed).isFalse();
    }

    @Test
    void canaryTellsOfAFailureOnceAndBeforeAnyOtherMayBegin() throws InterruptedException {
        var failures = new AtomicInteger();
        var canary = new Canary(2, failures::incrementAndGet);
        canary.admit(() -> true);
        canary.admit(() -> true);
        canary.ended(false);
        assertThat(failures).hasValue(0);
        canary.ended(true);

        assertThat(failures).hasValue(1);
        assertThat(canary.admit(() -> false)).isTrue();
        canary.ended(false);
        assertThat(failures).hasValue(1);
    }

    @Test
    void canaryTakesAnotherForOneThatWasNotStarted() throws InterruptedException {
        var canary = new Canary(1, () -> {});
        canary.admit(() -> true);
        canary.giveBack();

        assertThat(canary.admit(() -> false)).isTrue();
        assertThat(canary.admit(() -> false)).isFalse();
    }

    @Test
    void noCanaryHoldsNothingBack() throws InterruptedException {
        var canary = new Canary(0, () -> {});

        for (var i = 0; i < 100; i++) {
            assertThat(canary.admit(() -> false)).isTrue();
        }
    }

    @Test
    void toleratesFailuresUpToTheShareAndNotBeforeEnoughHaveFinished() {
        var threshold = new FailureThreshold();
        var limits = tolerating(20.0, 10);

        for (var i = 0; i < 9; i++) {
            assertThat(threshold.isExceededBy(i < 2, limits)).as("after " + i).isFalse();
        }
        assertThat(threshold.isExceededBy(false, limits))
                .as("2 of 10 is not more than 20 %")
                .isFalse();
        assertThat(threshold.isExceededBy(true, limits)).as("3 of 11 is").isTrue();
    }

    @Test
    void forgetsFailuresWhenItIsReset() {
        var threshold = new FailureThreshold();
        var limits = tolerating(0.0, 2);
        threshold.isExceededBy(true, limits);
        threshold.reset();

        assertThat(threshold.isExceededBy(false, limits)).isFalse();
        assertThat(threshold.isExceededBy(false, limits)).isFalse();
        assertThat(threshold.isExceededBy(true, limits)).isTrue();
    }

    @Test
    void toleratesEverythingUnlessAsked() {
        var threshold = new FailureThreshold();

        for (var i = 0; i < 100; i++) {
            assertThat(threshold.isExceededBy(true, Limits.NONE)).isFalse();
        }
    }

    private static Limits tolerating(double percentage, int minimum) {
        return new Limits(1_000, null, null, null, Limits.AfterCanary.CONTINUE, percentage, minimum);
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static CompletableFuture<Boolean> beside(Work work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                work.run();
                return true;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}

package io.github.sfnreplay.engine.call;

import static io.github.sfnreplay.testing.ScriptedStepFunctions.fault;
import static io.github.sfnreplay.testing.ScriptedStepFunctions.noAnswer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.engine.control.Gate;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.pacing.FakeTicker;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.StateReason;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.testing.TestReplay;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a call does when it does not succeed.
class PacedCallsTest {

    private final TestReplay replay =
            TestReplay.builder().ticker(new FakeTicker(PacedCallsTest::slowly)).running();
    private final PacedCalls calls = replay.calls();
    private final PacedCalls lasting = calls.through(replay.following);

    @AfterEach
    void end() {
        replay.cancel(false);
        replay.following.set(Gate.Position.SHUT);
    }

    @Test
    void anActionThatFailsOnAllItemsWhileOthersComeBackPausesTheReplayAfterABoundedNumberOfCalls() {
        var redrives = new AtomicInteger();
        var items = IntStream.range(0, 20)
                .mapToObj(item -> beside(() -> calls.call(Action.REDRIVE_EXECUTION, () -> {
                    redrives.incrementAndGet();
                    answered();
                    throw new StepFunctionsException(
                            Kind.UNAVAILABLE, "InternalFailure", "scripted failure", true, null);
                })))
                .toList();

        await().until(() -> replay.job.state() == ReplayState.PAUSED);
        var state = replay.job.latest();
        assertThat(state.stateReason()).isEqualTo(StateReason.UPSTREAM_ACTION_FAILING);
        assertThat(state.status().detail()).contains("RedriveExecution", "InternalFailure", "scripted failure");
        assertThat(redrives.get()).isBetween(20, 80);
        assertThat(items).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void aStartThatFailsWhileOtherStartsComeBackIsGivenUp() {
        assertThatExceptionOfType(StepFunctionsException.class)
                .isThrownBy(() -> calls.call(Action.START_EXECUTION, () -> {
                    otherStart();
                    throw noAnswer();
                }))
                .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Kind.UNAVAILABLE));
        assertThat(replay.job.state()).isEqualTo(ReplayState.RUNNING);
        assertThat(replay.ticker.nanoTime()).isGreaterThan(120 * FakeTicker.SECOND);
    }

    @Test
    void whatOnlyFollowsIsGivenUpRatherThanPausingTheReplay() {
        assertThatExceptionOfType(StepFunctionsException.class)
                .isThrownBy(() -> lasting.call(Action.STOP_EXECUTION, () -> {
                    answered();
                    throw noAnswer();
                }));
        assertThat(replay.job.state()).isEqualTo(ReplayState.RUNNING);
    }

    @Test
    void anOutagePausesTheReplayAndSaysSinceWhen() {
        var start = beside(() -> calls.call(Action.START_EXECUTION, () -> {
            throw noAnswer();
        }));

        await().until(() -> replay.job.state() == ReplayState.PAUSED);
        assertThat(replay.job.latest().stateReason()).isEqualTo(StateReason.UPSTREAM_UNAVAILABLE);
        var silence = Objects.requireNonNull(calls.silence());
        assertThat(silence.error()).isEqualTo("Timeout");
        assertThat(Duration.ofNanos(silence.since())).isGreaterThanOrEqualTo(Duration.ofMinutes(2));
        assertThat(start).isNotDone();
        answered();
        assertThat(calls.silence()).isNull();
    }

    @Test
    void aResumeTriesAgainAtOnce() {
        var answers = new AtomicInteger();
        var start = beside(() -> calls.call(Action.START_EXECUTION, () -> {
            if (answers.get() == 0) {
                throw noAnswer();
            }
            return "started";
        }));
        await().until(() -> replay.job.state() == ReplayState.PAUSED);

        answers.set(1);
        resume();

        await().until(start::isDone);
        assertThat(start).isCompletedWithValue("started");
    }

    @Test
    void missingPermissionPausesTheReplayAndSaysWhatToFix() {
        var start = beside(() -> calls.call(Action.START_EXECUTION, () -> {
            throw fault(Kind.DENIED);
        }));

        await().until(() -> replay.job.state() == ReplayState.PAUSED);
        assertThat(replay.job.latest().stateReason()).isEqualTo(StateReason.UPSTREAM_ACCESS_DENIED);
        assertThat(replay.job.latest().status().detail()).contains("Fix the permission", "StartExecution");
        assertThat(start).isNotDone();
    }

    @Test
    void aCancelledReplayDoesNotWaitForWhatFails() {
        replay.cancel(false);
        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> lasting.call(Action.DESCRIBE_EXECUTION, () -> {
                    throw noAnswer();
                }));
    }

    @Test
    void whatStopsExecutionsIsTriedAgainAfterACancel() throws InterruptedException {
        replay.cancel(true);
        var attempts = new AtomicInteger();
        var answer = lasting.<String>call(Action.STOP_EXECUTION, () -> {
            if (attempts.incrementAndGet() < 3) {
                throw noAnswer();
            }
            return "stopped";
        });
        assertThat(answer).isEqualTo("stopped");
    }

    @Test
    void aRefusalIsFinalAndEndsNoOutageThatIsNone() {
        assertThatExceptionOfType(StepFunctionsException.class)
                .isThrownBy(() -> calls.call(Action.REDRIVE_EXECUTION, () -> {
                    throw fault(Kind.REJECTED);
                }));
        assertThat(replay.job.state()).isEqualTo(ReplayState.RUNNING);
        assertThat(calls.throttled()).isZero();
    }

    @Test
    void throttledCallsAreTriedAgainAndCounted() throws InterruptedException {
        var attempts = new AtomicInteger();
        var answer = calls.<String>call(Action.START_EXECUTION, () -> {
            if (attempts.incrementAndGet() <= 4) {
                throw fault(Kind.THROTTLED);
            }
            return "started";
        });
        assertThat(answer).isEqualTo("started");
        assertThat(calls.throttled()).isEqualTo(4);
    }

    private void resume() {
        replay.resume();
        calls.changed(replay.job.latest(), replay.job.latest());
    }

    /// Some other action comes back.
    /// Minutes that many callers sleep must not pass before the one that is to pause the replay gets its turn.
    private static long slowly(long nanos) {
        LockSupport.parkNanos(100_000);
        return nanos;
    }

    private void answered() {
        try {
            lasting.<String>call(Action.LIST_EXECUTIONS, () -> "page");
        } catch (InterruptedException | StoppedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void otherStart() {
        try {
            lasting.<String>call(Action.START_EXECUTION, () -> "started");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Work {
        @Nullable
        Object run() throws InterruptedException;
    }

    private static CompletableFuture<@Nullable Object> beside(Work work) {
        var result = new CompletableFuture<@Nullable Object>();
        Thread.startVirtualThread(() -> {
            try {
                result.complete(work.run());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}

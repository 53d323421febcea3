package io.github.sfnreplay.engine.call;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.Gate;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.replay.Progress.BoundBy;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.StateReason;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes the calls of one replay: each attempt passes the gate and takes a token, what can heal is tried again for as
/// long as it takes, and what a person has to fix pauses the replay.
public final class PacedCalls {

    /// A millisecond in nanoseconds.
    private static final long MILLI = 1_000_000L;

    /// A pause or a resume, which nothing here is woken by, is noticed within this.
    private static final long LONGEST_SLEEP = 200 * MILLI;

    private final ActiveReplay job;
    private final Gate gate;
    private final CallPace pace;
    private final OutageDetector upstream;
    private final AtomicLong throttled;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final CallTurns turns;

    /// Calls that pass the replay's own gate.
    public PacedCalls(ActiveReplay job, CallPace pace, OutageDetector upstream) {
        this(job, job.gate(), pace, upstream, new AtomicLong());
    }

    private PacedCalls(ActiveReplay job, Gate gate, CallPace pace, OutageDetector upstream, AtomicLong throttled) {
        this.job = job;
        this.gate = gate;
        this.pace = pace;
        this.upstream = upstream;
        this.throttled = throttled;
        this.turns = new CallTurns(job, gate, pace, upstream);
    }

    /// Calls of the same replay that pass another gate.
    public PacedCalls through(Gate other) {
        return new PacedCalls(job, other, pace, upstream, throttled);
    }

    /// Calls until there is an answer.
    ///
    /// @throws StoppedException if the replay is stopped before
    /// @throws StepFunctionsException of a kind that no other attempt can heal
    public <T extends @Nullable Object> T call(Action action, Supplier<T> call) throws InterruptedException {
        permit(action);
        return permitted(action, call, fault -> {});
    }

    /// Calls once, for what the replay can do without.
    ///
    /// @throws StoppedException if the replay is stopped before
    /// @throws StepFunctionsException of any kind
    public <T> T once(Action action, Supplier<T> call) throws InterruptedException {
        do {
            permit(action);
        } while (!gate.ifOpen(inFlight::incrementAndGet));
        return attempt(action, call);
    }

    /// As `call`, for a caller who has the permit for the first attempt already; the permit is lost when the gate has
    /// moved since.
    ///
    /// @param onFault told of each attempt that did not succeed, before the next
    public <T extends @Nullable Object> T permitted(
            Action action, Supplier<T> call, Consumer<StepFunctionsException> onFault) throws InterruptedException {
        var attempts = upstream.newCall();
        var attempt = 0;
        while (true) {
            if (turns.isCovered(action) && gate.ifOpen(inFlight::incrementAndGet)) {
                try {
                    return attempt(action, call);
                } catch (StepFunctionsException e) {
                    onFault.accept(e);
                    recover(action, e, attempt++, attempts);
                }
            }
            permit(action);
        }
    }

    private <T extends @Nullable Object> T attempt(Action action, Supplier<T> call) {
        var begunAt = pace.ticker().nanoTime();
        try {
            var answer = call.get();
            answered(action, begunAt);
            return answer;
        } catch (StepFunctionsException e) {
            failed(action, e.kind(), begunAt);
            throw e;
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /// Waits while the replay is paused.
    ///
    /// @throws StoppedException once it is stopped
    public void pass() throws InterruptedException {
        gate.pass();
    }

    public boolean isOpen() {
        return gate.isOpen();
    }

    private void answered(Action action, long begunAt) {
        upstream.answered();
        upstream.health(action).succeeded();
        pace.pacer().answered(turns.lane(action), begunAt);
    }

    private void failed(Action action, Kind failure, long begunAt) {
        switch (failure) {
            case THROTTLED, LIMIT_EXCEEDED -> {
                upstream.answered();
                pace.pacer().throttled(turns.lane(action), begunAt);
            }
            case UNAVAILABLE -> {} // told where it is decided what that means
            case DENIED -> pace.pacer().answered(turns.lane(action), begunAt);
            default -> answered(action, begunAt);
        }
    }

    /// Waits until a call may begin.
    public void permit(Action action) throws InterruptedException {
        turns.permit(action);
    }

    /// Waits until a call of one action or the other may begin.
    public Action permitFirst(Action one, Action other) throws InterruptedException {
        return turns.permitFirst(one, other);
    }

    public CallPace pace() {
        return pace;
    }

    /// New limits hold at once, and a resume lets everything be tried again.
    public void changed(Replay before, Replay after) {
        pace.limiter().setRate(after.effectiveLimits().startsPerSecond());
        if (before.state() == ReplayState.PAUSED && after.state() != ReplayState.PAUSED) {
            upstream.resumed();
        }
    }

    /// How many calls AWS has refused as too many.
    public long throttled() {
        return throttled.get();
    }

    /// What Step Functions has left unanswered; null while it answers.
    public OutageDetector.@Nullable Silence silence() {
        return upstream.silence();
    }

    /// Why a start waits for its turn; null if none does.
    public @Nullable BoundBy startsHeldBy() {
        return turns.startsHeldBy();
    }

    /// Why a read waits for its turn; null if none does.
    public @Nullable BoundBy readsHeldBy() {
        return turns.readsHeldBy();
    }

    /// How many calls are on their way.
    public int inFlight() {
        return inFlight.get();
    }

    private void recover(Action action, StepFunctionsException fault, int attempt, OutageDetector.Attempts attempts)
            throws InterruptedException {
        switch (fault.kind()) {
            case THROTTLED -> {
                throttled.incrementAndGet();
                sleep(backoff(0, 200));
            }
            case LIMIT_EXCEEDED -> sleep(backoff(attempt, 1_000));
            case UNAVAILABLE -> {
                pauseOrGiveUp(action, fault, attempts);
                sleep(backoff(attempt, 100));
            }
            case DENIED -> {
                stopIfCancelled(true);
                job.pause(
                        StateReason.UPSTREAM_ACCESS_DENIED,
                        fault.errorCode() + ": " + fault.detail() + " Fix the permission or the credentials of "
                                + action.permission() + ", then resume.");
                sleep(backoff(attempt, 500));
            }
            default -> throw fault;
        }
    }

    /// In an outage the replay pauses. A call that fails while others come back is given up after as long as is
    /// tolerated, unless its action fails on everything and no item can do without it: then the replay pauses too.
    private void pauseOrGiveUp(Action action, StepFunctionsException fault, OutageDetector.Attempts attempts) {
        var outage = upstream.failed(fault.errorCode());
        var health = upstream.health(action);
        var actionFails = health.failed();
        var alone = attempts.failedAlone();
        stopIfCancelled(outage);
        if (outage) {
            job.pause(
                    StateReason.UPSTREAM_UNAVAILABLE,
                    "Step Functions has not answered for too long (" + fault.errorCode() + "). Resume when it does.");
        } else if (actionFails && isNeededByAll(action)) {
            job.pause(
                    StateReason.UPSTREAM_ACTION_FAILING,
                    action.awsName() + " has failed on every item for too long, while other actions come back ("
                            + fault.errorCode() + ": " + fault.detail() + "). Resume when it works, or cancel.");
        } else if (actionFails || (alone && health.hasSucceededSince(attempts.aloneSince()))) {
            throw fault;
        }
    }

    /// Whether no item can be started without the action. What is followed goes on while the replay is paused.
    private boolean isNeededByAll(Action action) {
        return gate == job.gate() && (CallTurns.isLimited(action) || action == Action.DESCRIBE_EXECUTION);
    }

    /// A cancelled replay does not wait for what may never come: the calls that it makes to its end are given up when
    /// they fail, unless they are to stop what it started, and there is hope.
    private void stopIfCancelled(boolean hopeless) {
        if (job.isCancelling() && (hopeless || !job.latest().stopRunning())) {
            throw new StoppedException();
        }
    }

    /// Exponential, at most ten seconds, half of it by chance.
    private static long backoff(int attempt, long firstMillis) {
        var millis = Math.min(10_000, firstMillis << Math.min(attempt, 10));
        return (millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1)) * MILLI;
    }

    /// Waits as long as before the next attempt of a call that got no answer.
    ///
    /// @param attempt how many have failed before the last one
    public void waitBeforeRetry(int attempt) throws InterruptedException {
        sleep(backoff(attempt, 100));
    }

    /// Ends early when the replay is stopped, or resumed.
    private void sleep(long nanos) throws InterruptedException {
        var began = pace.ticker().nanoTime();
        for (var left = nanos; left > 0 && !gate.isShut() && !upstream.isResumedSince(began); left -= LONGEST_SLEEP) {
            pace.ticker().sleep(Math.min(left, LONGEST_SLEEP));
        }
    }
}

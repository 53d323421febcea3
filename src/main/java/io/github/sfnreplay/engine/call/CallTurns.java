package io.github.sfnreplay.engine.call;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.Gate;
import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.replay.Progress.BoundBy;
import io.github.sfnreplay.stepfunctions.Action;
import org.jspecify.annotations.Nullable;

/// Decides when the next call of one replay may begin: the gate is open, its action does not fail on everything, there
/// is a token, and a start keeps its distance from the one before.
final class CallTurns {

    /// 200 ms: a cancel, which nothing here is woken by, is noticed within this.
    private static final long LONGEST_SLEEP = 200_000_000L;

    /// Below this part of its share a lane has been slowed down by throttling; above it, it is about to be restored.
    private static final double FULL = 0.95;

    private final ActiveReplay job;
    private final Gate gate;
    private final CallPace pace;
    private final OutageDetector upstream;
    private final WaitingCalls waiting = new WaitingCalls();

    CallTurns(ActiveReplay job, Gate gate, CallPace pace, OutageDetector upstream) {
        this.job = job;
        this.gate = gate;
        this.pace = pace;
        this.upstream = upstream;
    }

    /// Waits until a call may begin.
    void permit(Action action) throws InterruptedException {
        do {
            gate.pass();
            if (changesAnything(action)) {
                job.tenure().awaitValid(gate::isShut);
            }
        } while (!takeTurn(action) || !gate.isOpen());
    }

    /// Whether the lease of the replay covers the call: what changes nothing at AWS needs none.
    boolean isCovered(Action action) {
        return !changesAnything(action) || job.tenure().isValid();
    }

    private static boolean changesAnything(Action action) {
        return isLimited(action) || action == Action.STOP_EXECUTION;
    }

    private boolean takeTurn(Action action) throws InterruptedException {
        return awaitHealth(action)
                && waiting.during(
                        isLimited(action) ? BoundBy.START_QUOTA : BoundBy.READ_QUOTA,
                        () -> pace.pacer().acquire(lane(action), gate::isOpen))
                && (!isSpaced(action)
                        || waiting.during(
                                BoundBy.START_LIMIT, () -> pace.limiter().acquire(gate::isOpen)));
    }

    /// While an action fails on whatever it is called for, its attempts are spaced for all items together; after a
    /// cancel nobody waits for that.
    private boolean awaitHealth(Action action) throws InterruptedException {
        var health = upstream.health(action);
        for (var left = health.nanosUntilAttempt(); left > 0; left = health.nanosUntilAttempt()) {
            if (!gate.isOpen()) {
                return false;
            }
            if (job.isCancelling()) {
                return true;
            }
            pace.ticker().sleep(Math.min(left, LONGEST_SLEEP));
        }
        return true;
    }

    /// Waits until a call of one action or the other may begin.
    Action permitFirst(Action one, Action other) throws InterruptedException {
        while (true) {
            gate.pass();
            var lane = waiting.during(
                    BoundBy.READ_QUOTA, () -> pace.pacer().acquireFirst(lane(one), lane(other), gate::isOpen));
            if (lane != null && awaitHealth(lane.action())) {
                return lane.action();
            }
        }
    }

    /// Whether a start waits for its turn, and why; null if none does.
    @Nullable
    BoundBy startsHeldBy() {
        var action = job.spec().boundingAction();
        if (waiting.isAnyFor(BoundBy.START_LIMIT)) {
            return isLimitBelowShare(action) ? BoundBy.START_LIMIT : quotaOrThrottled(action, BoundBy.START_QUOTA);
        }
        return waiting.isAnyFor(BoundBy.START_QUOTA) ? quotaOrThrottled(action, BoundBy.START_QUOTA) : null;
    }

    /// Whether a read waits for its turn, and why; null if none does.
    @Nullable
    BoundBy readsHeldBy() {
        return waiting.isAnyFor(BoundBy.READ_QUOTA)
                ? quotaOrThrottled(Action.DESCRIBE_EXECUTION, BoundBy.READ_QUOTA)
                : null;
    }

    private boolean isLimitBelowShare(Action action) {
        var asked = job.spec().limits().startsPerSecond();
        return asked != null && asked < share(action);
    }

    private BoundBy quotaOrThrottled(Action action, BoundBy quota) {
        return pace.pacer().currentRate(lane(action)) < share(action) * FULL ? BoundBy.THROTTLED : quota;
    }

    private double share(Action action) {
        return pace.pacer().ratePerSecond(job.spec().stateMachine().region(), action);
    }

    /// Starts are spaced evenly. Where that is not because somebody asked for it, a burst with which the pacer finds
    /// out why AWS throttles goes first; the pacer makes the calls after it wait for as long.
    private boolean isSpaced(Action action) {
        return isLimited(action)
                && (job.spec().limits().startsPerSecond() != null
                        || !pace.pacer().isInBurst(lane(action)));
    }

    static boolean isLimited(Action action) {
        return action == Action.START_EXECUTION
                || action == Action.START_EXPRESS_EXECUTION
                || action == Action.REDRIVE_EXECUTION;
    }

    Lane lane(Action action) {
        return Lane.of(job.spec().stateMachine(), action);
    }
}

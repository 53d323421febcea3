package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.control.Workers;
import io.github.sfnreplay.engine.read.Access;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stops what a replay has started, and only that, when it is cancelled with `stopRunning`.
final class Stopper {

    private static final Logger log = LoggerFactory.getLogger(Stopper.class);

    /// This number of calls of 50 ms each uses the 500 a second that AWS allows in its largest Regions.
    private static final int AT_ONCE = 25;

    private final ActiveReplay job;
    private final StepFunctions stepFunctions;
    private final PacedCalls calls;
    private final Follower follower;
    private final Workers workers;
    private volatile boolean unfollowedAreStopped;
    private volatile boolean givenUp;

    /// @param access whose calls go on when the replay is cancelled
    Stopper(Access access, Follower follower) {
        this.job = access.job();
        this.stepFunctions = access.stepFunctions();
        this.calls = access.calls();
        this.workers = access.workers().workers(AT_ONCE);
        this.follower = follower;
    }

    /// Whether a cancel has asked for it.
    boolean isAskedFor(Replay replay) {
        return job.isCancelling() && replay.stopRunning();
    }

    /// Whether a cancel has asked for it, and some may still run.
    boolean isWanted(Replay replay) {
        var isDone = follower.isIdle() && (unfollowedAreStopped || replay.spec().follow() != Follow.NONE);
        return isAskedFor(replay) && !isDone && !givenUp;
    }

    /// What runs cannot be stopped, or not be followed.
    void giveUp() {
        givenUp = true;
    }

    boolean hasGivenUp() {
        return givenUp;
    }

    /// Stops what is followed, each once; what may be another's is followed no longer.
    void stopFollowed() throws InterruptedException {
        var left = 0;
        for (var each : follower.open()) {
            if (!job.owners().mayStop(each.item)) {
                follower.unfollow(each);
                left++;
            } else if (!each.stopRequested) {
                each.stopRequested = true;
                workers.fork(() -> stop(each.item));
            }
        }
        if (left > 0) {
            log.warn(
                    "Replay {} leaves {} executions running, since others may have started them",
                    job.latest().id(),
                    left);
        }
    }

    /// Stops what was started without being followed; that stays what it is, started.
    void stopUnfollowed() throws InterruptedException {
        for (var item : job.items().in(ItemState.STARTED)) {
            if (job.owners().mayStop(item)) {
                workers.fork(() -> stop(item));
            }
        }
        workers.settle();
        unfollowedAreStopped = true;
    }

    private void stop(Item item) throws InterruptedException {
        var replay = job.latest();
        try {
            calls.call(Action.STOP_EXECUTION, () -> {
                stepFunctions.stopExecution(
                        replay.replayOf(item), "Replay " + replay.id() + " was cancelled with stopRunning");
                return true;
            });
        } catch (StoppedException e) {
            giveUp();
        } catch (StepFunctionsException e) {
            log.debug("An execution of replay {} could not be stopped: {}", replay.id(), e.errorCode());
        }
    }
}

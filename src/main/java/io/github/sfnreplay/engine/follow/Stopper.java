package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
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
public final class Stopper {

    private static final Logger log = LoggerFactory.getLogger(Stopper.class);

    private final ActiveReplay job;
    private final StepFunctions stepFunctions;
    private final PacedCalls calls;
    private final Follower follower;
    private boolean unfollowedAreStopped;
    private volatile boolean givenUp;

    /// @param calls that go on when the replay is cancelled
    public Stopper(ActiveReplay job, StepFunctions stepFunctions, PacedCalls calls, Follower follower) {
        this.job = job;
        this.stepFunctions = stepFunctions;
        this.calls = calls;
        this.follower = follower;
    }

    /// Whether a cancel has asked for it, and some may still run.
    public boolean isWanted(Replay replay) {
        var isDone = follower.isIdle() && (unfollowedAreStopped || replay.spec().follow() != Follow.NONE);
        return job.isCancelling() && replay.stopRunning() && !isDone && !givenUp;
    }

    /// What runs cannot be stopped, or not be followed.
    public void giveUp() {
        givenUp = true;
    }

    /// Stops what is followed, each once; what may be another's is followed no longer.
    public void stopFollowed() throws InterruptedException {
        for (var each : follower.open()) {
            if (!job.owners().mayStop(each.item)) {
                follower.unfollow(each);
            } else if (!each.stopRequested) {
                each.stopRequested = true;
                stop(each.item);
            }
        }
    }

    /// Stops what was started without being followed; that stays what it is, started.
    public void stopUnfollowed() throws InterruptedException {
        for (var item : job.items().in(ItemState.STARTED)) {
            if (job.owners().mayStop(item)) {
                stop(item);
            }
        }
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
        } catch (StepFunctionsException e) {
            log.debug("An execution of replay {} could not be stopped: {}", replay.id(), e.errorCode());
        }
    }
}

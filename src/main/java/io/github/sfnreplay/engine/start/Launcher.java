package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.Incident;
import io.github.sfnreplay.engine.control.StartAdmission;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.control.Workers;
import io.github.sfnreplay.engine.follow.Follower;
import io.github.sfnreplay.engine.follow.Outcomes;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Launches items, many at once. Each waits here for its turn, so that starts begin in the order they come in; what
/// has begun goes on beside the next.
final class Launcher {

    private static final Logger log = LoggerFactory.getLogger(Launcher.class);

    private final ActiveReplay job;
    private final StartAdmission admission;
    private final PacedCalls calls;
    private final Follower follower;
    private final Outcomes outcomes;
    private final Workers workers;

    Launcher(
            ActiveReplay job,
            StartAdmission admission,
            PacedCalls calls,
            Follower follower,
            Outcomes outcomes,
            Workers workers) {
        this.job = job;
        this.admission = admission;
        this.calls = calls;
        this.follower = follower;
        this.outcomes = outcomes;
        this.workers = workers;
    }

    /// What starts or redrives an item, and says what became of it.
    interface Attempt {
        Item run() throws InterruptedException;
    }

    /// Waits for the item's turn, then begins the attempt.
    ///
    /// @param action that the attempt begins with
    /// @param sourceEnd how the source had ended, if that was read
    void launch(Action action, Item item, @Nullable ExecutionEnd sourceEnd, Attempt attempt)
            throws InterruptedException {
        var permit = admission.admit();
        var launched = false;
        try {
            workers.reserve();
            launched = launch(action, () -> writeDown(item, outcomeOf(attempt, item), sourceEnd, permit));
        } finally {
            if (!launched) {
                permit.withdrawn();
            }
        }
    }

    private boolean launch(Action action, Workers.Task task) throws InterruptedException {
        var permitted = false;
        try {
            calls.permit(action);
            permitted = true;
        } finally {
            if (!permitted) {
                workers.cancel();
            }
        }
        workers.run(task);
        return true;
    }

    /// Waits until a call may begin, in the place that a launched item has already.
    void permit(Action action) throws InterruptedException {
        calls.permit(action);
    }

    /// The item ends without an execution of its own.
    void endWithoutExecution(Item item) {
        outcomes.withoutExecution(item);
    }

    /// Takes over an execution that is known to replay the item, without a call.
    ///
    /// @param begun the item, adopted, or started by an earlier owner
    public void adopt(Item begun, Execution replay) {
        if (job.spec().follow() == Follow.NONE) {
            outcomes.begun(begun.leftRunning());
            return;
        }
        outcomes.begun(begun);
        var isOver = begun.run().adopted() && replay.status().isClosed();
        follower.follow(
                begun,
                replay,
                isOver ? admission.forEnded() : admission.forOpen(!begun.run().adopted()));
    }

    /// Takes over what an earlier owner redrove.
    void adoptRedriven(Item redriven) {
        if (!begun(redriven, null, admission.forOpen(true))) {
            log.debug("It is not followed");
        }
    }

    /// Goes on where an earlier owner has left off.
    ///
    /// @return whether anything runs
    boolean followOn(StartAdmission.Past past) {
        admission.restore(past);
        var any = false;
        for (var item : job.items().in(ItemState.RUNNING)) {
            job.owners().restored(item);
            follower.followOn(item, admission.forOpen(!item.run().adopted()));
            any = true;
        }
        for (var item : job.items().in(ItemState.STARTED)) {
            job.owners().restored(item);
        }
        return any;
    }

    /// Waits until all calls have come back.
    public void settle() throws InterruptedException {
        workers.settle();
    }

    private Item outcomeOf(Attempt attempt, Item item) throws InterruptedException {
        try {
            return attempt.run();
        } catch (StoppedException e) {
            return item;
        } catch (RuntimeException e) {
            log.error("An attempt to start an execution ended unexpectedly", e);
            return hidden(item);
        } catch (Error e) {
            job.endWith(Incident.log(job.latest().id(), e));
            return hidden(item);
        }
    }

    private static Item hidden(Item item) {
        return item.unconfirmed("An unexpected fault hid whether this was started; the log tells more.");
    }

    /// Whatever happens, the permit goes to the follower, or is given back once the item is written down.
    private void writeDown(Item before, Item after, @Nullable ExecutionEnd sourceEnd, StartAdmission.Permit permit) {
        var followed = false;
        try {
            if (after.state() == ItemState.RUNNING) {
                followed = begun(after, sourceEnd, permit);
            } else if (after.state() != before.state()) {
                outcomes.withoutExecution(after);
            }
        } finally {
            if (!followed) {
                permit.withdrawn();
            }
        }
    }

    private boolean begun(Item item, @Nullable ExecutionEnd sourceEnd, StartAdmission.Permit permit) {
        if (item.run().adopted()) {
            permit.adopted();
        }
        if (job.spec().follow() == Follow.NONE) {
            outcomes.begun(item.leftRunning());
            return false;
        }
        outcomes.begun(item);
        follower.follow(item, sourceEnd, permit);
        return true;
    }
}

package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.Brakes;
import io.github.sfnreplay.engine.control.EngineMeters;
import io.github.sfnreplay.engine.control.FailureThreshold;
import io.github.sfnreplay.engine.control.Urgency;
import io.github.sfnreplay.engine.control.Workers;
import io.github.sfnreplay.engine.read.ExecutionData;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.StateReason;
import io.github.sfnreplay.stepfunctions.Execution;
import org.jspecify.annotations.Nullable;

/// Writes down what became of each item, and minds what depends on it: the bound on open executions, the canary, the
/// failure threshold.
public final class Outcomes implements Follower.Ends {

    private final ActiveReplay job;
    private final OutcomeComparison judge;
    private final Brakes brakes;
    private final FailureThreshold threshold = new FailureThreshold();
    private final EngineMeters meters;
    private final Workers judging;

    public Outcomes(ActiveReplay job, OutcomeComparison judge, Brakes brakes, EngineMeters meters, Workers judging) {
        this.job = job;
        this.judge = judge;
        this.brakes = brakes;
        this.meters = meters;
        this.judging = judging;
    }

    /// A person has looked at what failed: it shall not count any more.
    public void resetThreshold() {
        threshold.reset();
    }

    /// The item was started, redriven or adopted.
    public void begun(Item item) {
        job.save(item);
        meters.submitted(item);
    }

    /// The item ended without an execution.
    public void withoutExecution(Item item) {
        job.save(item);
        meters.submitted(item);
        if (item.state().isBad()) {
            count(item);
        }
    }

    @Override
    public void ended(FollowedExecution tracked, Execution shown, @Nullable ExecutionData details)
            throws InterruptedException {
        brakes.open().release();
        if (!judge.needsReading(tracked, shown.status())) {
            conclude(tracked, judge.judge(tracked, shown, details));
            return;
        }
        judging.fork(() -> conclude(tracked, judge.judge(tracked, shown, details)));
    }

    @Override
    public void lost(FollowedExecution tracked) {
        brakes.open().release();
        job.save(tracked.item.leftRunning());
        if (tracked.isOwn()) {
            brakes.canary().ended(false);
        }
        meters.ended(ItemState.STARTED);
    }

    @Override
    public Urgency urgency() {
        return brakes.open().urgency();
    }

    /// No start waits for an end any more.
    public void allSubmitted() {
        brakes.open().noMoreToCome();
    }

    /// Waits until everything that has ended is written down.
    public void settle() throws InterruptedException {
        judging.settle();
    }

    private void conclude(FollowedExecution tracked, Item item) {
        job.save(item);
        meters.ended(item.state());
        if (tracked.isOwn()) {
            brakes.canary().ended(item.state() == ItemState.SUCCEEDED);
            count(item);
        }
    }

    private void count(Item item) {
        if (threshold.isExceededBy(item.state().isBad(), job.spec().limits())) {
            job.pause(
                    StateReason.FAILURE_THRESHOLD_EXCEEDED,
                    "More items have failed than limits.toleratedFailurePercentage allows. Look at failureGroups, then"
                            + " resume or cancel.");
        }
    }
}

package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.EngineMeters;
import io.github.sfnreplay.engine.control.StartAdmission;
import io.github.sfnreplay.engine.control.Urgency;
import io.github.sfnreplay.engine.control.Workers;
import io.github.sfnreplay.engine.read.ExecutionData;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import org.jspecify.annotations.Nullable;

/// Writes down what became of each item, and minds what depends on it: the bound on open executions, the canary, the
/// failure threshold.
public final class Outcomes implements Follower.Ends {

    private final ActiveReplay job;
    private final OutcomeComparison judge;
    private final StartAdmission admission;
    private final EngineMeters meters;
    private final Workers judging;

    public Outcomes(
            ActiveReplay job, OutcomeComparison judge, StartAdmission admission, EngineMeters meters, Workers judging) {
        this.job = job;
        this.judge = judge;
        this.admission = admission;
        this.meters = meters;
        this.judging = judging;
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
            admission.failedWithoutExecution();
        }
    }

    /// An end counts as soon as it is seen, whatever has to be read to judge it: nothing more begins after one too
    /// many.
    @Override
    public void ended(FollowedExecution tracked, Execution shown, @Nullable ExecutionData details)
            throws InterruptedException {
        tracked.permit.ended(shown.status() == ExecutionStatus.SUCCEEDED);
        if (!judge.needsReading(tracked, shown.status())) {
            conclude(judge.judge(tracked, shown, details));
            return;
        }
        judging.fork(() -> conclude(judge.judge(tracked, shown, details)));
    }

    @Override
    public void unfollowed(FollowedExecution tracked) {
        tracked.permit.ended(false);
        job.save(tracked.item.leftRunning());
        admission.pauseIfDue();
        meters.ended(ItemState.STARTED);
    }

    @Override
    public Urgency urgency() {
        return admission.urgency();
    }

    /// No start waits for an end any more.
    public void allSubmitted() {
        admission.allSubmitted();
    }

    /// Waits until everything that has ended is written down.
    public void settle() throws InterruptedException {
        judging.settle();
    }

    private void conclude(Item item) {
        job.save(item);
        meters.ended(item.state());
        admission.pauseIfDue();
    }
}

package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.EngineMeters;
import io.github.sfnreplay.engine.control.StartAdmission;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.control.Urgency;
import io.github.sfnreplay.engine.control.WorkerPool;
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
    private final OutcomeComparison comparison;
    private final StartAdmission admission;
    private final EngineMeters meters;
    private final JudgingQueue judging;

    Outcomes(
            ActiveReplay job,
            OutcomeComparison comparison,
            StartAdmission admission,
            EngineMeters meters,
            WorkerPool pool) {
        this.job = job;
        this.comparison = comparison;
        this.admission = admission;
        this.meters = meters;
        this.judging = new JudgingQueue(pool);
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
    /// many. What this replay itself has stopped counts neither as a success nor as a failure.
    @Override
    public void ended(FollowedExecution followed, Execution shown, @Nullable ExecutionData details) {
        if (followed.isStoppedBy(shown)) {
            followed.permit.withdrawn();
            conclude(followed, followed.item.seenStarted(shown.startedAt()).stopped(shown.stoppedAt()));
            return;
        }
        followed.permit.seenEnded(shown.status() == ExecutionStatus.SUCCEEDED);
        if (comparison.needsReading(followed, shown.status())) {
            judging.add(() -> judge(followed, shown, details));
        } else {
            conclude(followed, comparison.withoutReading(followed, shown));
        }
    }

    @Override
    public void unfollowed(FollowedExecution followed) {
        job.save(followed.item.leftRunning());
        followed.permit.ended(false);
        admission.pauseIfDue();
        meters.ended(ItemState.STARTED);
    }

    @Override
    public void neverSeen(FollowedExecution followed) {
        job.save(followed.item.unconfirmed("No answer came to its start, and the logs do not tell of it."));
        followed.permit.ended(false);
        admission.pauseIfDue();
        meters.ended(ItemState.UNCONFIRMED);
    }

    @Override
    public Urgency urgency() {
        return admission.urgency();
    }

    /// No start waits for an end any more.
    void allSubmitted() {
        admission.allSubmitted();
    }

    /// Waits until so few ends are being judged that reads for starts come between; for whoever has many to add.
    public void awaitRoom() throws InterruptedException {
        judging.awaitRoom();
    }

    /// Waits until everything that has ended is written down.
    void settle() throws InterruptedException {
        judging.awaitEmpty();
    }

    private void judge(FollowedExecution followed, Execution shown, @Nullable ExecutionData details)
            throws InterruptedException {
        try {
            conclude(followed, comparison.judge(followed, shown, details));
        } catch (StoppedException e) {
            leaveUnjudged(followed, shown);
        }
    }

    /// The replay was cancelled before it was read how the execution ended. Where what runs is stopped, it is at least
    /// known that this one runs no more.
    private void leaveUnjudged(FollowedExecution followed, Execution shown) {
        if (job.latest().stopRunning()) {
            conclude(followed, comparison.unread(followed, shown));
        } else {
            unfollowed(followed);
        }
    }

    private void conclude(FollowedExecution followed, Item item) {
        job.save(item);
        followed.permit.ended(item.state() == ItemState.SUCCEEDED);
        meters.ended(item.state());
        admission.pauseIfDue();
    }
}

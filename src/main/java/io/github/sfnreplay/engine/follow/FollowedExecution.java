package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.engine.control.StartAdmission;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// An execution that is being followed. Only the follower's thread changes when it was checked, only the stopper's
/// whether it is to be stopped.
final class FollowedExecution {

    final Item item;
    final @Nullable ExecutionEnd sourceEnd;
    final StartAdmission.Permit permit;
    final long since;
    long checkedAt;
    volatile boolean stopRequested;

    /// Whether an earlier owner of the replay may have asked for its stop.
    volatile boolean mayBeStopped;

    /// @param sourceEnd how the source had ended, where a redrive makes AWS forget it
    /// @param permit closed when the execution ends, or is followed no longer
    /// @param now in nanoseconds of the ticker
    FollowedExecution(Item item, @Nullable ExecutionEnd sourceEnd, StartAdmission.Permit permit, long now) {
        this.item = item;
        this.sourceEnd = sourceEnd;
        this.permit = permit;
        this.since = now;
        this.checkedAt = now;
    }

    /// Whether it was found by its name alone, so that it may have ended long ago.
    boolean mayBeOver() {
        return item.run().startedAt() == null;
    }

    /// Whether what AWS shows is the end that is waited for.
    boolean isEndedBy(Execution shown) {
        return shown.status().isClosed() && (!item.run().redriven() || isAfterRedrive(shown));
    }

    /// A redriven execution may be shown with an end before this redrive: its own first one, or that of a redrive by
    /// somebody else since the plan. Both dates are AWS's; some endpoints tell whole seconds only.
    private boolean isAfterRedrive(Execution shown) {
        if (shown.redriveCount() <= item.source().redriveCount()) {
            return false;
        }
        var redriven = item.run().startedAt();
        var stopped = shown.stoppedAt();
        if (redriven == null || stopped == null) {
            return true;
        }
        var isWholeSecond = stopped.equals(stopped.truncatedTo(ChronoUnit.SECONDS));
        return !stopped.isBefore(isWholeSecond ? redriven.truncatedTo(ChronoUnit.SECONDS) : redriven);
    }

    /// Whether the end that AWS shows is the one that this replay has asked for.
    boolean isStoppedBy(Execution shown) {
        return (stopRequested || mayBeStopped) && shown.status() == ExecutionStatus.ABORTED;
    }
}

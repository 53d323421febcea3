package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.engine.control.StartAdmission;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import org.jspecify.annotations.Nullable;

/// An execution that is being followed. Only the follower's thread changes it.
final class FollowedExecution {

    final Item item;
    final @Nullable ExecutionEnd sourceEnd;
    final StartAdmission.Permit permit;
    final long since;
    long checkedAt;
    boolean stopRequested;

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

    /// Whether what AWS shows is the end that is waited for: of a redriven one, not the end before.
    boolean isEndedBy(Execution shown) {
        return shown.status().isClosed()
                && (!item.run().redriven()
                        || shown.redriveCount() > item.source().redriveCount());
    }
}

package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import org.jspecify.annotations.Nullable;

/// An execution that is being followed. Only the follower's thread changes it.
final class FollowedExecution {

    final Item item;
    final @Nullable ExecutionEnd sourceEnd;
    final long since;
    long checkedAt;
    boolean stopRequested;

    /// @param sourceEnd how the source had ended, where a redrive makes AWS forget it
    /// @param now in nanoseconds of the ticker
    FollowedExecution(Item item, @Nullable ExecutionEnd sourceEnd, long now) {
        this.item = item;
        this.sourceEnd = sourceEnd;
        this.since = now;
        this.checkedAt = now;
    }

    boolean isOwn() {
        return !item.run().adopted();
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

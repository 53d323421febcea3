package io.github.sfnreplay.engine.read;

import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An execution and which of its ends is meant: a redrive gives it another one.
///
/// @param stoppedAt when it ended, as it was listed; null where that is not known
public record ExecutionKey(ExecutionArn arn, @Nullable Instant stoppedAt, int redriveCount) {

    public static ExecutionKey of(ExecutionArn arn, Source source) {
        return new ExecutionKey(arn, source.stoppedAt(), source.redriveCount());
    }

    static ExecutionKey of(ExecutionArn arn, Execution shown) {
        return new ExecutionKey(arn, shown.stoppedAt(), shown.redriveCount());
    }
}

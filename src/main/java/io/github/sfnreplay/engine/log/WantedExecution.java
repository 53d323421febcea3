package io.github.sfnreplay.engine.log;

import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import java.time.Instant;
import java.util.Objects;

/// An execution of which something is to be found in the logs.
///
/// @param stoppedAt of the end that is meant
/// @param redriveCount of the end that is meant
public record WantedExecution(ExecutionArn arn, Instant startedAt, Instant stoppedAt, int redriveCount) {

    /// What is wanted of a source.
    ///
    /// @param source that has ended
    public static WantedExecution of(ExecutionArn arn, Source source) {
        return new WantedExecution(
                arn,
                Objects.requireNonNull(source.startedAt()),
                Objects.requireNonNull(source.stoppedAt()),
                source.redriveCount());
    }
}

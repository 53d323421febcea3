package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The past execution that an item replays, as it was when the replay was planned.
///
/// @param status null when no execution has the name
/// @param startedAt null when no execution has the name
/// @param stoppedAt null when it had not ended
public record Source(
        String name,
        @Nullable ExecutionStatus status,
        @Nullable Instant startedAt,
        @Nullable Instant stoppedAt,
        int redriveCount) {

    public static Source of(Execution execution) {
        return new Source(
                execution.name(),
                execution.status(),
                execution.startedAt(),
                execution.stoppedAt(),
                execution.redriveCount());
    }

    public static Source missing(String name) {
        return new Source(name, null, null, null, 0);
    }
}

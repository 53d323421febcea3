package io.github.sfnreplay.stepfunctions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One execution as `ListExecutions` shows it: neither input nor error.
///
/// @param name unique within its state machine
/// @param stoppedAt null while it runs
/// @param redriveCount how often it was redriven
/// @param qualified whether it was started by a version or an alias
public record Execution(
        String name,
        ExecutionStatus status,
        Instant startedAt,
        @Nullable Instant stoppedAt,
        int redriveCount,
        boolean qualified) {

    /// What AWS orders its listings by: the stop date of a closed execution, else the start date.
    public Instant sortKey() {
        return stoppedAt == null ? startedAt : stoppedAt;
    }
}

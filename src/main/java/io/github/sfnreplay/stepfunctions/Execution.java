package io.github.sfnreplay.stepfunctions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One execution as `ListExecutions` shows it: neither input nor error.
///
/// @param name unique within its state machine
/// @param stoppedAt null while it runs
/// @param redriveCount how often it was redriven
/// @param version the number of the version that it runs; null if it was started by neither version nor alias
/// @param alias the alias that it was started by; null if by none
public record Execution(
        String name,
        ExecutionStatus status,
        Instant startedAt,
        @Nullable Instant stoppedAt,
        int redriveCount,
        @Nullable String version,
        @Nullable String alias) {

    /// Whether it was started by a version or an alias.
    public boolean qualified() {
        return version != null || alias != null;
    }

    /// Whether it runs what the qualifier stands for, as far as its listing tells.
    ///
    /// @param qualifier a version or an alias; null for the machine itself
    public boolean ranOn(@Nullable String qualifier) {
        return qualifier == null ? !qualified() : qualifier.equals(version) || qualifier.equals(alias);
    }

    /// What AWS orders its listings by: the stop date of a closed execution, else the start date.
    public Instant sortKey() {
        return stoppedAt == null ? startedAt : stoppedAt;
    }
}

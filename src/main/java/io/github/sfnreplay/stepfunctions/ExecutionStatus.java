package io.github.sfnreplay.stepfunctions;

/// The status of an execution, in AWS's words.
public enum ExecutionStatus {
    RUNNING,
    PENDING_REDRIVE,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED;

    /// Whether the execution has ended, unless it is redriven.
    public boolean isClosed() {
        return this != RUNNING && this != PENDING_REDRIVE;
    }
}

package io.github.sfnreplay.simulator.spec;

/// Where an execution stands, in the words of AWS.
public enum ExecutionStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
}

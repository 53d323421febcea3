package io.github.sfnreplay.api.input;

import io.github.sfnreplay.stepfunctions.ExecutionStatus;

/// The status of a past execution that can be selected: one that has ended.
public enum SourceStatus {
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED;

    public static SourceStatus of(ExecutionStatus status) {
        return valueOf(status.name());
    }

    public ExecutionStatus toStatus() {
        return ExecutionStatus.valueOf(name());
    }
}

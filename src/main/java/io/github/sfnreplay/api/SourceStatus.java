package io.github.sfnreplay.api;

import io.github.sfnreplay.stepfunctions.ExecutionStatus;

/// The status of a past execution that can be selected: one that has ended.
enum SourceStatus {
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED;

    static SourceStatus of(ExecutionStatus status) {
        return valueOf(status.name());
    }

    ExecutionStatus toStatus() {
        return ExecutionStatus.valueOf(name());
    }
}

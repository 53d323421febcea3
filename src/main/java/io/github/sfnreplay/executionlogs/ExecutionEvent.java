package io.github.sfnreplay.executionlogs;

import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A start or an end of an execution, as its machine has logged it.
///
/// @param executionArn of an execution of a STANDARD machine, or of an EXPRESS machine with its id at the end
/// @param at when it happened, by the clock of Step Functions
/// @param redriveCount how often the execution had been redriven
/// @param data the input of a start, the output of a success, as JSON text; null where it is not logged whole
/// @param error of an end that is no success
/// @param cause of an end that is no success
public record ExecutionEvent(
        String executionArn,
        Type type,
        Instant at,
        int redriveCount,
        @Nullable String data,
        @Nullable String error,
        @Nullable String cause) {

    /// What has happened.
    public enum Type {
        STARTED("ExecutionStarted", ExecutionStatus.RUNNING),
        SUCCEEDED("ExecutionSucceeded", ExecutionStatus.SUCCEEDED),
        FAILED("ExecutionFailed", ExecutionStatus.FAILED),
        TIMED_OUT("ExecutionTimedOut", ExecutionStatus.TIMED_OUT),
        ABORTED("ExecutionAborted", ExecutionStatus.ABORTED);

        private final String awsName;
        private final ExecutionStatus status;

        Type(String awsName, ExecutionStatus status) {
            this.awsName = awsName;
            this.status = status;
        }

        String awsName() {
            return awsName;
        }

        /// What the execution is after the event.
        public ExecutionStatus status() {
            return status;
        }
    }

    /// Whether a part of the data looks as CloudWatch Logs masks: asterisks in place of what is sensitive.
    public boolean looksMasked() {
        return isMasked(data) || isMasked(cause);
    }

    private static boolean isMasked(@Nullable String text) {
        return text != null && text.contains("**");
    }
}

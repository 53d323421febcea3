package io.github.sfnreplay.stepfunctions;

import org.jspecify.annotations.Nullable;

/// How an execution ended, as the last event of its history tells.
///
/// @param output JSON text of one that succeeded; null when it did not, or when AWS does not include it
public record ExecutionEnd(
        @Nullable String output,
        @Nullable String error,
        @Nullable String cause) {

    /// The error alone, which is small.
    public ExecutionEnd withoutOutput() {
        return output == null ? this : new ExecutionEnd(null, error, cause);
    }
}

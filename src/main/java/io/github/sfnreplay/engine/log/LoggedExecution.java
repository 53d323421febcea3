package io.github.sfnreplay.engine.log;

import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import org.jspecify.annotations.Nullable;

/// What the logs tell of an execution.
///
/// @param input null where it is missing, cut or masked
/// @param end null where it is missing, cut or masked
public record LoggedExecution(
        @Nullable String input, @Nullable ExecutionEnd end) {

    static final LoggedExecution NOTHING = new LoggedExecution(null, null);

    boolean isNothing() {
        return input == null && end == null;
    }

    /// Bytes on the heap, at most.
    long weight() {
        var output = end == null ? null : end.output();
        return 2L * ((input == null ? 0 : input.length()) + (output == null ? 0 : output.length()));
    }
}

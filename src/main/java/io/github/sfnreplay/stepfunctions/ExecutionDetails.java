package io.github.sfnreplay.stepfunctions;

import org.jspecify.annotations.Nullable;

/// One execution as `DescribeExecution` shows it.
///
/// @param input JSON text of at most 262,144 bytes; null when AWS does not include it
/// @param output JSON text of a SUCCEEDED execution, else null
/// @param error the error name of one that did not succeed, where it has one
/// @param cause at most 32,768 characters
public record ExecutionDetails(
        Execution execution,
        @Nullable String input,
        @Nullable String output,
        @Nullable String error,
        @Nullable String cause) {}

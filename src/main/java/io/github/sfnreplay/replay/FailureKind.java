package io.github.sfnreplay.replay;

/// What it was that failed.
public enum FailureKind {
    /// Step Functions refused the start or the redrive.
    START_REJECTED,
    /// Another execution, with another input, has the name already.
    NAME_TAKEN,
    /// An expression failed on the input, or its result is no valid input.
    INPUT_INVALID,
    /// The source could not be read.
    READ_FAILED,
    /// It was started, and did not succeed.
    EXECUTION_FAILED
}

package io.github.sfnreplay.replay;

/// Why an item was left out.
public enum SkipReason {
    /// A newer execution has the same `distinctBy` key.
    DUPLICATE,
    /// AWS does not allow to redrive it.
    NOT_REDRIVABLE,
    /// No execution has the ARN.
    NOT_FOUND,
    /// The execution is listed, but its input can no longer be read.
    INPUT_UNAVAILABLE,
    /// The execution has not ended yet.
    STILL_RUNNING,
    /// `inputMatches` or `distinctBy` could not be evaluated on its input.
    EXPRESSION_FAILED,
    /// A replay of it runs or has succeeded.
    ALREADY_REPLAYED,
    /// A later execution with the same key has succeeded.
    SUPERSEDED,
    /// No end of the EXPRESS execution has been logged.
    NO_OUTCOME_LOGGED
}

package io.github.sfnreplay.replay;

/// How an execution is run again.
public enum Mode {
    /// A new execution with the same, or the transformed, input.
    START_NEW,
    /// The same execution goes on at the state where it failed, with its original definition.
    REDRIVE,
    /// Redriven where AWS allows it, else started new.
    AUTO
}

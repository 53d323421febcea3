package io.github.sfnreplay.replay;

/// How far a replay watches what it started.
public enum Follow {
    /// Done when everything is started.
    NONE,
    /// Each execution is followed to its end.
    OUTCOME,
    /// As OUTCOME, and the output is compared with the source's.
    OUTPUT
}

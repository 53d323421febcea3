package io.github.sfnreplay.replay;

/// How the end of a replayed execution compares with the end of its source.
public enum Verdict {
    /// The source failed, the replay succeeded.
    FIXED,
    /// The source succeeded, the replay did not.
    REGRESSED,
    /// Both failed with the same status and the same error name.
    STILL_FAILING,
    /// Both failed, in different ways.
    FAILED_DIFFERENTLY,
    /// Both succeeded with outputs that are equal as JSON.
    IDENTICAL,
    /// Both succeeded with different outputs.
    OUTPUT_CHANGED,
    /// Both succeeded; outputs were not compared.
    SAME_OUTCOME,
    /// One of the two ends could not be read.
    NOT_COMPARABLE
}

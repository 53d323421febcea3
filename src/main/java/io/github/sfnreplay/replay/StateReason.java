package io.github.sfnreplay.replay;

/// Why a replay is in its state, where the state alone does not say it.
public enum StateReason {
    USER_REQUESTED,
    CANARY_FAILED,
    /// All canaries succeeded, and the replay was asked to wait then.
    CANARY_PASSED,
    FAILURE_THRESHOLD_EXCEEDED,
    UPSTREAM_UNAVAILABLE,
    UPSTREAM_ACCESS_DENIED,
    /// One action fails on every item, while others come back.
    UPSTREAM_ACTION_FAILING,
    /// The plan has more items than one person may start alone.
    SECOND_PERSON_REQUIRED,
    /// The filter selected no execution.
    NOTHING_MATCHED,
    /// Executions matched, but all were adopted or skipped.
    NOTHING_STARTED;

    /// Whether AWS is the reason, so that other replays of the account would meet the same.
    public boolean isUpstream() {
        return this == UPSTREAM_UNAVAILABLE || this == UPSTREAM_ACCESS_DENIED || this == UPSTREAM_ACTION_FAILING;
    }
}

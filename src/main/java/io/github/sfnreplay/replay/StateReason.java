package io.github.sfnreplay.replay;

/// Why a replay is in its state, where the state alone does not say it.
public enum StateReason {
    USER_REQUESTED,
    CANARY_FAILED,
    FAILURE_THRESHOLD_EXCEEDED,
    UPSTREAM_UNAVAILABLE,
    UPSTREAM_ACCESS_DENIED,
    NOTHING_STARTED
}

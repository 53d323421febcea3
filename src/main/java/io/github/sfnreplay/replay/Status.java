package io.github.sfnreplay.replay;

import org.jspecify.annotations.Nullable;

/// Where a replay is in its life, and why.
///
/// @param reason where the state alone does not say it
/// @param detail one sentence: what happened and what to do
/// @param error why it could not go on, in state FAILED
/// @param stopRunning whether a cancel also stops what this replay started
public record Status(
        ReplayState state,
        @Nullable StateReason reason,
        @Nullable String detail,
        @Nullable Fault error,
        boolean stopRunning) {

    static final Status NEW =
            new Status(ReplayState.PENDING, null, "Waits for a free place, then lists executions.", null, false);

    Status stopping(boolean stop) {
        return new Status(state, reason, detail, error, stop);
    }

    Status withDetail(@Nullable String other) {
        return new Status(state, reason, other, error, stopRunning);
    }

    Status withError(Fault fault) {
        return new Status(state, reason, detail, fault, stopRunning);
    }
}

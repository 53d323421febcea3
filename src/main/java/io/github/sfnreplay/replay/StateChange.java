package io.github.sfnreplay.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One entry of a replay's log: a change of state or of limits, or a confirmation.
///
/// @param by who asked for it: [Command#ANONYMOUS], or [Command#ENGINE] where nobody did
/// @param action what was asked for, by the names of the API, or what the engine did
/// @param from the state before
/// @param to the state after; the same where only limits changed
/// @param stateReason why the replay is in the state after, where the state alone does not say it
/// @param reason the caller's words
/// @param detail one sentence of ours: what changed
public record StateChange(
        Instant at,
        String by,
        String action,
        ReplayState from,
        ReplayState to,
        @Nullable StateReason stateReason,
        @Nullable String reason,
        @Nullable String detail) {}

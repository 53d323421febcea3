package io.github.sfnreplay.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One change of state, kept as a record of what was done when and why.
///
/// @param reason the caller's words
public record Move(
        Instant at,
        ReplayState from,
        ReplayState to,
        @Nullable StateReason stateReason,
        @Nullable String reason) {}

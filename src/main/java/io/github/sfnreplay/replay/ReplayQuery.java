package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.StateMachineArn;
import org.jspecify.annotations.Nullable;

/// Which replays to list, newest first.
///
/// @param stateMachine the machine without version or alias; null for any
/// @param after the id of the last one of the page before; null for the first page
/// @param limit at most so many
public record ReplayQuery(
        @Nullable ReplayState state,
        @Nullable StateMachineArn stateMachine,
        @Nullable String after,
        int limit) {}

package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which replays to list, newest first.
///
/// @param states any of these; empty for all
/// @param stateMachine the machine without version or alias; null for any
/// @param after the id of the last one of the page before; null for the first page
/// @param limit at most this number
public record ReplayQuery(
        Set<ReplayState> states,
        @Nullable StateMachineArn stateMachine,
        @Nullable String after,
        int limit) {

    public ReplayQuery {
        states = Set.copyOf(states);
    }

    /// The newest ones, in whatever state.
    public static ReplayQuery newest(int limit) {
        return new ReplayQuery(Set.of(), null, null, limit);
    }

    /// The newest ones in these states.
    public static ReplayQuery in(Set<ReplayState> states, int limit) {
        return new ReplayQuery(states, null, null, limit);
    }
}

package io.github.sfnreplay.simulator.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One accepted call that changed an execution.
///
/// @param targetArn the state machine ARN as the caller gave it (start), or the machine's own
public record LedgerEntry(
        Kind kind,
        Instant at,
        String stateMachineArn,
        String targetArn,
        String executionArn,
        String name,
        String input,
        @Nullable String clientToken) {

    /// What was accepted.
    public enum Kind {
        START,
        REDRIVE,
        STOP
    }
}

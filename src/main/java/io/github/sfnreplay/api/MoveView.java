package io.github.sfnreplay.api;

import io.github.sfnreplay.replay.Move;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.StateReason;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One change of state.
@Schema(name = "Move", description = "One change of state.")
record MoveView(
        Instant at,
        ReplayState from,
        ReplayState to,
        @Nullable StateReason stateReason,
        @Nullable String reason) {

    static MoveView of(Move move) {
        return new MoveView(move.at(), move.from(), move.to(), move.stateReason(), move.reason());
    }
}

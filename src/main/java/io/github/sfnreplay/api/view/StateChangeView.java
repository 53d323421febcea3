package io.github.sfnreplay.api.view;

import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.StateChange;
import io.github.sfnreplay.replay.StateReason;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One change of state.
@Schema(name = "Move", description = "One change of state.")
record StateChangeView(
        Instant at,
        ReplayState from,
        ReplayState to,
        @Nullable StateReason stateReason,
        @Nullable String reason) {

    static StateChangeView of(StateChange move) {
        return new StateChangeView(
                move.at(),
                move.from(),
                move.to(),
                move.stateReason(),
                move.reason() == null ? move.detail() : move.reason());
    }
}

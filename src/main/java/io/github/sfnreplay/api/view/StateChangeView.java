package io.github.sfnreplay.api.view;

import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.StateChange;
import io.github.sfnreplay.replay.StateReason;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One entry of a replay's log.
@Schema(name = "LogEntry", description = "A change of state or of limits, a confirmation, or a notification.")
public record StateChangeView(
        Instant at,

        @Schema(description = "Who asked for it; `sfn-replay` where nobody did.")
        String by,

        @Schema(description = "What was asked for, or what the service did.")
        String action,

        ReplayState from,

        @Schema(description = "The same as `from` where the state did not change.")
        ReplayState to,

        @Schema(description = "Why the replay is in the state after, where the state alone does not say it.") @Nullable
        StateReason stateReason,

        @Schema(description = "The caller's words.") @Nullable
        String reason,

        @Schema(description = "One sentence: what changed.") @Nullable
        String detail) {

    public static StateChangeView of(StateChange change) {
        return new StateChangeView(
                change.at(),
                change.by(),
                change.action(),
                change.from(),
                change.to(),
                change.stateReason(),
                change.reason(),
                change.detail());
    }
}

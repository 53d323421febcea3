package io.github.sfnreplay.api.view;

import io.github.sfnreplay.replay.Progress;
import io.github.sfnreplay.replay.Replay;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far it is and how fast it goes.
@Schema(name = "Progress", description = "How far it is and how fast it goes.")
record ProgressView(
        @Schema(description = "Items in a final state; 0 while nothing is planned.", minimum = "0", maximum = "100")
        double percent,

        @Schema(description = "Over the last ten seconds.") double startsPerSecond,

        @Schema(description = "Calls that AWS refused as too many, so far.")
        long throttledCalls,

        @Schema(description = "Absent where nothing can be said.") @Nullable
        Instant estimatedFinishAt,

        @Schema(description = "What holds the rate at this moment; absent where nothing does.")
        Progress.@Nullable BoundBy boundBy,

        @Schema(description = "Present while it is being planned.") @Nullable
        PlanningView planning,

        @Schema(description = "Present while AWS does not answer.") @Nullable
        UpstreamView upstream) {

    /// How far the planning is.
    @Schema(name = "PlanningProgress")
    record PlanningView(
            @Schema(description = "Executions seen so far.") int listed,

            @Schema(description = "How many of those have to be read to be selected.")
            int toRead,

            @Schema(description = "How many of these have been.")
            int read) {}

    /// An outage under way.
    @Schema(name = "UpstreamOutage")
    record UpstreamView(
            @Schema(description = "When the last call came back.")
            Instant unavailableSince,

            @Schema(description = "What AWS, or the network, said last.")
            String error) {}

    static ProgressView of(Replay replay) {
        var progress = replay.progress();
        return new ProgressView(
                replay.percent(),
                progress.startsPerSecond(),
                progress.throttledCalls(),
                progress.estimatedFinishAt(),
                progress.boundBy(),
                planning(progress.planning()),
                upstream(progress.upstream()));
    }

    private static @Nullable PlanningView planning(Progress.@Nullable Planning planning) {
        return planning == null ? null : new PlanningView(planning.listed(), planning.toRead(), planning.read());
    }

    private static @Nullable UpstreamView upstream(Progress.@Nullable Upstream upstream) {
        return upstream == null ? null : new UpstreamView(upstream.unavailableSince(), upstream.error());
    }
}

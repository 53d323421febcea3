package io.github.sfnreplay.api.view;

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

        @Schema(description = "null where nothing can be said.") @Nullable
        Instant estimatedFinishAt) {

    static ProgressView of(Replay replay) {
        var counts = replay.tally().itemCounts();
        var unknown = counts.total() == 0 && !replay.state().isFinal();
        var progress = replay.progress();
        return new ProgressView(
                unknown ? 0 : counts.percent(),
                progress.startsPerSecond(),
                progress.throttledCalls(),
                progress.estimatedFinishAt());
    }
}

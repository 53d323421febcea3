package io.github.sfnreplay.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How fast it goes.
///
/// @param startsPerSecond over the last ten seconds
/// @param throttledCalls how many calls AWS refused as too many, so far
/// @param estimatedFinishAt null where nothing can be said
public record Progress(
        double startsPerSecond,
        long throttledCalls,
        @Nullable Instant estimatedFinishAt) {

    public static final Progress NONE = new Progress(0, 0, null);
}

package io.github.sfnreplay.api.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some of the replays, newest first.
public record ReplayPage(
        List<ReplayView> replays,

        @Schema(description = "For the next page; absent on the last one.") @Nullable
        String nextPageToken) {}

package io.github.sfnreplay.api.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some of the entries of a replay's log, oldest first.
public record LogPage(
        List<StateChangeView> entries,

        @Schema(description = "How many older entries are no longer kept.")
        long dropped,

        @Schema(description = "For the next page; absent on the last one.") @Nullable
        String nextPageToken) {}

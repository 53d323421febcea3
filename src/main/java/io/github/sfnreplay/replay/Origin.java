package io.github.sfnreplay.replay;

import org.jspecify.annotations.Nullable;

/// Where a replay comes from; never changes.
///
/// @param id sorts by the time of creation
/// @param parentReplayId the replay whose failed items this one retries
/// @param requestedBy who asked for it
public record Origin(String id, @Nullable String parentReplayId, String requestedBy) {

    public static Origin of(String id) {
        return new Origin(id, null, Command.ANONYMOUS);
    }
}

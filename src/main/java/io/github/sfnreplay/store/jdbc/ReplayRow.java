package io.github.sfnreplay.store.jdbc;

import io.github.sfnreplay.replay.Replay;
import org.jspecify.annotations.Nullable;

/// A replay as it stands in its row.
///
/// @param num under which its items are kept
/// @param revision rises with every move
/// @param epoch rises with every owner
/// @param owner the instance that runs it, or ran it last; null where it rests
public record ReplayRow(
        Replay replay,
        long num,
        long revision,
        long epoch,
        @Nullable String owner) {

    /// How many items are counted.
    public int items() {
        return replay.tally().itemCounts().total();
    }
}

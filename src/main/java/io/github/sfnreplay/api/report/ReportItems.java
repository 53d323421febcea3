package io.github.sfnreplay.api.report;

import io.github.sfnreplay.api.view.ItemView;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.Replays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the items of a replay in plan order, a batch at a time.
final class ReportItems {

    /// As many as the store hands out at once elsewhere; a few hundred KB on the heap.
    private static final int BATCH = 1_000;

    private final Replays replays;

    ReportItems(Replays replays) {
        this.replays = replays;
    }

    /// @param states any of these; empty for all
    Stream<ItemView> of(Replay replay, Set<ItemState> states) {
        return Stream.iterate(batch(replay, 0), batch -> !batch.isEmpty(), batch -> next(replay, batch))
                .flatMap(List::stream)
                .filter(item -> states.isEmpty() || states.contains(item.state()))
                .map(item -> ItemView.of(item, replay));
    }

    private List<Item> next(Replay replay, List<Item> before) {
        return before.size() < BATCH
                ? List.of()
                : batch(replay, before.getLast().index() + 1);
    }

    private List<Item> batch(Replay replay, int from) {
        return replays.items(replay.id(), ItemQuery.all(from, BATCH));
    }
}

package io.github.sfnreplay.engine.control;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.ReplayStore;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Walks through the items of a replay that are in one state, in plan order, a batch at a time.
public record Items(ReplayStore store, String id) {

    /// A batch is one query of a database, and a few hundred kilobytes.
    private static final int BATCH = 500;

    public Iterable<Item> all() {
        return () -> new Walk(null);
    }

    public Iterable<Item> in(ItemState state) {
        return () -> new Walk(state);
    }

    private final class Walk implements Iterator<Item> {

        private final @Nullable ItemState state;
        private Iterator<Item> batch = List.<Item>of().iterator();
        private int from;

        Walk(@Nullable ItemState state) {
            this.state = state;
        }

        @Override
        public boolean hasNext() {
            if (!batch.hasNext() && from >= 0) {
                var items = store.items(id, new ItemQuery(state, null, null, from, BATCH));
                from = items.size() < BATCH ? -1 : items.getLast().index() + 1;
                batch = items.iterator();
            }
            return batch.hasNext();
        }

        @Override
        public Item next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return batch.next();
        }
    }
}

package io.github.sfnreplay.store.lease;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.Tally;
import io.github.sfnreplay.store.memory.Entry;
import io.github.sfnreplay.store.memory.TextBudget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A replay that this process runs, in memory, and what of it is not in the database yet.
final class WorkingSet {

    private final Entry entry;
    private List<Item> added = new ArrayList<>();
    private Map<Integer, Item> changed = new LinkedHashMap<>();
    private Set<Integer> intended = new LinkedHashSet<>();
    private Instant updatedAt;

    /// @param replay with the counts of the items that are then restored
    WorkingSet(Replay replay, TextBudget texts) {
        this.entry = new Entry(replay, texts);
        this.updatedAt = replay.times().updatedAt();
    }

    /// What is not in the database yet, with the counts that the items have together with it.
    ///
    /// @param added items at the end of the plan
    /// @param changed items that are in the database, or are added
    /// @param intended indexes of items that are about to be redriven
    record Unwritten(
            List<Item> added, Map<Integer, Item> changed, Set<Integer> intended, Tally tally, Instant updatedAt) {

        boolean isEmpty() {
            return added.isEmpty() && changed.isEmpty() && intended.isEmpty();
        }

        /// Whether the counts may be others than those in the database.
        boolean isCounted() {
            return !added.isEmpty() || !changed.isEmpty();
        }
    }

    /// Puts an item back that is in the database, and counted.
    void restore(Item item) {
        entry.restore(item);
    }

    Replay snapshot() {
        return entry.snapshot();
    }

    List<Item> items(ItemQuery query) {
        return entry.items(query);
    }

    /// Takes over a move that is in the database.
    synchronized void refresh(Replay written) {
        entry.refresh(written);
        if (written.state().isFinal()) {
            drop();
        }
    }

    synchronized void add(List<Item> items) {
        if (entry.state().isFinal()) {
            return;
        }
        var first = entry.count();
        entry.add(items);
        for (var i = 0; i < items.size(); i++) {
            added.add(items.get(i).at(first + i));
        }
    }

    synchronized void save(Collection<Item> items, Instant now) {
        if (entry.state().isFinal()) {
            return;
        }
        for (var item : items) {
            entry.save(List.of(item), now);
            changed.put(item.index(), item);
        }
        updatedAt = now;
    }

    synchronized void intend(Collection<Item> items) {
        items.forEach(item -> intended.add(item.index()));
    }

    /// How many new items wait to be written.
    synchronized int waiting() {
        return added.size();
    }

    /// Takes all that is not written; who cannot write it puts it back.
    synchronized Unwritten take() {
        var taken = new Unwritten(added, changed, intended, entry.snapshot().tally(), updatedAt);
        drop();
        return taken;
    }

    synchronized void putBack(Unwritten taken) {
        if (entry.state().isFinal()) {
            return;
        }
        taken.added().addAll(added);
        added = taken.added();
        taken.changed().putAll(changed);
        changed = taken.changed();
        taken.intended().addAll(intended);
        intended = taken.intended();
    }

    private void drop() {
        added = new ArrayList<>();
        changed = new LinkedHashMap<>();
        intended = new LinkedHashSet<>();
    }

    /// Gives back what its texts take, once nobody uses it any more.
    synchronized void close() {
        drop();
        entry.forgetTexts();
    }
}

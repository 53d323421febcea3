package io.github.sfnreplay.store.memory;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayName;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.Replays;
import io.github.sfnreplay.replay.Run;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One replay with its items and counts, under one lock.
public final class Entry {

    private Replay replay;
    private final ItemTable items;
    private final Counting counting;
    private @Nullable Instant uncountedSince;
    private boolean retired;

    /// A replay whose counts are those of items that are still to be given: by `add` those that are new, which it
    /// then counts, or by `restore` those that are counted already.
    public Entry(Replay replay, TextBudget texts) {
        this.replay = replay;
        this.items = new ItemTable(texts);
        this.counting = Counting.of(replay.tally());
    }

    /// The replay with the counts of this moment.
    public synchronized Replay snapshot() {
        if (uncountedSince != null) {
            replay = replay.counted(counting.tally(), uncountedSince);
            uncountedSince = null;
        }
        return replay;
    }

    /// Lets nothing change any more, unless the replay is active.
    ///
    /// @return whether it is not
    synchronized boolean retire() {
        retired |= !replay.state().isActive();
        return retired;
    }

    /// Applies the move; `claim` is told before and after, and may refuse.
    public synchronized Replay update(UnaryOperator<Replay> move, Claim claim) {
        var before = snapshot();
        if (retired) {
            throw Replays.notFound(before.id());
        }
        var after = move.apply(before);
        if (after.version() == before.version()) {
            return before;
        }
        claim.moved(before, after);
        replay = after;
        if (after.state().isFinal() && !before.state().isFinal()) {
            close();
            replay = replay.counted(counting.tally(), after.times().updatedAt());
        }
        return replay;
    }

    /// Takes over what was written elsewhere, but not its counts: they are those of the items here.
    public synchronized void refresh(Replay written) {
        var ends = written.state().isFinal() && !replay.state().isFinal();
        replay = written;
        if (ends) {
            close();
        }
        replay = replay.counted(counting.tally(), written.times().updatedAt());
        uncountedSince = null;
    }

    /// Whether it is active, has ended, or rests.
    public synchronized ReplayState state() {
        return replay.state();
    }

    /// How many items there are.
    public synchronized int count() {
        return items.size();
    }

    /// How many items there are, or may be: each ARN that the request names is kept too.
    synchronized int size() {
        return Math.max(items.size(), replay.spec().filter().executionArns().size());
    }

    /// Adds to the plan, unless the replay has ended meanwhile.
    public synchronized void add(List<Item> added) {
        if (replay.state().isFinal()) {
            return;
        }
        for (var item : added) {
            items.add(item);
            counting.added(replay, item);
        }
        uncountedSince = replay.times().updatedAt();
    }

    /// Puts an item back that is counted already.
    public synchronized void restore(Item item) {
        items.add(item);
    }

    /// Writes items that have changed, and counts them, unless the replay has ended.
    public synchronized void save(Collection<Item> saved, Instant now) {
        if (replay.state().isFinal()) {
            return;
        }
        for (var item : saved) {
            var before = items.get(item.index());
            if (before.state() != item.state() && !before.state().canBecome(item.state())) {
                throw new IllegalStateException("an item cannot go from " + before.state() + " to " + item.state());
            }
            items.write(item);
            counting.changed(replay, before, item);
        }
        uncountedSince = now;
    }

    /// Looks through a part of the items at a time, so that a search of a million does not hold up who writes.
    public List<Item> items(ItemQuery query) {
        var found = new ArrayList<Item>();
        var form = query.execution() == null
                ? null
                : ReplayName.form(query.execution().name()).orElse(null);
        var from = Math.max(0, query.from());
        while (found.size() < query.limit() && look(query, form, from, found)) {
            from += ItemTable.CHUNK;
        }
        return found;
    }

    /// Looks through one chunk.
    ///
    /// @return whether there are items after these
    private synchronized boolean look(ItemQuery query, ReplayName.@Nullable Form form, int from, List<Item> found) {
        var end = Math.min(items.size(), from + ItemTable.CHUNK);
        for (var index = from; index < end && found.size() < query.limit(); index++) {
            if (isCandidate(query, form, index)) {
                var item = items.get(index);
                if (query.execution() == null || isOf(item, query.execution())) {
                    found.add(item);
                }
            }
        }
        return end < items.size();
    }

    private boolean isCandidate(ItemQuery query, ReplayName.@Nullable Form form, int index) {
        return (query.state() == null || items.state(index) == query.state())
                && (query.verdict() == null || items.hasVerdict(index, query.verdict()))
                && (query.execution() == null
                        || items.mayBe(index, query.execution().name(), form));
    }

    private boolean isOf(Item item, ExecutionArn execution) {
        return replay.sourceOf(item).equals(execution)
                || (!item.run().equals(Run.NONE) && replay.replayOf(item).equals(execution));
    }

    /// Gives back what its texts took.
    public synchronized void forgetTexts() {
        items.forgetTexts();
    }

    private void close() {
        close(ItemState.PENDING, ItemState.CANCELLED);
        close(ItemState.RUNNING, ItemState.STARTED);
    }

    private void close(ItemState from, ItemState to) {
        items.moveAll(from, to);
        counting.movedAll(from, to);
    }

    /// Keeps track of which replay is active on which machine.
    @FunctionalInterface
    public interface Claim {
        /// The replay is about to move.
        void moved(Replay before, Replay after);
    }
}

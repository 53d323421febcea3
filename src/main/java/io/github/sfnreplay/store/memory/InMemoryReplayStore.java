package io.github.sfnreplay.store.memory;

import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplayQuery;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.replay.Replays;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/// Keeps everything on the heap. Finished replays go after a time, or when there are too many of them or of their
/// items, the one that finished first before the others; planned ones that nobody confirms go after the same time, or
/// when they are too many together with the finished ones, which go before them.
public class InMemoryReplayStore implements ReplayStore {

    private static final Comparator<Replay> OLDEST_FIRST = Comparator.comparing(
                    (Replay replay) -> !replay.state().isFinal())
            .thenComparing(replay -> replay.times().updatedAt());

    private final Clock clock;
    private final RetentionSettings retention;
    private final ConcurrentNavigableMap<String, Entry> entries =
            new ConcurrentSkipListMap<>(Comparator.reverseOrder());
    private final Map<StateMachineArn, String> active = new ConcurrentHashMap<>();
    private final TextBudget texts;

    public InMemoryReplayStore(Clock clock, RetentionSettings retention) {
        this.clock = clock;
        this.retention = retention;
        this.texts = new TextBudget(retention.texts().toBytes());
    }

    @Override
    public void insert(Replay replay, List<Item> items) {
        if (items.isEmpty()) {
            prune(0);
        } else {
            makeRoom(items.size());
        }
        var entry = new Entry(replay, texts);
        entry.add(items);
        if (replay.holdsMachine()) {
            claim(replay);
        }
        entries.put(replay.id(), entry);
    }

    @Override
    public Optional<Replay> find(String id) {
        return Optional.ofNullable(entries.get(id)).map(Entry::snapshot).filter(replay -> !isExpired(replay));
    }

    @Override
    public Optional<Replay> findActive(StateMachineArn machine) {
        return Optional.ofNullable(active.get(machine)).flatMap(this::find);
    }

    @Override
    public Replay update(String id, UnaryOperator<Replay> move) {
        return entry(id).update(move, this::moved);
    }

    @Override
    public void delete(String id) {
        var entry = entries.get(id);
        if (entry != null && !dropped(id, entry)) {
            throw entry.snapshot().refused("delete");
        }
    }

    @Override
    public List<Replay> list(ReplayQuery query) {
        var from = query.after() == null ? entries : entries.tailMap(query.after(), false);
        return from.values().stream()
                .map(Entry::snapshot)
                .filter(replay -> !isExpired(replay))
                .filter(replay -> query.states().isEmpty() || query.states().contains(replay.state()))
                .filter(replay ->
                        query.stateMachine() == null || machineOf(replay).equals(query.stateMachine()))
                .limit(query.limit())
                .toList();
    }

    @Override
    public void addItems(String id, List<Item> items) {
        makeRoom(items.size());
        entry(id).add(items);
    }

    private void makeRoom(int items) {
        prune(items);
        if (itemsOfAll() + items > retention.items()) {
            throw new ReplayException(new Fault(
                    Fault.Kind.MAX_ITEMS_EXCEEDED,
                    "All replays together may have " + retention.items()
                            + " items. Delete planned or finished replays, or select fewer executions."));
        }
    }

    @Override
    public void saveItems(String id, Collection<Item> items, Instant now) {
        var entry = entries.get(id);
        if (entry != null) {
            entry.save(items, now);
        }
    }

    @Override
    public List<Item> items(String id, ItemQuery query) {
        return entry(id).items(query);
    }

    private boolean dropped(String id, Entry entry) {
        var retired = entry.retire();
        if (retired && entries.remove(id, entry)) {
            entry.forgetTexts();
        }
        return retired;
    }

    private Entry entry(String id) {
        var entry = entries.get(id);
        if (entry == null || isExpired(entry.snapshot())) {
            throw Replays.notFound(id);
        }
        return entry;
    }

    private void moved(Replay before, Replay after) {
        if (after.holdsMachine() && !before.holdsMachine()) {
            claim(after);
        } else if (before.holdsMachine() && !after.holdsMachine()) {
            active.remove(machineOf(after), after.id());
        }
    }

    private void claim(Replay replay) {
        var other = active.putIfAbsent(machineOf(replay), replay.id());
        if (other != null && !other.equals(replay.id())) {
            throw Replays.conflict(other);
        }
    }

    private static StateMachineArn machineOf(Replay replay) {
        return replay.spec().stateMachine().unqualified();
    }

    private int itemsOfAll() {
        return entries.values().stream().mapToInt(Entry::size).sum();
    }

    /// Makes room for a given number of items, and drops what has been kept for long enough, or is too much.
    private void prune(int items) {
        var left = (long) itemsOfAll() + items;
        var idle = entries.values().stream()
                .filter(entry -> !entry.state().isActive())
                .map(Entry::snapshot)
                .sorted(OLDEST_FIRST)
                .toList();
        forgetTexts(idle);
        var kept = idle.size();
        for (var replay : idle) {
            var room = left <= retention.items() || !replay.state().isFinal();
            var mustGo = kept > retention.replays() || !room || isExpired(replay);
            var entry = entries.get(replay.id());
            if (mustGo && entry != null && dropped(replay.id(), entry)) {
                left -= entry.size();
                kept--;
            }
        }
    }

    /// Leaves room for the texts of those that run: what ended first loses its own before the budget is used up.
    private void forgetTexts(List<Replay> oldestFirst) {
        for (var replay : oldestFirst) {
            var entry = entries.get(replay.id());
            if (!texts.isScarce()) {
                return;
            }
            if (entry != null && replay.state().isFinal()) {
                entry.forgetTexts();
            }
        }
    }

    private boolean isExpired(Replay replay) {
        return !replay.state().isActive()
                && replay.times().updatedAt().isBefore(clock.instant().minus(retention.time()));
    }
}

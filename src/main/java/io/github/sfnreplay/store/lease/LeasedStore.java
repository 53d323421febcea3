package io.github.sfnreplay.store.lease;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayQuery;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The store as the owner of one replay uses it: its own replay in memory, written down behind, all others as they are
/// in the database.
final class LeasedStore implements ReplayStore {

    private final String id;
    private final ReplayStore others;
    private final WorkingSet own;
    private final WriteBehind writing;

    LeasedStore(String id, ReplayStore others, WorkingSet own, WriteBehind writing) {
        this.id = id;
        this.others = others;
        this.own = own;
        this.writing = writing;
    }

    @Override
    public Optional<Replay> find(String other) {
        if (!other.equals(id)) {
            return others.find(other);
        }
        writing.requireOwned();
        return Optional.of(own.snapshot());
    }

    @Override
    public Replay update(String other, UnaryOperator<Replay> move) {
        return other.equals(id) ? writing.update(move) : others.update(other, move);
    }

    @Override
    public void addItems(String other, List<Item> items) {
        if (other.equals(id)) {
            writing.add(items);
        } else {
            others.addItems(other, items);
        }
    }

    @Override
    public void saveItems(String other, Collection<Item> items, Instant now) {
        if (other.equals(id)) {
            writing.requireOwned();
            own.save(items, now);
        } else {
            others.saveItems(other, items, now);
        }
    }

    @Override
    public List<Item> items(String other, ItemQuery query) {
        return other.equals(id) ? own.items(query) : others.items(other, query);
    }

    @Override
    public void insert(Replay replay, List<Item> items) {
        others.insert(replay, items);
    }

    @Override
    public Optional<Replay> findActive(StateMachineArn machine) {
        return others.findActive(machine);
    }

    @Override
    public void delete(String other) {
        others.delete(other);
    }

    @Override
    public List<Replay> list(ReplayQuery query) {
        return others.list(query);
    }
}

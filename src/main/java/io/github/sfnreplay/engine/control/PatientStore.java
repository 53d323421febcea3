package io.github.sfnreplay.engine.control;

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
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads and writes with patience, for as long as another store does not answer.
record PatientStore(ReplayStore store, Patience patience) implements ReplayStore {

    /// Tries again and again.
    interface Patience {
        <T extends @Nullable Object> T kept(Supplier<T> access);
    }

    @Override
    public void insert(Replay replay, List<Item> items) {
        run(() -> store.insert(replay, items));
    }

    @Override
    public Optional<Replay> find(String id) {
        return patience.kept(() -> store.find(id));
    }

    @Override
    public Optional<Replay> findActive(StateMachineArn machine) {
        return patience.kept(() -> store.findActive(machine));
    }

    @Override
    public Replay update(String id, UnaryOperator<Replay> move) {
        return patience.kept(() -> store.update(id, move));
    }

    @Override
    public void delete(String id) {
        run(() -> store.delete(id));
    }

    @Override
    public List<Replay> list(ReplayQuery query) {
        return patience.kept(() -> store.list(query));
    }

    @Override
    public void addItems(String id, List<Item> items) {
        run(() -> store.addItems(id, items));
    }

    @Override
    public void saveItems(String id, Collection<Item> items, Instant now) {
        run(() -> store.saveItems(id, items, now));
    }

    @Override
    public List<Item> items(String id, ItemQuery query) {
        return patience.kept(() -> store.items(id, query));
    }

    private void run(Runnable write) {
        var ignored = patience.kept(() -> {
            write.run();
            return true;
        });
    }
}

package io.github.sfnreplay.store;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayListener;
import io.github.sfnreplay.replay.ReplayQuery;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells listeners of every change of state that another store has written. A listener that fails hurts nobody.
final class ObservedReplayStore implements ReplayStore {

    private static final Logger log = LoggerFactory.getLogger(ObservedReplayStore.class);

    private final ReplayStore store;
    private final List<ReplayListener> listeners;

    ObservedReplayStore(ReplayStore store, List<ReplayListener> listeners) {
        this.store = store;
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public Replay update(String id, UnaryOperator<Replay> move) {
        var before = new AtomicReference<Replay>();
        var after = store.update(id, replay -> {
            before.set(replay);
            return move.apply(replay);
        });
        if (before.get().state() != after.state()) {
            listeners.forEach(listener -> tell(listener, before.get(), after));
        }
        return after;
    }

    private static void tell(ReplayListener listener, Replay before, Replay after) {
        try {
            listener.moved(before, after);
        } catch (RuntimeException e) {
            log.error("A listener failed on replay {} going to {}", after.id(), after.state(), e);
        }
    }

    @Override
    public void insert(Replay replay, List<Item> items) {
        store.insert(replay, items);
    }

    @Override
    public Optional<Replay> find(String id) {
        return store.find(id);
    }

    @Override
    public Optional<Replay> findActive(StateMachineArn machine) {
        return store.findActive(machine);
    }

    @Override
    public void delete(String id) {
        store.delete(id);
    }

    @Override
    public List<Replay> list(ReplayQuery query) {
        return store.list(query);
    }

    @Override
    public void addItems(String id, List<Item> items) {
        store.addItems(id, items);
    }

    @Override
    public void saveItems(String id, Collection<Item> items, Instant now) {
        store.saveItems(id, items, now);
    }

    @Override
    public List<Item> items(String id, ItemQuery query) {
        return store.items(id, query);
    }
}

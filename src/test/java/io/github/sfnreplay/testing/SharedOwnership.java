package io.github.sfnreplay.testing;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Lease;
import io.github.sfnreplay.replay.LeaseLostException;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayOwnership;
import io.github.sfnreplay.replay.ReplayQuery;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The ownership of several instances over one store, any of which can be killed. What an instance has saved is written
/// down a little later, by chance, or with its next move; what is not is lost with it.
public final class SharedOwnership {

    private final ReplayStore base;
    private final Random random;
    private final Map<String, Instance> owners = new HashMap<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private final Map<String, Set<Integer>> intents = new HashMap<>();

    /// @param base what survives
    public SharedOwnership(ReplayStore base, long seed) {
        this.base = base;
        this.random = new Random(seed);
    }

    /// One more instance.
    public Instance instance() {
        return new Instance();
    }

    /// Tells the instance of what nobody runs, as its polling would.
    public void tellOwnerless(Instance to) {
        for (var replay : base.list(ReplayQuery.in(Set.of(), Integer.MAX_VALUE))) {
            if (replay.state().isActive() && isFree(replay.id()) && to.listener != null) {
                to.listener.ownerless(replay.id());
            }
        }
    }

    /// Whether no instance runs it.
    public synchronized boolean isFree(String id) {
        return !owners.containsKey(id);
    }

    /// The ownership as one instance sees it.
    public final class Instance implements ReplayOwnership {

        private volatile @Nullable Listener listener;
        private volatile boolean dead;
        private volatile boolean cutOff;

        @Override
        public Optional<Lease> claim(String id) {
            synchronized (SharedOwnership.this) {
                if (dead || !isFree(id) || base.find(id).isEmpty()) {
                    return Optional.empty();
                }
                owners.put(id, this);
                var epoch = epochs.merge(id, 1L, Long::sum);
                return Optional.of(new FencedLease(id, epoch, this));
            }
        }

        @Override
        public void start(Listener told) {
            listener = told;
        }

        @Override
        public void stop() {
            synchronized (SharedOwnership.this) {
                owners.values().removeIf(owner -> owner == this);
            }
        }

        @Override
        public boolean outlivesProcess() {
            return true;
        }

        /// Nothing of it is written, and nothing can be called, from now on.
        public void kill() {
            List<String> owned;
            synchronized (SharedOwnership.this) {
                dead = true;
                owned = owners.entrySet().stream()
                        .filter(entry -> entry.getValue() == this)
                        .map(Map.Entry::getKey)
                        .toList();
                owned.forEach(owners::remove);
            }
            if (listener != null) {
                owned.forEach(listener::lost);
            }
        }

        public boolean isDead() {
            return dead;
        }

        /// Its leases are in doubt: they hold, but not surely.
        public void setCutOff(boolean isCutOff) {
            cutOff = isCutOff;
            if (listener != null && isCutOff) {
                listener.unreachable();
            } else if (listener != null) {
                listener.reachable();
            }
        }
    }

    private final class FencedLease implements Lease, ReplayStore {

        private final String id;
        private final long epoch;
        private final Instance owner;
        private final Set<Integer> inDoubt = new TreeSet<>();
        private final Map<Integer, Item> dirty = new TreeMap<>();
        private final List<Item> planned = new ArrayList<>();

        FencedLease(String id, long epoch, Instance owner) {
            this.id = id;
            this.epoch = epoch;
            this.owner = owner;
            var intended = intents.getOrDefault(id, Set.of());
            base.items(id, ItemQuery.all(0, Integer.MAX_VALUE)).stream()
                    .filter(item -> item.state() == ItemState.PENDING && intended.contains(item.index()))
                    .forEach(item -> inDoubt.add(item.index()));
        }

        private void check() {
            if (owner.dead || owners.get(id) != owner || epochs.getOrDefault(id, 0L) != epoch) {
                throw new LeaseLostException(id);
            }
        }

        @Override
        public long epoch() {
            return epoch;
        }

        @Override
        public boolean isValid() {
            synchronized (SharedOwnership.this) {
                return !owner.dead && !owner.cutOff && owners.get(id) == owner && epochs.getOrDefault(id, 0L) == epoch;
            }
        }

        @Override
        public ReplayStore store() {
            return this;
        }

        @Override
        public void intend(Collection<Item> items) {
            synchronized (SharedOwnership.this) {
                check();
                items.forEach(item ->
                        intents.computeIfAbsent(id, each -> new TreeSet<>()).add(item.index()));
            }
        }

        @Override
        public Set<Integer> inDoubt() {
            return inDoubt;
        }

        @Override
        public void release() {
            synchronized (SharedOwnership.this) {
                if (owners.get(id) == owner && epochs.getOrDefault(id, 0L) == epoch && !owner.dead) {
                    flush();
                    owners.remove(id);
                }
            }
        }

        private void flush() {
            if (!dirty.isEmpty()) {
                base.saveItems(
                        id,
                        List.copyOf(dirty.values()),
                        base.find(id).orElseThrow().times().updatedAt());
                dirty.clear();
            }
        }

        @Override
        public Replay update(String of, UnaryOperator<Replay> move) {
            synchronized (SharedOwnership.this) {
                check();
                flush();
                var before = base.find(of).orElseThrow();
                if (!planned.isEmpty()
                        && before.plan() == null
                        && move.apply(before).plan() != null) {
                    base.addItems(of, List.copyOf(planned));
                    planned.clear();
                }
                return base.update(of, move);
            }
        }

        @Override
        public void addItems(String of, List<Item> items) {
            synchronized (SharedOwnership.this) {
                check();
                planned.addAll(items);
            }
        }

        @Override
        public void saveItems(String of, Collection<Item> items, Instant now) {
            synchronized (SharedOwnership.this) {
                check();
                items.forEach(item -> dirty.put(item.index(), item));
                if (random.nextInt(8) == 0) {
                    flush();
                }
            }
        }

        @Override
        public List<Item> items(String of, ItemQuery query) {
            synchronized (SharedOwnership.this) {
                if (!of.equals(id)) {
                    return base.items(of, query);
                }
                return base.items(id, ItemQuery.all(query.from(), Integer.MAX_VALUE)).stream()
                        .map(item -> dirty.getOrDefault(item.index(), item))
                        .filter(item -> query.state() == null || item.state() == query.state())
                        .limit(query.limit())
                        .toList();
            }
        }

        @Override
        public void insert(Replay replay, List<Item> items) {
            base.insert(replay, items);
        }

        @Override
        public Optional<Replay> find(String of) {
            return base.find(of);
        }

        @Override
        public Optional<Replay> findActive(StateMachineArn machine) {
            return base.findActive(machine);
        }

        @Override
        public void delete(String of) {
            base.delete(of);
        }

        @Override
        public List<Replay> list(ReplayQuery query) {
            return base.list(query);
        }
    }

    /// How a replay stands.
    public ReplayState state(String id) {
        return base.find(id).orElseThrow().state();
    }
}

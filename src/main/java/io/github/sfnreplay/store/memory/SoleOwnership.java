package io.github.sfnreplay.store.memory;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.Lease;
import io.github.sfnreplay.replay.ReplayOwnership;
import io.github.sfnreplay.replay.ReplayStore;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// The ownership of a process that keeps its replays on its own heap: it owns them all, and they end with it.
public final class SoleOwnership implements ReplayOwnership {

    private final ReplayStore store;

    public SoleOwnership(ReplayStore store) {
        this.store = store;
    }

    @Override
    public Optional<Lease> claim(String id) {
        return store.find(id).map(replay -> new SoleLease(store));
    }

    @Override
    public void start(Listener listener) {
        // nothing happens elsewhere
    }

    @Override
    public void stop() {
        // nobody could go on
    }

    @Override
    public boolean outlivesProcess() {
        return false;
    }

    private record SoleLease(ReplayStore store) implements Lease {

        @Override
        public long epoch() {
            return 0;
        }

        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public void intend(Collection<Item> items) {
            // what is intended is forgotten together with what it leads to
        }

        @Override
        public Set<Integer> inDoubt() {
            return Set.of();
        }

        @Override
        public void release() {
            // there is nobody to take it
        }
    }
}

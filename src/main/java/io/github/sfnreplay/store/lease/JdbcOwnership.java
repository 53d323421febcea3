package io.github.sfnreplay.store.lease;

import io.github.sfnreplay.replay.Lease;
import io.github.sfnreplay.replay.ReplayOwnership;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.store.jdbc.JdbcStore;
import io.github.sfnreplay.store.memory.TextBudget;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Hands out leases, keeps them while this process lives, and notices those that are lost.
public final class JdbcOwnership implements ReplayOwnership {

    private final LeaseTable table;
    private final Leases leases;
    private final LongSupplier nanoTime;
    private final Consumer<Boolean> onReachable;
    private @Nullable LeaseWatch watch;

    /// @param owner names this process, and no other one ever
    /// @param texts what the causes and details of all items that are run here may take
    /// @param observed tells of the moves that the engine makes
    /// @param onReachable told whether the database answers, whenever that has changed
    public JdbcOwnership(
            JdbcStore store,
            String owner,
            TextBudget texts,
            UnaryOperator<ReplayStore> observed,
            LongSupplier nanoTime,
            Consumer<Boolean> onReachable) {
        this.table = new LeaseTable(store.database(), store.rows(), owner);
        this.leases = new Leases(table, store, texts, observed, nanoTime);
        this.nanoTime = nanoTime;
        this.onReachable = onReachable;
    }

    Leases leases() {
        return leases;
    }

    @Override
    public Optional<Lease> claim(String id) {
        return leases.claim(id);
    }

    @Override
    public synchronized void start(Listener listener) {
        var started = new LeaseWatch(leases, table, listener, nanoTime, onReachable);
        watch = started;
        leases.tell(started);
        started.start();
    }

    @Override
    public void stop() {
        stopWatching();
        leases.abandon();
    }

    private synchronized void stopWatching() {
        leases.tell(Leases.Events.NONE);
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    @Override
    public boolean outlivesProcess() {
        return true;
    }
}

package io.github.sfnreplay.store.lease;

import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Lease;
import io.github.sfnreplay.replay.LeaseLostException;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.replay.StoreUnavailableException;
import io.github.sfnreplay.store.jdbc.ItemRows;
import io.github.sfnreplay.store.jdbc.ItemWriter;
import io.github.sfnreplay.store.jdbc.JdbcReplayStore;
import io.github.sfnreplay.store.jdbc.JdbcStore;
import io.github.sfnreplay.store.jdbc.ReplayRow;
import io.github.sfnreplay.store.memory.TextBudget;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The leases of this process: takes them, compares them with the table, writes down behind them, gives them back.
final class Leases {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private final LeaseTable table;
    private final WriteBehind.Tables tables;
    private final JdbcReplayStore store;
    private final UnaryOperator<ReplayStore> observed;
    private final TextBudget texts;
    private final LongSupplier nanoTime;
    private final Map<String, JdbcLease> leases = new ConcurrentHashMap<>();
    private final Set<String> claiming = ConcurrentHashMap.newKeySet();
    private final Set<JdbcLease> releasing = ConcurrentHashMap.newKeySet();
    private final Set<String> strays = ConcurrentHashMap.newKeySet();
    private volatile Events events = Events.NONE;

    /// @param texts what the causes and details of all items that are run here may take
    /// @param observed tells of the moves that the engine makes
    Leases(
            LeaseTable table,
            JdbcStore store,
            TextBudget texts,
            UnaryOperator<ReplayStore> observed,
            LongSupplier nanoTime) {
        this.table = table;
        this.tables = new WriteBehind.Tables(
                store.database(), store.rows(), ItemWriter.on(store.database().kind()), store.retention());
        this.store = store.replays();
        this.texts = texts;
        this.observed = observed;
        this.nanoTime = nanoTime;
        this.store.onMove(this::moved);
    }

    /// Who is told from now on.
    void tell(Events listener) {
        events = listener;
    }

    /// Takes what is to be told, to be told later by one thread.
    interface Events {

        Events NONE = new Events() {
            @Override
            public void changed(String id) {}

            @Override
            public void lost(String id) {}
        };

        void changed(String id);

        void lost(String id);
    }

    /// See [io.github.sfnreplay.replay.ReplayOwnership#claim].
    Optional<Lease> claim(String id) {
        if (leases.containsKey(id) || !claiming.add(id)) {
            return Optional.empty();
        }
        try {
            var sentAt = nanoTime.getAsLong();
            return table.claim(id)
                    .map(row -> taken(row, sentAt))
                    .filter(lease -> !lease.writing().isLost())
                    .map(Lease.class::cast);
        } finally {
            claiming.remove(id);
        }
    }

    /// Registered before its items are read, so that it is renewed meanwhile.
    private JdbcLease taken(ReplayRow row, long claimedAt) {
        var id = row.replay().id();
        var leaseRow = new WriteBehind.LeaseRow(id, table.owner(), row.epoch(), row.num());
        var set = new WorkingSet(row.replay(), texts);
        var writing = new WriteBehind(leaseRow, set, tables, row.revision());
        var parts =
                new JdbcLease.Parts(leaseRow, writing, set, observed.apply(new LeasedStore(id, store, set, writing)));
        Set<Integer> inDoubt = ConcurrentHashMap.newKeySet();
        var lease = new JdbcLease(parts, Collections.unmodifiableSet(inDoubt), claimedAt, nanoTime, this::release);
        leases.put(id, lease);
        var read = false;
        try {
            tables.database().<@Nullable Void>write(jdbc -> {
                ItemRows.forEach(jdbc, row.num(), (item, intended) -> {
                    set.restore(item);
                    if (intended && item.state() == ItemState.PENDING) {
                        inDoubt.add(item.index());
                    }
                });
                return null;
            });
            read = true;
        } finally {
            if (!read) {
                forget(lease);
            }
        }
        return lease;
    }

    /// Writes down what is not yet, and leaves every replay to the others.
    void abandon() {
        try {
            for (var lease : all()) {
                flush(lease);
            }
            table.abandon();
        } catch (StoreUnavailableException e) {
            log.warn("The database does not answer at the end; leases run out by themselves.");
        }
        all().forEach(this::forget);
    }

    List<JdbcLease> all() {
        return List.copyOf(leases.values());
    }

    @Nullable
    JdbcLease lease(String id) {
        return leases.get(id);
    }

    /// Compares what is owned here with the table.
    ///
    /// @param renewing whether leases are prolonged too
    void beat(boolean renewing) {
        var sentAt = nanoTime.getAsLong();
        var held = all();
        if (renewing) {
            table.renew();
        }
        var owned = new HashMap<String, LeaseTable.Owned>();
        table.owned().forEach(each -> owned.put(each.id(), each));
        for (var lease : held) {
            compare(lease, owned.get(lease.id()), renewing ? sentAt : null);
        }
        if (renewing) {
            giveBackStrays(owned.values());
        }
    }

    private void compare(JdbcLease lease, LeaseTable.@Nullable Owned owned, @Nullable Long renewedAt) {
        if (leases.get(lease.id()) != lease) {
            return;
        }
        if (owned == null || owned.epoch() != lease.epoch()) {
            log.warn("Replay {} is run by another instance now", lease.id());
            forget(lease);
            events.lost(lease.id());
            return;
        }
        if (renewedAt != null) {
            lease.renewed(renewedAt);
        }
        if (owned.revision() > lease.writing().revision()) {
            events.changed(lease.id());
        }
    }

    /// What was taken here, and then could not be read or given back, would be renewed for ever.
    private void giveBackStrays(Iterable<LeaseTable.Owned> owned) {
        var seen = new HashSet<String>();
        for (var each : owned) {
            if (leases.containsKey(each.id()) || claiming.contains(each.id())) {
                continue;
            }
            if (strays.contains(each.id())) {
                table.release(each.id(), each.epoch());
            } else {
                seen.add(each.id());
            }
        }
        strays.clear();
        strays.addAll(seen);
    }

    /// Reads what was changed elsewhere.
    void refresh(JdbcLease lease) {
        table.find(lease.id()).ifPresent(lease.writing()::refresh);
    }

    /// Writes down what is not yet, and ends what waits to be given back.
    void flush(JdbcLease lease) {
        try {
            lease.writing().flushIfIdle();
            if (releasing.contains(lease)) {
                release(lease);
            }
        } catch (LeaseLostException e) {
            log.debug("Replay {} is another's; nothing is written", lease.id());
        }
    }

    /// A request has moved a replay, here; who runs it knows before that is answered.
    private void moved(ReplayRow row) {
        var lease = leases.get(row.replay().id());
        if (lease != null) {
            lease.writing().refresh(row);
            events.changed(lease.id());
        }
    }

    private void release(JdbcLease lease) {
        if (leases.get(lease.id()) != lease) {
            return;
        }
        releasing.add(lease);
        try {
            lease.writing().flush();
            table.release(lease.id(), lease.epoch());
            forget(lease);
        } catch (LeaseLostException e) {
            forget(lease);
        } catch (StoreUnavailableException e) {
            log.warn("Replay {} is given back later: {}", lease.id(), e.getMessage());
        }
    }

    private void forget(JdbcLease lease) {
        leases.remove(lease.id(), lease);
        releasing.remove(lease);
        lease.end();
    }
}

package io.github.sfnreplay.store.lease;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.LeaseLostException;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.store.jdbc.Database;
import io.github.sfnreplay.store.jdbc.ItemRows;
import io.github.sfnreplay.store.jdbc.ItemWriter;
import io.github.sfnreplay.store.jdbc.ReplayRow;
import io.github.sfnreplay.store.jdbc.ReplayRows;
import io.github.sfnreplay.store.jdbc.Retention;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.JdbcTemplate;

/// Writes a working set down, one transaction after the other, each on the row of the replay while it names this owner
/// and epoch; otherwise nothing is written any more.
final class WriteBehind {

    /// New items that wait in memory: a planner that is faster than the database waits for it.
    private static final int MAX_WAITING = 20_000;

    private final LeaseRow lease;
    private final WorkingSet set;
    private final Tables tables;
    private final ReentrantLock writing = new ReentrantLock();
    private long room;

    /// Guarded by `writing` when it is written.
    private volatile long revision;

    private volatile boolean lost;

    WriteBehind(LeaseRow lease, WorkingSet set, Tables tables, long revision) {
        this.lease = lease;
        this.set = set;
        this.tables = tables;
        this.revision = revision;
    }

    /// What leads to the tables.
    record Tables(Database database, ReplayRows rows, ItemWriter items, Retention retention) {}

    /// Which row is written, and for whom.
    record LeaseRow(String id, String owner, long epoch, long num) {}

    /// @throws LeaseLostException if another instance has the replay
    void requireOwned() {
        if (lost) {
            throw new LeaseLostException(lease.id());
        }
    }

    /// Nothing is written any more.
    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    /// How many moves of the replay are known here.
    long revision() {
        return revision;
    }

    /// Takes over a move that was made elsewhere.
    void refresh(ReplayRow row) {
        writing.lock();
        try {
            if (row.revision() > revision && row.epoch() == lease.epoch()) {
                set.refresh(row.replay());
                revision = row.revision();
            }
        } finally {
            writing.unlock();
        }
    }

    /// Adds to the plan.
    ///
    /// @throws StoreUnavailableException if too much waits to be written, or room cannot be asked for; nothing is added
    synchronized void add(List<Item> items) {
        requireOwned();
        if (set.waiting() >= MAX_WAITING || room < items.size()) {
            flush();
        }
        if (room < items.size()) {
            room = tables.retention().makeRoom(items.size());
        }
        room -= items.size();
        set.add(items);
    }

    /// Writes down, now, that these items are about to be redriven.
    void intend(Collection<Item> items) {
        set.intend(items);
        flush();
    }

    /// Writes what is not written, unless somebody does just that.
    void flushIfIdle() {
        if (writing.tryLock()) {
            try {
                flush();
            } finally {
                writing.unlock();
            }
        }
    }

    /// Writes what is not written. Who waited for another meanwhile has often nothing left to write.
    ///
    /// @throws LeaseLostException if another instance has the replay
    /// @throws StoreUnavailableException if nothing could be written; it is tried again with the next
    void flush() {
        write(taken -> {
            if (!taken.isEmpty()) {
                var ignored = tables.database().write(jdbc -> written(jdbc, taken));
            }
        });
    }

    /// Writes a move together with what is not written yet.
    Replay update(UnaryOperator<Replay> move) {
        write(taken -> {
            var row = tables.database().write(jdbc -> moved(jdbc, taken, move));
            if (row.revision() > revision) {
                set.refresh(row.replay());
                revision = row.revision();
            }
        });
        return set.snapshot();
    }

    private void write(Consumer<WorkingSet.Unwritten> work) {
        requireOwned();
        writing.lock();
        try {
            var taken = set.take();
            var done = false;
            try {
                work.accept(taken);
                done = true;
            } catch (LeaseLostException e) {
                lost = true;
                throw e;
            } finally {
                if (!done) {
                    set.putBack(taken);
                }
            }
        } finally {
            writing.unlock();
        }
    }

    private ReplayRow moved(JdbcTemplate jdbc, WorkingSet.Unwritten taken, UnaryOperator<Replay> move) {
        var row = written(jdbc, taken);
        var after = move.apply(row.replay());
        if (after.version() == row.replay().version()) {
            return row;
        }
        if (after.state().isFinal() && !row.replay().state().isFinal()) {
            ItemRows.close(jdbc, row.num());
        }
        return tables.rows().move(jdbc, row, after);
    }

    /// Writes what was taken, unless the replay has ended meanwhile: then its items stay as they are.
    ///
    /// @return the row as it is then
    private ReplayRow written(JdbcTemplate jdbc, WorkingSet.Unwritten taken) {
        var row = tables.rows()
                .lock(jdbc, lease.id())
                .filter(each -> each.epoch() == lease.epoch() && lease.owner().equals(each.owner()))
                .orElseThrow(() -> new LeaseLostException(lease.id()));
        if (taken.isEmpty() || row.replay().state().isFinal()) {
            return row;
        }
        if (!taken.added().isEmpty()) {
            tables.items().add(jdbc, lease.num(), taken.added());
        }
        if (!taken.changed().isEmpty()) {
            tables.items().change(jdbc, lease.num(), taken.changed().values());
        }
        if (!taken.intended().isEmpty()) {
            tables.items().intend(jdbc, lease.num(), taken.intended());
        }
        if (!taken.isCounted()) {
            return row;
        }
        var counted = row.replay().counted(taken.tally(), taken.updatedAt());
        tables.rows().count(jdbc, counted);
        return new ReplayRow(counted, row.num(), row.revision(), row.epoch(), row.owner());
    }
}

package io.github.sfnreplay.store.lease;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.Lease;
import io.github.sfnreplay.replay.ReplayStore;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// A lease that holds for a given time after the heartbeat that renewed it was sent.
final class JdbcLease implements Lease {

    /// A call that begins while the lease holds is on its way before another instance can begin: a second for it.
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /// From the start of the renewal, in nanoseconds.
    private static final long VALID = LeaseTable.LENGTH.minus(MARGIN).toNanos();

    private final WriteBehind.LeaseRow row;
    private final WriteBehind writing;
    private final WorkingSet set;
    private final ReplayStore store;
    private final Set<Integer> inDoubt;
    private final LongSupplier nanoTime;
    private final Consumer<JdbcLease> onRelease;
    private volatile long renewedAt;

    /// @param inDoubt indexes of items that were intended and are PENDING
    JdbcLease(Parts parts, Set<Integer> inDoubt, long claimedAt, LongSupplier nanoTime, Consumer<JdbcLease> onRelease) {
        this.row = parts.row();
        this.writing = parts.writing();
        this.set = parts.set();
        this.store = parts.store();
        this.inDoubt = inDoubt;
        this.nanoTime = nanoTime;
        this.onRelease = onRelease;
        this.renewedAt = claimedAt;
    }

    /// What a lease is put together from.
    record Parts(WriteBehind.LeaseRow row, WriteBehind writing, WorkingSet set, ReplayStore store) {}

    String id() {
        return row.id();
    }

    WriteBehind writing() {
        return writing;
    }

    /// Nothing is written any more, and its memory is given back.
    void end() {
        writing.lose();
        set.close();
    }

    /// @param sentAt before the heartbeat that renewed it
    void renewed(long sentAt) {
        renewedAt = sentAt;
    }

    @Override
    public long epoch() {
        return row.epoch();
    }

    @Override
    public boolean isValid() {
        return !writing.isLost() && nanoTime.getAsLong() - renewedAt < VALID;
    }

    @Override
    public ReplayStore store() {
        return store;
    }

    @Override
    public void intend(Collection<Item> items) {
        writing.intend(items);
    }

    @Override
    public Set<Integer> inDoubt() {
        return inDoubt;
    }

    @Override
    public void release() {
        onRelease.accept(this);
    }
}

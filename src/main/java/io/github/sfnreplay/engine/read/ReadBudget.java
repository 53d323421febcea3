package io.github.sfnreplay.engine.read;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Bounds the bytes of what all replays together have read, or are reading, and still need. Whoever reads takes a
/// [Lease] before the read begins, lets it shrink to what the answer needed, and closes it when the answer is used.
///
/// Nobody starves: an account that holds nothing gets what it asks for even when the budget is spent. So the item whose
/// turn it is can always be read, and the budget is exceeded by at most one lease an account.
public final class ReadBudget {

    /// Soon enough to end a wait after a cancel, and cheap.
    private static final long LOOK_MILLIS = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiter> line = new ArrayDeque<>();
    private long free;

    public ReadBudget(long bytes) {
        this.free = bytes;
    }

    /// The account of one purpose of one replay.
    Account newAccount() {
        return new Account();
    }

    /// A lease of no bytes, for what needs none.
    static Lease emptyLease() {
        return new ReadBudget(0).newAccount().lease(0);
    }

    /// The bytes that are not leased; negative while accounts that held nothing exceed the budget.
    long free() {
        lock.lock();
        try {
            return free;
        } finally {
            lock.unlock();
        }
    }

    /// How many wait for bytes.
    int waiting() {
        lock.lock();
        try {
            return line.size();
        } finally {
            lock.unlock();
        }
    }

    /// Gives leases to those who wait, in their order; those whose account holds nothing do not wait.
    private void serve() {
        line.removeIf(waiter -> {
            if (!waiter.account.holdsNothing()) {
                return false;
            }
            waiter.grant();
            return true;
        });
        while (!line.isEmpty() && line.element().bytes <= free) {
            line.remove().grant();
        }
    }

    /// Someone who waits for a lease.
    private final class Waiter {

        private final Account account;
        private final long bytes;
        private final Condition granted = lock.newCondition();
        private @Nullable Lease lease;

        Waiter(Account account, long bytes) {
            this.account = account;
            this.bytes = bytes;
        }

        void grant() {
            lease = account.lease(bytes);
            granted.signal();
        }
    }

    /// All leases of one purpose of one replay.
    final class Account {

        private final Set<Lease> leases = new HashSet<>();

        /// Waits for a lease, in line with all others.
        ///
        /// @param stillWanted asked now and then; the wait ends early when it says no
        /// @return null if it is no longer wanted
        @Nullable
        Lease acquire(long bytes, BooleanSupplier stillWanted) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                var waiter = new Waiter(this, bytes);
                line.add(waiter);
                serve();
                try {
                    while (waiter.lease == null && stillWanted.getAsBoolean()) {
                        var ignored = waiter.granted.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                    }
                    return waiter.lease;
                } catch (InterruptedException e) {
                    if (waiter.lease != null) {
                        waiter.lease.close();
                    }
                    throw e;
                } finally {
                    line.remove(waiter);
                    serve();
                }
            } finally {
                lock.unlock();
            }
        }

        /// A lease if there is room for it now and nobody else waits.
        @Nullable
        Lease tryAcquire(long bytes) {
            lock.lock();
            try {
                return holdsNothing() || (line.isEmpty() && bytes <= free) ? lease(bytes) : null;
            } finally {
                lock.unlock();
            }
        }

        /// Takes back every lease that is not kept.
        void revoke() {
            lock.lock();
            try {
                Set.copyOf(leases).forEach(Lease::revoke);
            } finally {
                lock.unlock();
            }
        }

        /// Takes back every lease.
        void close() {
            lock.lock();
            try {
                Set.copyOf(leases).forEach(Lease::close);
            } finally {
                lock.unlock();
            }
        }

        private boolean holdsNothing() {
            return leases.isEmpty();
        }

        private Lease lease(long bytes) {
            var lease = new Lease(this, bytes);
            leases.add(lease);
            free -= bytes;
            return lease;
        }
    }

    /// Bytes that someone may hold until it is closed or revoked. Closing twice does nothing.
    public final class Lease implements AutoCloseable {

        private final Account account;
        private long bytes;
        private boolean kept;
        private boolean over;
        private Runnable onRevoke = () -> {};

        private Lease(Account account, long bytes) {
            this.account = account;
            this.bytes = bytes;
        }

        /// Has something let go of the bytes when the lease is revoked; at once if it is over already.
        void onRevoke(Runnable action) {
            lock.lock();
            try {
                onRevoke = action;
                if (over) {
                    action.run();
                }
            } finally {
                lock.unlock();
            }
        }

        /// From now on the lease cannot be revoked.
        ///
        /// @return false if it is over already
        boolean keep() {
            lock.lock();
            try {
                kept = true;
                return !over;
            } finally {
                lock.unlock();
            }
        }

        boolean isOver() {
            lock.lock();
            try {
                return over;
            } finally {
                lock.unlock();
            }
        }

        /// Gives back what is not needed; takes what is needed beyond expectation.
        void resize(long needed) {
            lock.lock();
            try {
                if (!over) {
                    free += bytes - needed;
                    bytes = needed;
                    serve();
                }
            } finally {
                lock.unlock();
            }
        }

        private void revoke() {
            if (!kept) {
                close();
                onRevoke.run();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!over) {
                    over = true;
                    account.leases.remove(this);
                    free += bytes;
                    serve();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}

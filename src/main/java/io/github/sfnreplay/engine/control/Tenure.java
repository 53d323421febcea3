package io.github.sfnreplay.engine.control;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.Lease;
import io.github.sfnreplay.replay.LeaseLostException;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.replay.StoreUnavailableException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How long this instance may run a replay: as long as its lease holds. Whoever writes while the store does not answer
/// waits here until it does, or until the lease is lost.
public final class Tenure {

    private static final Logger log = LoggerFactory.getLogger(Tenure.class);

    /// A lease becomes valid again without telling anybody, so that it is looked at this often; calls that wait for it
    /// are late by no more than a heartbeat may be.
    private static final long LONGEST_WAIT_MILLIS = 100;

    private final Lease lease;
    private final boolean isTakeover;
    private final IntentBatches intents;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Runnable onLost = () -> {};
    private volatile boolean lost;

    /// @param isTakeover whether another owner may have started items before
    public Tenure(Lease lease, boolean isTakeover) {
        this.lease = lease;
        this.isTakeover = isTakeover;
        this.intents = new IntentBatches(lease::intend);
    }

    /// Whether another owner may have started items before.
    public boolean isTakeover() {
        return isTakeover;
    }

    /// The items that an earlier owner may have redriven, or started without a name that is a lock.
    public Set<Integer> inDoubt() {
        return lease.inDoubt();
    }

    /// Whether a start, a redrive or a stop may be sent at this moment.
    public boolean isValid() {
        return !lost && lease.isValid();
    }

    public boolean isLost() {
        return lost;
    }

    /// Another instance has the replay, or may have it: nothing more is done or written here.
    public void lost() {
        Runnable then = () -> {};
        lock.lock();
        try {
            if (!lost) {
                lost = true;
                then = onLost;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        then.run();
    }

    /// @param listener told once when the lease is lost; must not wait for anything
    void whenLost(Runnable listener) {
        lock.lock();
        try {
            onLost = listener;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the lease surely holds.
    ///
    /// @param isUseless asked now and then: whether nobody needs it any more
    /// @throws StoppedException if it is lost, or nobody needs it any more
    public void awaitValid(BooleanSupplier isUseless) throws InterruptedException {
        while (!isValid()) {
            if (lost || isUseless.getAsBoolean()) {
                throw new StoppedException();
            }
            pause();
        }
    }

    /// Waits until it is kept safely that these are about to be begun without a lock; many at once share one write.
    public void intend(Item item) throws InterruptedException {
        while (true) {
            try {
                refuseIfLost();
                intents.add(item);
                return;
            } catch (StoreUnavailableException e) {
                log.debug("What is about to be begun cannot be written down yet", e);
                pause();
            } catch (LeaseLostException e) {
                throw stopped(e);
            }
        }
    }

    /// What the engine reads and writes through; each call waits while the store does not answer.
    ReplayStore store() {
        return new PatientStore(lease.store(), this::kept);
    }

    /// Looks at the store without waiting for it.
    ReplayStore impatientStore() {
        return lease.store();
    }

    /// Reads or writes, again and again as long as the store does not answer.
    ///
    /// @throws StoppedException once the lease is lost
    <T extends @Nullable Object> T kept(Supplier<T> access) {
        while (true) {
            try {
                refuseIfLost();
                return access.get();
            } catch (StoreUnavailableException e) {
                log.debug("The store does not answer", e);
                pauseUnlessInterrupted();
            } catch (LeaseLostException e) {
                throw stopped(e);
            }
        }
    }

    /// Gives the replay back.
    public void end() {
        try {
            lease.release();
        } catch (StoreUnavailableException | LeaseLostException e) {
            log.debug("The lease was not given back, and will run out", e);
        }
    }

    private void refuseIfLost() {
        if (lost) {
            throw new StoppedException();
        }
    }

    private StoppedException stopped(LeaseLostException e) {
        log.debug("The lease is lost", e);
        lost();
        return new StoppedException();
    }

    private void pauseUnlessInterrupted() {
        try {
            pause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
    }

    /// Waits for a change; once is enough, since whoever calls asks again.
    @SuppressWarnings("WaitNotInLoop")
    private void pause() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!lost) {
                var ignored = changed.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }
}

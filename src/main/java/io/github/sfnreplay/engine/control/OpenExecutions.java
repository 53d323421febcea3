package io.github.sfnreplay.engine.control;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Bounds how many executions of one replay are open at once; the bound may change while others wait.
public final class OpenExecutions {

    private static final long LONGEST_WAIT_MILLIS = 200;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int max;
    private int open;
    private boolean moreToCome = true;

    public OpenExecutions(int max) {
        this.max = max;
    }

    public void setMax(int newMax) {
        lock.lock();
        try {
            max = newMax;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until another may be open.
    ///
    /// @return false when it is no longer wanted
    boolean acquire(BooleanSupplier stillWanted) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (open >= max) {
                if (!stillWanted.getAsBoolean()) {
                    return false;
                }
                var ignored = changed.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
            }
            open++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// One more is open, whatever the bound: it was found running.
    public void add() {
        lock.lock();
        try {
            open++;
        } finally {
            lock.unlock();
        }
    }

    public void release() {
        lock.lock();
        try {
            open--;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Nobody will wait any more.
    public void noMoreToCome() {
        lock.lock();
        try {
            moreToCome = false;
        } finally {
            lock.unlock();
        }
    }

    /// How much depends on the next end; starts may soon wait for it when more than half of the room is taken.
    public Urgency urgency() {
        lock.lock();
        try {
            if (!moreToCome) {
                return Urgency.REPLAY_WAITS;
            }
            return open > max / 2 ? Urgency.STARTS_WAIT : Urgency.NONE;
        } finally {
            lock.unlock();
        }
    }
}

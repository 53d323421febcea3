package io.github.sfnreplay.engine.control;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Lets the first few executions that the replay itself starts run to their ends before any other begins.
public final class Canary {

    private static final long LONGEST_WAIT_MILLIS = 200;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int size;
    private final Runnable onFailure;
    private int begun;
    private int ended;
    private boolean failed;
    private boolean over;

    /// @param size how many; 0 for none
    /// @param onFailure called before any other may begin
    public Canary(int size, Runnable onFailure) {
        this.size = size;
        this.onFailure = onFailure;
        this.over = size == 0;
    }

    /// Waits until another may begin.
    ///
    /// @return false when it is no longer wanted
    boolean admit(BooleanSupplier stillWanted) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!over && begun >= size) {
                if (!stillWanted.getAsBoolean()) {
                    return false;
                }
                var ignored = changed.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
            }
            begun++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// What was admitted turned out not to be a start of this replay.
    public void giveBack() {
        lock.lock();
        try {
            begun--;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// An execution that this replay started has ended.
    public void ended(boolean succeeded) {
        lock.lock();
        try {
            if (over) {
                return;
            }
            ended++;
            failed |= !succeeded;
            if (ended == size) {
                if (failed) {
                    onFailure.run();
                }
                over = true;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}

package io.github.sfnreplay.engine.control;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets the calls of one replay begin, holds them back, or ends them. Once `set` has returned, no call begins that the
/// new position does not allow.
public final class Gate {

    /// What calls may do.
    public enum Position {
        OPEN,
        HELD,
        SHUT
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private volatile Position position = Position.OPEN;

    public void set(Position next) {
        lock.lock();
        try {
            position = next;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public boolean isOpen() {
        return position == Position.OPEN;
    }

    public boolean isShut() {
        return position == Position.SHUT;
    }

    /// Waits while the gate is held.
    ///
    /// @throws StoppedException once it is shut
    public void pass() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (position == Position.HELD) {
                moved.await();
            }
            if (position == Position.SHUT) {
                throw new StoppedException();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Runs the step if the gate is open, so that nothing can move the gate between the look and the step.
    ///
    /// @return whether it was
    public boolean ifOpen(Runnable step) {
        lock.lock();
        try {
            if (position != Position.OPEN) {
                return false;
            }
            step.run();
            return true;
        } finally {
            lock.unlock();
        }
    }
}

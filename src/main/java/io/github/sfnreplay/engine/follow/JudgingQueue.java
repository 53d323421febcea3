package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.engine.control.WorkerPool;
import io.github.sfnreplay.engine.control.Workers;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Ends of executions that have to be read to be judged. Whoever adds one never waits. What waits here is bounded by
/// what is open, because an execution keeps its permit until it is judged.
final class JudgingQueue {

    /// The number of workers changes without a signal here, so that it is looked at this often.
    private static final long LONGEST_WAIT_MILLIS = 200;

    /// Two reads each, which take less than a second of the slowest Regions' share: a read for a start that comes after
    /// them waits no longer.
    private static final int FEW = 8;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Workers.Task> waiting = new ArrayDeque<>();
    private final WorkerPool pool;
    private int busy;

    JudgingQueue(WorkerPool pool) {
        this.pool = pool;
    }

    void add(Workers.Task judgement) {
        lock.lock();
        try {
            waiting.add(judgement);
            if (busy < pool.callsInFlight()) {
                begin();
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        var begun = false;
        busy++;
        try {
            pool.start(this::work);
            begun = true;
        } finally {
            if (!begun) {
                leave(); // no thread can be had, and nobody must wait for it
            }
        }
    }

    /// Waits until so few are being judged that reads for starts come between theirs; for whoever has many to add.
    void awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (busy >= Math.min(FEW, pool.callsInFlight())) {
                var ignored = changed.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything is judged.
    void awaitEmpty() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (busy > 0) {
                var ignored = changed.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void work() throws InterruptedException {
        var ended = false;
        try {
            for (var next = next(); next != null; next = next()) {
                next.run();
            }
            ended = true;
        } finally {
            if (!ended) {
                leave();
            }
        }
    }

    private Workers.@Nullable Task next() {
        lock.lock();
        try {
            var next = waiting.poll();
            if (next == null) {
                leave();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            busy--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

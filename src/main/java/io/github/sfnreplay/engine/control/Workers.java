package io.github.sfnreplay.engine.control;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does a given number of things at once, each on a virtual thread of its own, and no more.
public final class Workers {

    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    private final Executor threads;
    private final int max;
    private final Semaphore free;
    private final Consumer<Throwable> onUnexpected;

    /// @param onUnexpected told what a task threw that nobody expected
    public Workers(Executor threads, int max, Consumer<Throwable> onUnexpected) {
        this.threads = threads;
        this.max = max;
        this.onUnexpected = onUnexpected;
        this.free = new Semaphore(max);
    }

    /// What may be interrupted, or stopped with its replay.
    public interface Task {
        void run() throws InterruptedException;
    }

    /// Waits for a free place, then runs the task beside the caller.
    public void fork(Task task) throws InterruptedException {
        reserve();
        run(task);
    }

    /// Waits for a free place; `run` or `cancel` has to follow.
    public void reserve() throws InterruptedException {
        free.acquire();
    }

    public void cancel() {
        free.release();
    }

    /// Runs the task beside the caller, in the place that was reserved; the place is free again if no thread can be
    /// had.
    public void run(Task task) {
        var begun = false;
        try {
            threads.execute(() -> {
                try {
                    run(task, onUnexpected);
                } finally {
                    free.release();
                }
            });
            begun = true;
        } finally {
            if (!begun) {
                free.release();
            }
        }
    }

    /// An `Error`, as when there is no memory left, ends the replay whose task it hits, and no other.
    static void run(Task task, Consumer<Throwable> onUnexpected) {
        try {
            task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoppedException e) {
            log.trace("Stopped with its replay");
        } catch (Throwable e) {
            onUnexpected.accept(e);
        }
    }

    /// Waits until all tasks have ended.
    public void settle() throws InterruptedException {
        free.acquire(max);
        free.release(max);
    }
}

package io.github.sfnreplay.engine.control;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Where the tasks of one replay run.
///
/// @param threads runs each task on a thread of its own
/// @param callsInFlight how many calls of one kind, reads or starts, are on their way at once
/// @param onUnexpected told what a task threw that nobody expected; the replay cannot go on
public record WorkerPool(Executor threads, int callsInFlight, Consumer<Throwable> onUnexpected) {

    /// Workers for calls of one kind.
    public Workers forCalls() {
        return workers(callsInFlight);
    }

    /// Workers for a given number of tasks at once.
    public Workers workers(int max) {
        return new Workers(threads, max, onUnexpected);
    }

    /// Runs a task beside the caller.
    public void start(Workers.Task task) {
        threads.execute(() -> Workers.run(task, onUnexpected));
    }
}

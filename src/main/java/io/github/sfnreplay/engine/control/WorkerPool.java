package io.github.sfnreplay.engine.control;

import java.util.concurrent.Executor;

/// Where the tasks of one replay run.
///
/// @param threads runs each task on a thread of its own
/// @param callsInFlight how many calls of one kind, reads or starts, are on their way at once
public record WorkerPool(Executor threads, int callsInFlight) {

    /// Workers for calls of one kind.
    public Workers forCalls() {
        return new Workers(threads, callsInFlight);
    }

    /// Workers for a given number of tasks at once.
    public Workers workers(int max) {
        return new Workers(threads, max);
    }
}

package io.github.sfnreplay.engine;

import java.util.concurrent.Executor;
import org.slf4j.MDC;

/// The threads of one replay: each line that they log carries its id as `replayId`.
record ReplayThreads(String replayId, Executor threads) implements Executor {

    private static final String KEY = "replayId";

    @Override
    public void execute(Runnable task) {
        threads.execute(logging(replayId, task));
    }

    /// A task whose log lines carry the id, on whatever thread it runs.
    static Runnable logging(String replayId, Runnable task) {
        return () -> {
            MDC.put(KEY, replayId);
            try {
                task.run();
            } finally {
                MDC.remove(KEY);
            }
        };
    }
}

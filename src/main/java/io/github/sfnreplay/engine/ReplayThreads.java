package io.github.sfnreplay.engine;

import java.util.concurrent.Executor;
import org.slf4j.MDC;

/// The threads of one replay: each line that they log carries its id as `replayId`.
record ReplayThreads(String replayId, Executor threads) implements Executor {

    private static final String KEY = "replayId";

    @Override
    public void execute(Runnable task) {
        threads.execute(() -> {
            MDC.put(KEY, replayId);
            try {
                task.run();
            } finally {
                MDC.remove(KEY);
            }
        });
    }
}

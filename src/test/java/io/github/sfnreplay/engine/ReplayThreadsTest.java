package io.github.sfnreplay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.engine.control.WorkerPool;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ReplayThreadsTest {

    @Test
    void everyTaskLogsUnderTheIdOfItsReplayAndLeavesNoTrace() {
        var seen = new CompletableFuture<String>();
        var pool = new WorkerPool(new ReplayThreads("replay-1", Runnable::run), 1, seen::completeExceptionally);
        pool.start(() -> seen.complete(MDC.get("replayId")));

        assertThat(seen).isCompletedWithValue("replay-1");
        assertThat(MDC.get("replayId")).isNull();
    }

    @Test
    void anErrorReachesWhoeverRunsTheReplay() throws InterruptedException {
        var told = new CompletableFuture<Throwable>();
        var workers = new WorkerPool(Runnable::run, 1, told::complete).forCalls();
        workers.fork(() -> {
            throw new OutOfMemoryError("scripted");
        });

        assertThat(told).isCompletedWithValueMatching(OutOfMemoryError.class::isInstance);
        workers.settle();
    }
}

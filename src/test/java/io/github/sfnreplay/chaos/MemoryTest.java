package io.github.sfnreplay.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Runs the service in half a gibibyte of heap on the largest inputs there are.
@Tag("chaos")
class MemoryTest {

    private static final int HEAP = 512;

    /// 256 KiB of UTF-8, and twice that on the heap, as one character is beyond Latin-1.
    private static final String INPUT = "{\"amount\": 5, \"text\": \"€" + "x".repeat(262_144 - 28) + "\"}";

    /// More than are read ahead for a plan.
    private static final int SIZE = 800;

    private static final int REPLAYS_READ_AHEAD = 60;

    private final Simulator simulator = Simulator.start();

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void plansFourReplaysAtOnce() throws Exception {
        var stocks = IntStream.range(0, 4).mapToObj(i -> stock(SIZE)).toList();
        try (var service = ServiceProcess.withHeap(HEAP, simulator)) {
            var began = System.nanoTime();
            var ids = new ArrayList<String>();
            for (var stock : stocks) {
                var request =
                        stock.request().replace("\"SUCCEEDED\"]", "\"SUCCEEDED\"], \"inputMatches\": \"amount > 1\"");
                ids.add(ReplayClient.id(service.client().create(request.replaceFirst("}$", ", \"dryRun\": true}"))));
            }
            for (var id : ids) {
                var planned = service.client().awaitState(id, "PLANNED");
                assertThat(ReplayClient.count(planned, "pending")).isEqualTo(SIZE);
            }
            report(service, "4 plans of " + SIZE, began);
        }
    }

    @Test
    void keepsTwentyReplaysPaused() throws Exception {
        simulator.behaviour(run -> Outcome.endless());
        var stocks = IntStream.range(0, 20).mapToObj(i -> stock(100)).toList();
        try (var service = ServiceProcess.withHeap(HEAP, simulator)) {
            var began = System.nanoTime();
            var ids = new ArrayList<String>();
            for (var stock : stocks) {
                var before = reads();
                var id = ReplayClient.id(
                        service.client().create(stock.requestWith(", \"limits\": {\"maxConcurrency\": 1}")));
                ids.add(id);
                await().atMost(Duration.ofSeconds(60)).until(() -> reads() - before >= REPLAYS_READ_AHEAD);
                service.client().move(id, "pause");
                assertThat(ReplayClient.state(service.client().awaitState(id, "PAUSED")))
                        .isEqualTo("PAUSED");
            }
            report(service, "20 replays paused", began);

            service.client().move(ids.getFirst(), "resume");
            var resumed = stocks.getFirst();
            await().atMost(Duration.ofSeconds(30)).until(() -> resumed.started() == 1);
            simulator.finish(resumed.execution("order-0-replay-1"), Outcome.succeeded("{}"));
            await().atMost(Duration.ofSeconds(30)).until(() -> resumed.started() == 2);
            report(service, "one of them resumed", began);
        }
    }

    private long reads() {
        var calls = simulator.calls();
        return calls.of(Action.DESCRIBE_EXECUTION) + calls.of(Action.GET_EXECUTION_HISTORY);
    }

    private SeededMachine stock(int size) {
        var stock = SeededMachine.of(simulator);
        simulator.seed(stock.machine, size, i -> {
            var start = stock.now.minusSeconds(60L + size - i);
            return PastExecution.succeeded("order-" + i, INPUT, "{}", start, start.plusMillis(500));
        });
        return stock;
    }

    private static void report(ServiceProcess service, String what, long began) {
        var used = service.client().get("/actuator/metrics/jvm.memory.used?tag=area:heap");
        assertThat(used.status()).isEqualTo(200);
        assertThat(service.log()).noneMatch(line -> line.contains("OutOfMemoryError"));
        System.out.printf(
                "memory: %s: %d MB of %d MB used after %d s%n",
                what,
                used.body().path("measurements").path(0).path("value").asLong() >> 20,
                HEAP,
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }
}

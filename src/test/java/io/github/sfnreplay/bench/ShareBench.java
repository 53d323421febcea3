package io.github.sfnreplay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How the service and other callers of the same account get along.
@Tag("bench")
class ShareBench {

    private static final int ITEMS = 2_000;
    private static final Map<String, Double> REFILLS = Map.of(
            "ListExecutions", 5.0, "DescribeExecution", 15.0, "GetExecutionHistory", 20.0, "StartExecution", 300.0);

    @Test
    void leavesTheOtherHalfToOthers() throws IOException {
        try (var simulator = simulator();
                var service = Service.start(simulator, "sfn-replay.pacing.share=0.5");
                var others = new Others(simulator, 0.5)) {
            replay(service, simulator);
            var part = others.refused();
            new Table("A second caller that uses the other half of every quota", "", "part of its calls throttled")
                    .row("beside sfn-replay at share 0.5", part)
                    .print();
            assertThat(part).isLessThan(0.01);
        }
    }

    @Test
    void isSeldomThrottledWhenOthersUseMostOfTheQuota() throws IOException {
        try (var simulator = simulator();
                var service = Service.start(simulator, "sfn-replay.pacing.share=0.5");
                var others = new Others(simulator, 0.8)) {
            replay(service, simulator);
            var throttled = sum(simulator, "throttled");
            var part = throttled / sum(simulator, "calls");
            new Table("Other callers use 80 % of every quota", "", "part of our calls throttled", "throttled")
                    .row("sfn-replay at share 0.5", part, (long) throttled)
                    .print();
            assertThat(part).isLessThan(0.03);
            assertThat(others.refused()).isLessThan(1.0);
        }
    }

    private static void replay(Service service, SimulatorProcess simulator) {
        var ended = service.replay(ReadsBench.request(simulator, "SUCCEEDED"));
        assertThat(ended.at("/itemCounts/succeeded").asInt()).isEqualTo(ITEMS);
        assertThat(simulator.ledger().get("acceptedStarts").asInt()).isEqualTo(ITEMS);
    }

    private static SimulatorProcess simulator() throws IOException {
        return SimulatorProcess.start("--region=us-east-1", "--seed=" + ITEMS, "--scale=1", "--latency=20ms");
    }

    private static double sum(SimulatorProcess simulator, String what) {
        var counts = simulator.ledger().get(what);
        return counts.properties().stream()
                .mapToDouble(entry -> entry.getValue().asDouble())
                .sum();
    }

    /// Callers who take a part of every bucket, evenly.
    private static final class Others implements AutoCloseable {

        private static final int PER_SECOND = 10;

        private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
        private final AtomicLong asked = new AtomicLong();
        private final AtomicLong granted = new AtomicLong();
        private final SimulatorProcess simulator;
        private final AtomicLong turns = new AtomicLong();

        Others(SimulatorProcess simulator, double part) {
            this.simulator = simulator;
            var ignored = pool.scheduleAtFixedRate(
                    () -> takeTurn(part), 0, Duration.ofSeconds(1).toMillis() / PER_SECOND, TimeUnit.MILLISECONDS);
        }

        private void takeTurn(double part) {
            var turn = turns.incrementAndGet();
            REFILLS.forEach((action, refill) -> {
                var perTurn = refill * part / PER_SECOND;
                take(action, (int) ((long) (turn * perTurn) - (long) ((turn - 1) * perTurn)));
            });
        }

        private void take(String action, int calls) {
            if (calls > 0) {
                asked.addAndGet(calls);
                granted.addAndGet(simulator.takeForeign(action, calls));
            }
        }

        double refused() {
            return 1 - (double) granted.get() / asked.get();
        }

        @Override
        public void close() {
            pool.shutdownNow();
            pool.close();
        }
    }
}

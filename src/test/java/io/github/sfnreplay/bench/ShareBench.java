package io.github.sfnreplay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
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
        try (var simulator = simulator(ITEMS);
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
        try (var simulator = simulator(ITEMS);
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

    @Test
    void backsOffAtOnceAndIsBackWithinAMinute() throws IOException {
        try (var simulator = simulator(ITEMS + 1_000);
                var service = Service.start(simulator, "sfn-replay.pacing.share=0.5")) {
            var id = service.post("/replays", ReadsBench.request(simulator, "SUCCEEDED"))
                    .get("id")
                    .asString();
            pass(30);
            var before = startsPerSecond(simulator, 10);
            double meanwhile;
            try (var others = Executors.newSingleThreadScheduledExecutor()) {
                var ignored = others.scheduleAtFixedRate(() -> emptyBuckets(simulator), 0, 20, TimeUnit.MILLISECONDS);
                pass(2);
                meanwhile = startsPerSecond(simulator, 5);
                others.shutdownNow();
            }
            pass(60);
            var after = startsPerSecond(simulator, 10);
            service.post("/replays/" + id + "/cancel", "{}");
            new Table("Other callers take all there is for 7 s", "", "ratio", "starts a second")
                    .row("before", 1.0, before)
                    .row("2 to 7 s after they began", meanwhile / before, meanwhile)
                    .row("60 to 70 s after they ended", after / before, after)
                    .print();
            assertThat(meanwhile).isLessThanOrEqualTo(0.5 * before);
            assertThat(after).isGreaterThanOrEqualTo(0.95 * before);
        }
    }

    private static void emptyBuckets(SimulatorProcess simulator) {
        for (var action : REFILLS.keySet()) {
            simulator.takeForeign(action, 1_000);
        }
    }

    private static double startsPerSecond(SimulatorProcess simulator, int seconds) {
        var begin = System.nanoTime();
        var before = simulator.ledger().get("acceptedStarts").asDouble();
        pass(seconds);
        return (simulator.ledger().get("acceptedStarts").asDouble() - before)
                / (System.nanoTime() - begin)
                * TimeUnit.SECONDS.toNanos(1);
    }

    private static void pass(int seconds) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
    }

    private static void replay(Service service, SimulatorProcess simulator) {
        var ended = service.replay(ReadsBench.request(simulator, "SUCCEEDED"));
        assertThat(ended.at("/itemCounts/succeeded").asInt()).isEqualTo(ITEMS);
        assertThat(simulator.ledger().get("acceptedStarts").asInt()).isEqualTo(ITEMS);
    }

    private static SimulatorProcess simulator(int items) throws IOException {
        return SimulatorProcess.start("--region=us-east-1", "--seed=" + items, "--scale=1", "--latency=20ms");
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

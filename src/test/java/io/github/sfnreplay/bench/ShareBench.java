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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/// How the service and other callers of the same account get along, and what it makes of a quota whose calls AWS
/// throttles by chance.
@Tag("bench")
@TestInstance(Lifecycle.PER_CLASS)
class ShareBench {

    private static final int ITEMS = 2_000;

    /// As many as are redriven within a minute at [#REDRIVES_PER_SECOND].
    private static final int REDRIVES = 9_500;

    /// Half the quota of the Region.
    private static final double REDRIVES_PER_SECOND = 150;

    /// Half the quotas of DescribeExecution and GetExecutionHistory; each start needs a read.
    private static final double READS_PER_SECOND = 17.5;

    private static final Map<String, Double> REFILLS = Map.of(
            "ListExecutions", 5.0, "DescribeExecution", 15.0, "GetExecutionHistory", 20.0, "StartExecution", 300.0);

    private final Table table = new Table("sfn-replay at share 0.5, and the others", "situation", "measured", "figure");

    @AfterAll
    void print() {
        table.print();
    }

    @Test
    void readsAndStartsThoughOneCallOfTwentyIsThrottledByChance() throws IOException {
        try (var simulator = simulator(ITEMS + 1_000, "--faults=THROTTLE:0.05");
                var service = BenchService.start(simulator, "sfn-replay.pacing.share=0.5")) {
            var id = begin(service, ReadsBench.request(simulator, "SUCCEEDED"));
            pass(30);
            var part = perSecond(simulator, "acceptedStarts", 60) / READS_PER_SECOND;
            service.post("/replays/" + id + "/cancel", "{}");
            table.row("5 % of all calls are throttled by chance", "part of the share's reads, each started", part);
            assertThat(part).isGreaterThanOrEqualTo(0.85);
        }
    }

    @Test
    void redrivesThoughOneCallOfTwentyIsThrottledByChance() throws IOException {
        try (var simulator = simulator(REDRIVES, "--failed", "--faults=THROTTLE:0.05");
                var service = BenchService.start(simulator, "sfn-replay.pacing.share=0.5")) {
            var id = begin(service, """
                    {"stateMachineArn": "%s", "filter": {"statuses": ["FAILED"]}, "mode": "REDRIVE", "follow": "NONE"}""".formatted(simulator.machine()));
            awaitFirst(simulator, "acceptedRedrives");
            pass(5);
            var part = perSecond(simulator, "acceptedRedrives", 40) / REDRIVES_PER_SECOND;
            service.post("/replays/" + id + "/cancel", "{}");
            table.row("5 % of all calls are throttled by chance", "part of the share's redrives", part);
            assertThat(part).isGreaterThanOrEqualTo(0.85);
        }
    }

    @Test
    void leavesTheOtherHalfToOthers() throws IOException {
        try (var simulator = simulator(ITEMS);
                var service = BenchService.start(simulator, "sfn-replay.pacing.share=0.5");
                var others = new Others(simulator, 0.5)) {
            replay(service, simulator);
            var part = others.refused();
            table.row("another caller uses the other half of every quota", "part of its calls throttled", part);
            assertThat(part).isLessThan(0.01);
        }
    }

    @Test
    void isSeldomThrottledWhenOthersUseMostOfTheQuota() throws IOException {
        try (var simulator = simulator(ITEMS);
                var service = BenchService.start(simulator, "sfn-replay.pacing.share=0.5");
                var others = new Others(simulator, 0.8)) {
            replay(service, simulator);
            var throttled = count(simulator, "throttled");
            var part = throttled / count(simulator, "calls");
            table.row("others use 80 % of every quota", "part of our calls throttled", part);
            assertThat(part).isLessThan(0.03);
            assertThat(others.refused()).isLessThan(1.0);
        }
    }

    @Test
    void backsOffAtOnceAndIsBackWithinAMinute() throws IOException {
        try (var simulator = simulator(ITEMS + 1_000);
                var service = BenchService.start(simulator, "sfn-replay.pacing.share=0.5")) {
            var id = begin(service, ReadsBench.request(simulator, "SUCCEEDED"));
            pass(30);
            var before = perSecond(simulator, "calls", 10);
            double meanwhile;
            try (var others = Executors.newSingleThreadScheduledExecutor()) {
                var ignored = others.scheduleAtFixedRate(() -> emptyBuckets(simulator), 0, 20, TimeUnit.MILLISECONDS);
                pass(7);
                meanwhile = perSecond(simulator, "calls", 10);
                others.shutdownNow();
            }
            pass(60);
            var after = perSecond(simulator, "calls", 10);
            service.post("/replays/" + id + "/cancel", "{}");
            table.row("others take all there is for 17 s", "calls a second before", before)
                    .row(
                            "others take all there is for 17 s",
                            "part of that 7 to 17 s after they began",
                            meanwhile / before)
                    .row(
                            "others take all there is for 17 s",
                            "part of that 60 to 70 s after they ended",
                            after / before);
            assertThat(meanwhile).isLessThanOrEqualTo(0.5 * before);
            assertThat(after).isGreaterThanOrEqualTo(0.95 * before);
        }
    }

    private static void emptyBuckets(SimulatorProcess simulator) {
        for (var action : REFILLS.keySet()) {
            simulator.takeForeign(action, 1_000);
        }
    }

    private static String begin(BenchService service, String request) {
        return service.post("/replays", request).get("id").asString();
    }

    private static void awaitFirst(SimulatorProcess simulator, String what) {
        while (count(simulator, what) == 0) {
            pass(1);
        }
    }

    private static double perSecond(SimulatorProcess simulator, String what, int seconds) {
        var begin = System.nanoTime();
        var before = count(simulator, what);
        pass(seconds);
        return (count(simulator, what) - before) / (System.nanoTime() - begin) * TimeUnit.SECONDS.toNanos(1);
    }

    /// A count of the ledger, or the sum over all actions.
    private static double count(SimulatorProcess simulator, String what) {
        var counts = simulator.ledger().get(what);
        return counts.isNumber() ? counts.asDouble() : sum(counts);
    }

    private static void pass(int seconds) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
    }

    private static void replay(BenchService service, SimulatorProcess simulator) {
        var ended = service.replay(ReadsBench.request(simulator, "SUCCEEDED"));
        assertThat(ended.at("/itemCounts/succeeded").asInt()).isEqualTo(ITEMS);
        assertThat(simulator.ledger().get("acceptedStarts").asInt()).isEqualTo(ITEMS);
    }

    private static SimulatorProcess simulator(int items, String... more) throws IOException {
        var options = Stream.of("--region=us-east-1", "--seed=" + items, "--scale=1", "--latency=20ms");
        return SimulatorProcess.start(Stream.concat(options, Stream.of(more)).toArray(String[]::new));
    }

    private static double sum(JsonNode counts) {
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

package io.github.sfnreplay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;

/// What it costs to follow 10,000 executions of a minute to their ends, beside 50 foreign ones a second.
@Tag("bench")
class FollowBench {

    private static final int ITEMS = 10_000;
    private static final int FOREIGN_PER_SECOND = 50;

    @Test
    void followsByPagesAndNotByReads() throws IOException {
        try (var simulator = SimulatorProcess.start(
                        "--region=us-east-1",
                        "--seed=" + ITEMS,
                        "--latency=20ms",
                        "--duration=60s",
                        "--fail-every=50");
                var service = BenchService.start(simulator, quotas());
                var foreign = foreign(simulator)) {
            var ended = service.replay("""
                    {"stateMachineArn": "%s", "filter": {"statuses": ["SUCCEEDED"]},
                     "limits": {"maxConcurrency": 20000}}""".formatted(simulator.machine()));
            foreign.shutdownNow();
            var calls = simulator.ledger().get("calls");
            var failed = ended.at("/itemCounts/failed").asInt();
            var reads = calls.get("DescribeExecution").asInt()
                    + calls.get("GetExecutionHistory").asInt()
                    - ITEMS;
            var listings = calls.get("ListExecutions").asInt();
            new Table("Following " + ITEMS + " executions of 60 s", "", "calls per execution", "calls")
                    .row("ListExecutions, planning included", (double) listings / ITEMS, listings)
                    .row("reads beyond the inputs", (double) reads / ITEMS, reads)
                    .row("of these for " + failed + " failures", (double) failed / ITEMS, failed)
                    .row("one DescribeExecution each, at least", 1.0, ITEMS)
                    .print();
            assertThat(ended.at("/itemCounts/succeeded").asInt() + failed).isEqualTo(ITEMS);
            assertThat(listings).isLessThan(200);
            assertThat(reads).isLessThan(failed + ITEMS / 100);
        }
    }

    /// Only the quota of the listings holds.
    private static String[] quotas() {
        return List.of(BenchService.withoutQuotas("us-east-1")).stream()
                .filter(property -> !property.contains("ListExecutions"))
                .toArray(String[]::new);
    }

    private static Foreign foreign(SimulatorProcess simulator) {
        return new Foreign(simulator);
    }

    /// Somebody else who starts executions of the same machine.
    private static final class Foreign implements AutoCloseable {

        private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(4);
        private final SfnClient sfn;

        Foreign(SimulatorProcess simulator) {
            sfn = simulator.client().build();
            var every = Duration.ofSeconds(1).toNanos() / FOREIGN_PER_SECOND;
            var ignored = pool.scheduleAtFixedRate(
                    () -> sfn.startExecution(request ->
                            request.stateMachineArn(simulator.machine()).input("{\"foreign\": true}")),
                    0,
                    every,
                    TimeUnit.NANOSECONDS);
        }

        void shutdownNow() {
            pool.shutdownNow();
        }

        @Override
        public void close() {
            pool.shutdownNow();
            pool.close();
            sfn.close();
        }
    }
}

package io.github.sfnreplay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What reading inputs from CloudWatch Logs gains: inputs of 2 KB, AWS's default quotas of us-east-1, share 1.0, 20 ms
/// latency. Without logs a replay is bound by its reads, 35 a second once the buckets of 700 are empty; it is measured
/// on fewer executions, and its time for as many follows from the rate measured then. Starts are spaced evenly, so that
/// their bound is 300 a second without the burst.
@Tag("bench")
class LogsBench {

    private static final int WITHOUT_LOGS = 2_200;
    private static final int READS_AT_ONCE = 700;
    private static final int STARTS_PER_SECOND = 300;

    @Test
    void startsAsFastAsStartExecutionAllows() throws IOException {
        var slow = measured(WITHOUT_LOGS, "");
        assertThat(slow.result().at("/plan/inputsFrom/logs").asInt()).isZero();
        var readsPerSecond = (WITHOUT_LOGS - READS_AT_ONCE) / slow.seconds();
        var table = new Table(
                        "Inputs of 2 KB from CloudWatch Logs, us-east-1",
                        "",
                        "seconds",
                        "ratio to the bound by StartExecution",
                        "ratio to two API readers")
                .row(
                        WITHOUT_LOGS + " without logs: reads a second " + Math.round(readsPerSecond),
                        slow.seconds(),
                        "",
                        "");
        for (var items : new int[] {10_000, 100_000}) {
            var bound = (double) items / STARTS_PER_SECOND;
            var withLogs = measured(items, "--logs");
            var without = (items - READS_AT_ONCE) / readsPerSecond;
            assertThat(withLogs.result().at("/plan/inputsFrom/logs").asInt()).isEqualTo(items);
            table.row(
                    items + " with logs", withLogs.seconds(), withLogs.seconds() / bound, withLogs.seconds() / without);
            assertThat(withLogs.seconds()).isLessThanOrEqualTo(1.15 * bound);
        }
        table.print();
    }

    private static Measurement<JsonNode> measured(int items, String logs) throws IOException {
        try (var simulator = SimulatorProcess.start(
                        "--region=us-east-1", "--seed=" + items, "--input=2000", "--scale=1", "--latency=20ms", logs);
                var service = BenchService.start(simulator, "sfn-replay.pacing.share=1.0")) {
            var measured = Measurement.of(() -> service.replay("""
                    {"stateMachineArn": "%s", "filter": {"statuses": ["SUCCEEDED"]}, "limits": {"maxItems": %d}}
                    """.formatted(simulator.machine(), items)));
            assertThat(measured.result().at("/itemCounts/succeeded").asInt())
                    .as(measured.result().toString())
                    .isEqualTo(items);
            assertThat(simulator.ledger().get("acceptedStarts").asInt()).isEqualTo(items);
            assertThat(simulator.ledger().get("distinctInputs").asInt()).isEqualTo(items);
            return measured;
        }
    }
}

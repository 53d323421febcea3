package io.github.sfnreplay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import tools.jackson.databind.JsonNode;

/// What a user gets out of the same quotas: 3,000 executions, AWS's default quotas, 20 ms latency.
@Tag("bench")
class ReadsBench {

    private static final int ITEMS = 3_000;

    @ParameterizedTest
    @CsvSource({"us-east-1, 700, 35", "ap-northeast-1, 650, 30"})
    void readsAsFastAsTheQuotasAllow(String region, int burst, int perSecond) throws IOException {
        var bound = (double) (ITEMS - burst) / perSecond;
        var ours = ours(region);
        var loop = loop(region);
        new Table(
                        "Replaying " + ITEMS + " executions in " + region,
                        "",
                        "ratio to the bound",
                        "ratio to the loop",
                        "seconds")
                .row("bound: both read quotas used up", 1.0, bound / loop, bound)
                .row("sfn-replay", ours / bound, ours / loop, ours)
                .row("loop: list, describe, start, one after the other", loop / bound, 1.0, loop)
                .print();
        assertThat(ours).isLessThanOrEqualTo(1.10 * bound);
        assertThat(ours).isLessThanOrEqualTo(0.42 * loop);
    }

    @Test
    void redrivesWithoutReading() throws IOException {
        var bound = ITEMS / 300.0;
        Measurement<JsonNode> ours;
        try (var simulator = failures();
                var service = BenchService.start(simulator, "sfn-replay.pacing.share=1.0")) {
            service.replay(redrive(simulator, true));
            ours = Measurement.of(() -> service.replay(redrive(simulator, false)));
            assertThat(ours.result().at("/itemCounts/succeeded").asInt()).isEqualTo(ITEMS);
            assertThat(simulator.ledger().get("acceptedRedrives").asInt()).isEqualTo(ITEMS);
            assertThat(reads(simulator)).isLessThan(ITEMS / 20);
        }
        Measurement<Integer> loop;
        try (var simulator = failures();
                var blog = new BlogLoop(simulator)) {
            loop = Measurement.of(blog::redrive);
            assertThat(loop.result()).isEqualTo(ITEMS);
        }
        new Table("Redriving " + ITEMS + " executions in us-east-1", "", "ratio to the loop", "seconds")
                .row(
                        "sfn-replay after a dry run, planned and followed to the end",
                        ours.seconds() / loop.seconds(),
                        ours.seconds())
                .row("bound: 300 redrives a second", bound / loop.seconds(), bound)
                .row("loop: list, redrive, one after the other", 1.0, loop.seconds())
                .print();
        assertThat(ours.seconds()).isLessThanOrEqualTo(1.10 * bound);
    }

    @Test
    void readsNothingAgainForARequestThatIsSentAgain() throws IOException {
        try (var simulator = simulator("us-east-1");
                var service = BenchService.start(simulator, "sfn-replay.pacing.share=1.0")) {
            var first = Measurement.of(() -> service.replay(request(simulator, "SUCCEEDED")));
            var reads = reads(simulator);
            var again = Measurement.of(() -> service.replay(request(simulator, "SUCCEEDED")));
            new Table("The same request again", "", "ratio to the first", "seconds", "reads")
                    .row("first", 1.0, first.seconds(), reads)
                    .row("again", again.seconds() / first.seconds(), again.seconds(), reads(simulator) - reads)
                    .print();
            assertThat(again.result().at("/itemCounts/adopted").asInt()).isEqualTo(ITEMS);
            assertThat(again.result().at("/stateReason").asString()).isEqualTo("NOTHING_STARTED");
            assertThat(simulator.ledger().get("acceptedStarts").asInt()).isEqualTo(ITEMS);
            assertThat(reads(simulator) - reads).isLessThan(ITEMS / 20);
        }
    }

    private static double ours(String region) throws IOException {
        try (var simulator = simulator(region);
                var service = BenchService.start(simulator, "sfn-replay.pacing.share=1.0")) {
            var measured = Measurement.of(() -> service.replay(request(simulator, "SUCCEEDED")));
            assertThat(measured.result().at("/itemCounts/succeeded").asInt()).isEqualTo(ITEMS);
            assertThat(simulator.ledger().get("acceptedStarts").asInt()).isEqualTo(ITEMS);
            assertThat(simulator.ledger().get("distinctInputs").asInt()).isEqualTo(ITEMS);
            return measured.seconds();
        }
    }

    private static double loop(String region) throws IOException {
        try (var simulator = simulator(region);
                var loop = new BlogLoop(simulator)) {
            var measured = Measurement.of(() -> loop.run(ExecutionStatus.SUCCEEDED, ITEMS));
            assertThat(measured.result()).isEqualTo(ITEMS);
            return measured.seconds();
        }
    }

    private static SimulatorProcess failures() throws IOException {
        return SimulatorProcess.start(
                "--region=us-east-1", "--seed=" + ITEMS, "--failed", "--scale=1", "--latency=20ms");
    }

    static SimulatorProcess simulator(String region) throws IOException {
        return SimulatorProcess.start("--region=" + region, "--seed=" + ITEMS, "--scale=1", "--latency=20ms");
    }

    static String request(SimulatorProcess simulator, String status) {
        return """
                {"stateMachineArn": "%s", "filter": {"statuses": ["%s"]}}""".formatted(simulator.machine(), status);
    }

    private static String redrive(SimulatorProcess simulator, boolean dryRun) {
        return """
                {"stateMachineArn": "%s", "filter": {"statuses": ["FAILED"]}, "mode": "REDRIVE", "dryRun": %s}""".formatted(simulator.machine(), dryRun);
    }

    private static int reads(SimulatorProcess simulator) {
        var calls = simulator.ledger().get("calls");
        return calls.get("DescribeExecution").asInt()
                + calls.get("GetExecutionHistory").asInt();
    }
}

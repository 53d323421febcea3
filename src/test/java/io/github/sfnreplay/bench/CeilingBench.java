package io.github.sfnreplay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// What the service itself can do, without quotas, on cores that it shares with the simulator; warmed up.
@Tag("bench")
class CeilingBench {

    @ParameterizedTest
    @CsvSource({"20ms, 60000, 500, 100.0, 0.8", "0ms, 60000, 20000, 2.0, 1.2"})
    void isFarFasterThanTheLoopForNoMoreWorkThanTheSdkTakes(
            String latency, int items, int itemsOfLoop, double timesTheLoop, double partOfItsCpu) throws IOException {
        var ours = ours(latency, items);
        var bare = bare(latency, items);
        var loop = loop(latency, itemsOfLoop);
        var rate = items / ours.seconds();
        var bareRate = items / bare.seconds();
        var loopRate = itemsOfLoop / loop.seconds();
        var cpu = ours.cpuSeconds() / items;
        var bareCpu = bare.cpuSeconds() / items;
        var loopCpu = loop.cpuSeconds() / itemsOfLoop;
        new Table(
                        "Without quotas, latency " + latency,
                        "",
                        "times the loop's throughput",
                        "part of the loop's CPU time",
                        "executions a second",
                        "CPU ms per execution")
                .row("sfn-replay, planned and followed", rate / loopRate, cpu / loopCpu, rate, 1_000 * cpu)
                .row(
                        "the SDK alone, 128 calls in flight, neither",
                        bareRate / loopRate,
                        bareCpu / loopCpu,
                        bareRate,
                        1_000 * bareCpu)
                .row("loop, neither", 1.0, 1.0, loopRate, 1_000 * loopCpu)
                .print();
        assertThat(rate).isGreaterThanOrEqualTo(timesTheLoop * loopRate);
        assertThat(cpu).isLessThanOrEqualTo(partOfItsCpu * loopCpu).isLessThanOrEqualTo(1.4 * bareCpu);
    }

    private static Measurement<Integer> ours(String latency, int items) throws IOException {
        try (var simulator = SimulatorProcess.start("--region=us-east-1", "--seed=" + items, "--latency=" + latency);
                var service = BenchService.start(simulator, BenchService.withoutQuotas("us-east-1"))) {
            service.replay(request(simulator, 1, items));
            var measured = Measurement.of(() -> service.replay(request(simulator, 2, items)));
            var started = measured.result().at("/itemCounts/succeeded").asInt();
            assertThat(started).isEqualTo(items);
            assertThat(simulator.ledger().get("acceptedStarts").asInt()).isEqualTo(2 * items);
            assertThat(simulator.ledger().get("distinctInputs").asInt()).isEqualTo(items);
            return new Measurement<>(started, measured.seconds(), measured.cpuSeconds());
        }
    }

    private static Measurement<Integer> bare(String latency, int items) throws IOException {
        try (var simulator = SimulatorProcess.start("--region=us-east-1", "--seed=" + items, "--latency=" + latency);
                var bare = new BareSdk(simulator)) {
            bare.run(ExecutionStatus.SUCCEEDED, items, "warm-up");
            var measured = Measurement.of(() -> bare.run(ExecutionStatus.SUCCEEDED, items, "measured"));
            assertThat(measured.result()).isEqualTo(items);
            return measured;
        }
    }

    private static Measurement<Integer> loop(String latency, int items) throws IOException {
        try (var simulator = SimulatorProcess.start("--region=us-east-1", "--seed=" + items, "--latency=" + latency);
                var loop = new BlogLoop(simulator)) {
            loop.run(ExecutionStatus.SUCCEEDED, items / 2);
            var measured = Measurement.of(() -> loop.run(ExecutionStatus.SUCCEEDED, items));
            assertThat(measured.result()).isEqualTo(items);
            return measured;
        }
    }

    private static String request(SimulatorProcess simulator, int attempt, int items) {
        return """
                {"stateMachineArn": "%s", "attempt": %d, "limits": {"maxItems": %d},
                 "filter": {"statuses": ["SUCCEEDED"]}}""".formatted(simulator.machine(), attempt, items);
    }
}

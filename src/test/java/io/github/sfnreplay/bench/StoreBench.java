package io.github.sfnreplay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.testing.service.TestDatabases;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a database costs: the same replay in memory, on PostgreSQL and on H2, one after the other.
@Tag("bench")
class StoreBench {

    private static final String LATENCY = "20ms";

    /// Some ten seconds of the fastest.
    private static final int ITEMS = 20_000;

    @Test
    void replaysOnADatabaseNearlyAsFastAsInMemory() throws IOException {
        var memory = measure(null);
        var postgres = measure(TestDatabases.postgres());
        var h2 = measure(TestDatabases.h2());
        new Table(
                        "Without quotas, latency " + LATENCY + ", " + ITEMS + " executions",
                        "",
                        "of memory",
                        "a second",
                        "CPU ms each")
                .row("memory", 1.0, ITEMS / memory.seconds(), 1_000 * memory.cpuSeconds() / ITEMS)
                .row(
                        "PostgreSQL",
                        memory.seconds() / postgres.seconds(),
                        ITEMS / postgres.seconds(),
                        1_000 * postgres.cpuSeconds() / ITEMS)
                .row("H2", memory.seconds() / h2.seconds(), ITEMS / h2.seconds(), 1_000 * h2.cpuSeconds() / ITEMS)
                .print();
        assertThat(memory.seconds() / postgres.seconds()).isGreaterThanOrEqualTo(0.9);
    }

    private static Measurement<Integer> measure(@Nullable String url) throws IOException {
        var settings = new ArrayList<>(List.of(BenchService.withoutQuotas("us-east-1")));
        if (url != null) {
            settings.add("spring.datasource.url=" + url);
        }
        try (var simulator = SimulatorProcess.start("--region=us-east-1", "--seed=" + ITEMS, "--latency=" + LATENCY);
                var service = BenchService.start(simulator, settings.toArray(String[]::new))) {
            service.replay(request(simulator, 1));
            var measured = Measurement.of(() -> service.replay(request(simulator, 2)));
            var succeeded = measured.result().at("/itemCounts/succeeded").asInt();
            assertThat(succeeded).isEqualTo(ITEMS);
            return new Measurement<>(succeeded, measured.seconds(), measured.cpuSeconds());
        }
    }

    private static String request(SimulatorProcess simulator, int attempt) {
        return """
                {"stateMachineArn": "%s", "attempt": %d, "limits": {"maxItems": %d},
                 "filter": {"statuses": ["SUCCEEDED"]}}""".formatted(simulator.machine(), attempt, ITEMS);
    }
}

package io.github.sfnreplay.testing.service;

import io.github.sfnreplay.simulator.spec.PastExecution;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Executions of two hours ago, a second apart.
public final class PastExecutions {

    private PastExecutions() {}

    public static String name(int i) {
        return "e-%03d".formatted(i);
    }

    public static PastExecution failed(String name, String input, int second) {
        return PastExecution.failed(name, input, "Order.Broken", "it broke", started(second), stopped(second));
    }

    public static PastExecution succeeded(String name, String input, int second) {
        return PastExecution.succeeded(name, input, input, started(second), stopped(second));
    }

    /// Two hours ago, and that many seconds later.
    public static Instant started(int second) {
        return Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .minus(Duration.ofHours(2))
                .plusSeconds(second);
    }

    public static Instant stopped(int second) {
        return started(second).plusSeconds(1);
    }
}

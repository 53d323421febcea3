package io.github.sfnreplay.simulator.spec;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long every call takes before it is answered: evenly between two durations.
public record Latency(Duration min, Duration max) {

    public Latency {
        if (min.isNegative() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("Latency must be 0 <= min <= max, not " + min + " to " + max);
        }
    }

    public static Latency none() {
        return new Latency(Duration.ZERO, Duration.ZERO);
    }

    public static Latency fixed(Duration duration) {
        return new Latency(duration, duration);
    }

    public static Latency between(Duration min, Duration max) {
        return new Latency(min, max);
    }

    public Duration next() {
        var spread = max.minus(min).toNanos();
        return spread == 0 ? min : min.plusNanos(ThreadLocalRandom.current().nextLong(spread));
    }
}

package io.github.sfnreplay.notification;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Counts how deliveries ended, and shows the last one in the health details. A webhook that does not answer is no
/// reason to take the service out of traffic, so the status is never DOWN.
final class Deliveries implements HealthIndicator {

    private final MeterRegistry registry;
    private final Clock clock;
    private volatile @Nullable Last last;

    Deliveries(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        for (var result : Result.values()) {
            counter(result);
        }
    }

    /// How a delivery can end.
    enum Result {
        DELIVERED,
        RETRIED,
        FAILED,
        DROPPED
    }

    private record Last(Instant at, Result result, String detail) {}

    /// An attempt did not succeed; another follows.
    void retried(String detail) {
        ended(Result.RETRIED, detail);
    }

    /// A delivery came to its end.
    void ended(Result result, String detail) {
        last = new Last(clock.instant(), result, detail);
        counter(result).increment();
    }

    private Counter counter(Result result) {
        return Counter.builder("sfn.replay.notifications")
                .description("Notifications by how they ended; retried counts attempts that another one followed")
                .tag("result", result.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    @Override
    public Health health() {
        var now = last;
        if (now == null) {
            return Health.unknown().withDetail("lastDelivery", "none yet").build();
        }
        return Health.up()
                .withDetail("lastDelivery", now.at())
                .withDetail("result", now.result().name().toLowerCase(Locale.ROOT))
                .withDetail("detail", now.detail())
                .build();
    }
}

package io.github.sfnreplay.notification;

import io.github.sfnreplay.replay.Replay;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Counts how deliveries ended, tells it to the replay's log, and shows the last one in the health details. A webhook
/// that does not answer is no
/// reason to take the service out of traffic, so the status is never DOWN.
final class Deliveries implements HealthIndicator {

    private final MeterRegistry registry;
    private final Clock clock;
    private final Notes notes;
    private volatile @Nullable Last last;

    /// @param notes where replays' own logs are written
    Deliveries(MeterRegistry registry, Clock clock, Notes notes) {
        this.registry = registry;
        this.clock = clock;
        this.notes = notes;
        for (var result : Result.values()) {
            counter(result);
        }
    }

    /// Writes into the log of a replay.
    @FunctionalInterface
    interface Notes {

        /// Adds a note.
        ///
        /// @param note without the address, which may hold a token
        void add(String replayId, String note);
    }

    /// How a delivery can end.
    enum Result {
        DELIVERED,
        RETRIED,
        FAILED,
        DROPPED
    }

    private record Last(Instant at, Result result, String detail) {}

    /// The first attempt did not succeed; the replay's log says so once.
    void delayed(Replay replay, String detail) {
        notes.add(replay.id(), "Not delivered yet that it is " + replay.state() + " (" + detail + "); tried again.");
    }

    /// An attempt did not succeed; another follows.
    void retried(String detail) {
        count(Result.RETRIED, detail);
    }

    /// A delivery came to its end.
    void ended(Replay replay, Result result, String detail) {
        count(result, detail);
        notes.add(
                replay.id(),
                result == Result.DELIVERED
                        ? "Sent that it is " + replay.state() + " (" + detail + ")."
                        : "Given up: not delivered that it is " + replay.state() + " (" + detail + ").");
    }

    private void count(Result result, String detail) {
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

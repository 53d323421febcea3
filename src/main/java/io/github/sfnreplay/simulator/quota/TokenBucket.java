package io.github.sfnreplay.simulator.quota;

import io.github.sfnreplay.simulator.spec.Quota;
import java.time.Duration;
import java.time.Instant;

/// Counts down with every call and refills steadily with the clock.
final class TokenBucket {

    private final Quota quota;
    private double tokens;
    private Instant filledAt;

    TokenBucket(Quota quota, Instant now) {
        this.quota = quota;
        this.tokens = (double) quota.capacity();
        this.filledAt = now;
    }

    /// Takes one token if there is one.
    synchronized boolean tryTake(Instant now) {
        refill(now);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /// Takes up to that many tokens, as callers elsewhere in the account do, and says how many it got.
    synchronized long takeUpTo(long count, Instant now) {
        refill(now);
        var taken = Math.min(count, (long) tokens);
        tokens -= (double) taken;
        return taken;
    }

    private void refill(Instant now) {
        if (now.isAfter(filledAt)) {
            var seconds = Duration.between(filledAt, now).toNanos() / 1e9;
            tokens = Math.min((double) quota.capacity(), tokens + seconds * quota.refillPerSecond());
            filledAt = now;
        }
    }
}

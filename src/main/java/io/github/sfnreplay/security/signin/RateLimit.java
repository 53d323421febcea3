package io.github.sfnreplay.security.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How often something may be done, counted for each key by itself: a burst, and then a given number in a period.
public final class RateLimit {

    /// Ten times what an office has; who is forgotten begins with a full bucket.
    private static final int MAX_KEYS = 10_000;

    private final Cache<String, Bucket> buckets;
    private final long burst;
    private final long amount;
    private final Duration period;
    private final TimeMeter time;

    /// @param burst how many may be done at once
    /// @param amount how many may be done in a period in the long run
    public RateLimit(long burst, long amount, Duration period, TimeMeter time) {
        this.burst = burst;
        this.amount = amount;
        this.period = period;
        this.time = time;
        this.buckets = Caffeine.newBuilder().maximumSize(MAX_KEYS).build();
    }

    /// Takes one.
    ///
    /// @return 0, or else after how many seconds there will be one again
    public long take(String key) {
        var probe = bucket(key).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? 0 : TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
    }

    /// Gives one back that turned out not to count.
    public void giveBack(String key) {
        bucket(key).addTokens(1);
    }

    private Bucket bucket(String key) {
        return buckets.get(
                key,
                each -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(amount, period))
                        .withCustomTimePrecision(time)
                        .build());
    }
}

package io.github.sfnreplay.pacing;

import io.github.sfnreplay.stepfunctions.Action;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Says when a call to Step Functions may begin. It mirrors the token buckets of AWS, per account, Region and action,
/// and uses the configured share of each; everything in this process that calls Step Functions asks here first.
@Component
public class Pacer {

    private static final long LONGEST_SLEEP = 200_000_000L;

    private final double share;
    private final Quotas quotas;
    private final Ticker ticker;
    private final Map<Lane, LaneBucket> buckets = new ConcurrentHashMap<>();

    public Pacer(PacingSettings settings, Ticker ticker) {
        this.share = settings.share();
        this.quotas = new Quotas(settings.quotas());
        this.ticker = ticker;
    }

    /// Waits until a call may begin.
    ///
    /// @param stillWanted asked now and then; the wait ends early when it says no
    /// @return whether the call may begin
    public boolean acquire(Lane lane, BooleanSupplier stillWanted) throws InterruptedException {
        return await(bucket(lane).reserve(), stillWanted);
    }

    /// Waits until a call may begin in one lane or the other.
    ///
    /// @return the one that is free first; null when the call is no longer wanted
    public @Nullable Lane acquireFirst(Lane one, Lane other, BooleanSupplier stillWanted) throws InterruptedException {
        var first = bucket(one).nanosUntilFree() <= bucket(other).nanosUntilFree() ? one : other;
        return acquire(first, stillWanted) ? first : null;
    }

    /// AWS refused a call of this lane as one too many.
    public void throttled(Lane lane) {
        bucket(lane).slowDown();
    }

    /// The share's calls a second in the long run, when AWS does not throttle.
    public double ratePerSecond(String region, Action action) {
        return quotas.of(region, action).refillPerSecond() * share;
    }

    /// The share's calls at once.
    public double burst(String region, Action action) {
        return quotas.of(region, action).capacity() * share;
    }

    private LaneBucket bucket(Lane lane) {
        return buckets.computeIfAbsent(
                lane,
                key -> new LaneBucket(quotas.of(key.region(), key.action()).times(share), ticker));
    }

    private boolean await(long nanos, BooleanSupplier stillWanted) throws InterruptedException {
        var end = ticker.nanoTime() + nanos;
        for (var left = nanos; left > 0; left = end - ticker.nanoTime()) {
            if (!stillWanted.getAsBoolean()) {
                return false;
            }
            ticker.sleep(Math.min(left, LONGEST_SLEEP));
        }
        return stillWanted.getAsBoolean();
    }
}

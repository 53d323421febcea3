package io.github.sfnreplay.pacing;

import io.github.sfnreplay.stepfunctions.Action;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Says when a call to Step Functions may begin. It mirrors the token buckets of AWS, per account, Region and action,
/// and uses the configured share of each; everything in this process that calls Step Functions asks here first.
@Component
public class Pacer {

    /// A tenth of a second: soon enough after a cancel or a change of the rate, and cheap with hundreds that wait.
    private static final long LONGEST_SLEEP = 100_000_000L;

    private final double share;
    private final Quotas quotas;
    private final Ticker ticker;
    private final Map<Lane, LaneBucket> buckets = new ConcurrentHashMap<>();

    public Pacer(PacingSettings settings, Ticker ticker) {
        this.share = settings.share();
        this.quotas = new Quotas(settings.quotas());
        this.ticker = ticker;
    }

    /// Waits until a call may begin. Callers of a lane take turns in the order in which they came.
    ///
    /// @param stillWanted asked now and then; the wait ends early when it says no, and leaves no debt behind
    /// @return whether the call may begin
    public boolean acquire(Lane lane, BooleanSupplier stillWanted) throws InterruptedException {
        return await(List.of(lane), stillWanted) != null;
    }

    /// Waits until a call may begin in one lane or the other; stands in both lines meanwhile.
    ///
    /// @return the one that is free first; null when the call is no longer wanted
    public @Nullable Lane acquireFirst(Lane one, Lane other, BooleanSupplier stillWanted) throws InterruptedException {
        return await(List.of(one, other), stillWanted);
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

    private @Nullable Lane await(List<Lane> lanes, BooleanSupplier stillWanted) throws InterruptedException {
        var caller = new LaneBucket.Caller();
        try {
            while (stillWanted.getAsBoolean()) {
                var wait = LONGEST_SLEEP;
                for (var lane : lanes) {
                    var untilFree = bucket(lane).tryTake(caller);
                    if (untilFree == 0) {
                        return lane;
                    }
                    wait = Math.min(wait, untilFree);
                }
                ticker.sleep(wait);
            }
            return null;
        } finally {
            lanes.forEach(lane -> bucket(lane).leave(caller));
        }
    }
}

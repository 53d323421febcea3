package io.github.sfnreplay.pacing;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.sfnreplay.stepfunctions.Action;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Says when a call to Step Functions may begin. It mirrors the token buckets of AWS, per account, Region and action,
/// and uses the configured share of each; everything in this process that calls Step Functions asks here first.
///
/// A bucket is dropped when its lane has not been used for so long that it must be full again and its rate the full
/// one: the new bucket that takes its place later allows nothing that the old one would not have allowed.
@Component
public class Pacer {

    /// A tenth of a second: soon enough after a cancel or a change of the rate, and cheap with hundreds that wait.
    private static final long LONGEST_SLEEP = 100_000_000L;

    /// Callers may name any account. Ten thousand buckets take some 10 MB and are far more than anybody uses; a lane in
    /// use is asked for often, so that the cache gives up those that were only named.
    private static final int MOST_LANES = 10_000;

    private final double share;
    private final Quotas quotas;
    private final Ticker ticker;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LoadingCache<Lane, LaneBucket> buckets;

    public Pacer(PacingSettings settings, Ticker ticker) {
        this.share = settings.share();
        this.quotas = new Quotas(settings.quotas());
        this.ticker = ticker;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_LANES)
                .expireAfter(Expiry.accessing((Lane lane, LaneBucket bucket) -> bucket.restoredWithin()))
                .ticker(ticker::nanoTime)
                .executor(Runnable::run)
                .build(this::newBucket);
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

    /// The calls a second that the lane allows at this moment; less than its share of the quota after AWS throttled.
    public double currentRate(Lane lane) {
        return existing(lane).rate();
    }

    /// How many calls of the lane could begin at once at this moment; negative while earlier calls are still to be
    /// paid for.
    public long availableTokens(Lane lane) {
        return existing(lane).available();
    }

    /// How long it takes until so many more calls could have begun, if nobody else made any: those that are waiting
    /// come first, the tokens that are there now are spent at once, and a lowered rate recovers meanwhile.
    ///
    /// @param calls 0 or more
    /// @return seconds; 0 if all could begin now
    public double secondsFor(Lane lane, long calls) {
        return existing(lane).secondsFor(calls);
    }

    /// How many callers are waiting for a token at this moment, in all lanes; whoever waits for the first of two lanes
    /// counts once.
    public int waiting() {
        return waiting.get();
    }

    /// How many callers are waiting for a token of the lane at this moment.
    public int waiting(Lane lane) {
        return existing(lane).waiting();
    }

    /// Whether the lane runs below its share at this moment because AWS throttled it.
    public boolean isThrottled(Lane lane) {
        return existing(lane).pace() < 1;
    }

    /// The lane's bucket; a full one that is not kept if the lane is not in use.
    private LaneBucket existing(Lane lane) {
        var bucket = buckets.getIfPresent(lane);
        return bucket == null ? newBucket(lane) : bucket;
    }

    /// How many buckets are kept.
    long lanes() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private LaneBucket bucket(Lane lane) {
        return buckets.get(lane);
    }

    private LaneBucket newBucket(Lane lane) {
        return new LaneBucket(quotas.of(lane.region(), lane.action()).times(share), ticker);
    }

    private @Nullable Lane await(List<Lane> lanes, BooleanSupplier stillWanted) throws InterruptedException {
        var caller = new LaneBucket.Caller();
        waiting.incrementAndGet();
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
            waiting.decrementAndGet();
            lanes.forEach(lane -> bucket(lane).leave(caller));
        }
    }
}

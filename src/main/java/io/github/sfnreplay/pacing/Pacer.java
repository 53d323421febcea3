package io.github.sfnreplay.pacing;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.sfnreplay.stepfunctions.Action;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Says when a call to Step Functions may begin. It mirrors the token buckets of AWS, per account, Region and action,
/// and uses the configured share of each; everything in this process that calls Step Functions asks here first.
///
/// AWS's buckets are shared with every other caller of the account, so it throttles at times although the share is kept
/// to. The rate is lowered only if that is because a bucket is empty:
///
/// 1. After a throttled call the next five calls of the lane (four in lanes below 5/s) go all at once, a tenth of a
///    second later; the calls after them wait until that is paid for. An empty bucket lets one or two of five pass at
///    most. If four or five are throttled, the rate is halved. If two or three are, one more burst has to decide. If
///    fewer are, it was chance, and nothing changes.
/// 2. When a burst was throttled, the lane counts as crowded for a minute: each throttled call halves the rate at once,
///    at most every 0.7 s, down to a 64th.
/// 3. The rate recovers by 2 % of the full one a second, as soon as a call passes or ten seconds after the last was
///    throttled. Near the rate that was too much it recovers an eighth as fast, for a minute. If the whole burst was
///    throttled, or three cuts follow each other without a call that passes, that rate is not remembered: it was an
///    outage, after which all is as before.
/// 4. If there are too few callers for a burst, three times in a row, one throttled call is reason enough to halve the
///    rate. A replay whose starts are to be spaced evenly by request never has enough.
///
/// A lane of 10 or 100 calls a second thus keeps more than 85 % of its rate while 5 % of its calls are throttled by
/// chance; less than 3 % of its calls are throttled while others use 80 % of the quota; it goes down to 3 % of its rate
/// within seconds when others take all there is, and is back within a minute. A lane of 2.5 calls a second keeps its
/// rate as well, but 4 to 6 % of its calls are throttled beside others, and it goes down to some 6 % only within a
/// minute, since it makes too few calls to learn from.
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
    private final LaneSharing sharing;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LoadingCache<Lane, LaneBucket> buckets;

    /// A pacer that shares with nobody.
    public Pacer(PacingSettings settings, Ticker ticker) {
        this(settings, ticker, LaneSharing.ALONE);
    }

    @Autowired
    Pacer(PacingSettings settings, Ticker ticker, ObjectProvider<LaneSharing> sharing) {
        this(settings, ticker, sharing.getIfAvailable(() -> LaneSharing.ALONE));
    }

    /// @param sharing how the lanes are divided among instances
    public Pacer(PacingSettings settings, Ticker ticker, LaneSharing sharing) {
        this.sharing = sharing;
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

    /// AWS answered a call of this lane, whether it did what was asked or refused it for another reason than
    /// throttling.
    ///
    /// @param begunAt the ticker's time when the call began, which tells whether it was part of a burst
    public void answered(Lane lane, long begunAt) {
        bucket(lane).answered(begunAt);
    }

    /// AWS throttled a call of this lane.
    ///
    /// @param begunAt the ticker's time when the call began, which tells whether it was part of a burst
    public void throttled(Lane lane, long begunAt) {
        bucket(lane).throttled(begunAt);
    }

    /// Whether the calls of this lane that begin at this moment are part of a burst. Whoever would hold one back for
    /// another reason, such as an even spacing, spoils the burst.
    public boolean isInBurst(Lane lane) {
        return existing(lane).isInBurst();
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

    /// How long it takes until a given number of further calls could have begun, if nobody else made any: those that
    /// are waiting
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
        return new LaneBucket(
                quotas.of(lane.region(), lane.action()).times(share),
                ticker,
                () -> sharing.standing(lane),
                () -> sharing.cut(lane));
    }

    private @Nullable Lane await(List<Lane> lanes, BooleanSupplier stillWanted) throws InterruptedException {
        var caller = new LaneBucket.Caller();
        waiting.incrementAndGet();
        try {
            while (stillWanted.getAsBoolean()) {
                var wait = LONGEST_SLEEP;
                for (var lane : lanes) {
                    sharing.use(lane);
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

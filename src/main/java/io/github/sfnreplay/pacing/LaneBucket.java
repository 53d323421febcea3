package io.github.sfnreplay.pacing;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.sfnreplay.pacing.LaneSharing.Standing;
import io.github.sfnreplay.pacing.Pace.Evidence;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.function.Supplier;

/// The bucket of one lane, and the line of those who wait for its tokens. How it reacts when AWS throttles is described
/// at [Pacer]: [BurstProbe] finds out why, [Pace] slows down. Tokens that were saved are set aside until that is known,
/// and lost if the rate is cut.
final class LaneBucket {

    /// A second in nanoseconds.
    private static final long SECOND = 1_000_000_000L;
    /// The lowest rate is back at the full one after 50 s; the rest is for debts.
    private static final Duration RATE_BACK = Duration.ofMinutes(3);

    /// While it is not settled how the lane is divided: soon enough, and cheap.
    private static final long UNTIL_SETTLED = 10_000_000L;

    /// Rates are rounded down, so that the parts of all instances are never more than the whole; this keeps whole
    /// numbers
    /// whole that floating point makes a little less.
    private static final double ROUNDING = 1e-6;

    /// What is left of a full bucket, so that a call which arrives a little early does not find it empty.
    private static final double USED_OF_CAPACITY = 0.97;

    private final Quota full;
    private final Ticker ticker;
    private final Bucket bucket;
    private final SequencedSet<Caller> line = new LinkedHashSet<>();
    private final Pace pace;
    private final Supplier<Standing> sharing;
    private final Runnable onCut;
    private BurstProbe probe;
    private Standing standing;
    private long setAside;

    LaneBucket(Quota full, Ticker ticker) {
        this(full, ticker, () -> Standing.ALONE, () -> {});
    }

    /// @param full what all instances may use together
    /// @param sharing how it is divided at the moment
    /// @param onCut told when the rate was cut because AWS throttled calls of this instance
    LaneBucket(Quota full, Ticker ticker, Supplier<Standing> sharing, Runnable onCut) {
        this.full = full;
        this.ticker = ticker;
        this.sharing = sharing;
        this.onCut = onCut;
        this.standing = Standing.UNSETTLED;
        this.pace = new Pace(ticker.nanoTime());
        this.probe = new BurstProbe(full.refillPerSecond());
        this.bucket = Bucket.builder()
                .withCustomTimePrecision(new TickerMeter(ticker))
                .addLimit(bandwidth())
                .build();
    }

    /// Takes a token for the caller, if there is one for each of those who came before and for this one too. Otherwise
    /// the caller stands in the line, at its end if it is new, and asks again later: nothing is taken in advance, so
    /// that a wait becomes shorter when the rate recovers, and a caller who leaves owes nothing.
    ///
    /// @return 0 if the call may begin, otherwise after how many nanoseconds it is worth asking again
    synchronized long tryTake(Caller caller) {
        refresh();
        var now = ticker.nanoTime();
        var before = placesBefore(caller);
        if (standing.instances() == 0) {
            return UNTIL_SETTLED;
        }
        var inBurst = before < probe.free(now);
        if (!inBurst && bucket.getAvailableTokens() <= before) {
            return Math.min(probe.untilOpen(now), untilTokenFor(before));
        }
        if (inBurst) {
            probe.begin(now);
        }
        bucket.consumeIgnoringRateLimits(1);
        line.remove(caller);
        return 0;
    }

    private long untilTokenFor(int before) {
        var available = bucket.getAvailableTokens();
        var untilFirst = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        var after = available > 0 ? before + 1 - available : before;
        return Math.max(1, untilFirst + after * nanosPerToken());
    }

    /// The caller wants no token any more.
    synchronized void leave(Caller caller) {
        line.remove(caller);
    }

    /// After how long without a call the lane is certain to be as it was when new: first the rate comes
    /// back, then the bucket fills.
    Duration restoredWithin() {
        return RATE_BACK.plusSeconds((long) Math.ceil(full.capacity() / full.refillPerSecond()));
    }

    private int placesBefore(Caller caller) {
        line.add(caller);
        var before = 0;
        for (var other : line) {
            if (other == caller) {
                break;
            }
            before++;
        }
        return before;
    }

    private long nanosPerToken() {
        return (long) (SECOND / (refillPerSecond() * pace.part()));
    }

    /// AWS answered a call.
    ///
    /// @param begunAt when the call began
    synchronized void answered(long begunAt) {
        refresh();
        pace.passed(begunAt, ticker.nanoTime());
        if (probe.ended(begunAt, false)) {
            refresh();
        }
    }

    /// AWS throttled a call.
    ///
    /// @param begunAt when the call began
    synchronized void throttled(long begunAt) {
        refresh();
        var now = ticker.nanoTime();
        if (probe.ended(begunAt, true)) {
            refresh();
        } else if (pace.isCrowded(now)) {
            pace.throttled(now);
            cut(Evidence.ONE_CALL_IN_A_CROWD, now);
        } else if (probe.isIdle() && !pace.isQuiet(now)) {
            setAside += bucket.tryConsumeAsMuchAsPossible();
            probe.start(now);
        }
    }

    /// Whether calls that begin at this moment are part of a burst, so that holding them back would spoil it.
    synchronized boolean isInBurst() {
        return probe.isRunning(ticker.nanoTime());
    }

    /// What the rate is at the moment, as a part of the full one.
    synchronized double pace() {
        refresh();
        return pace.part();
    }

    synchronized double rate() {
        return pace() * refillPerSecond();
    }

    synchronized long available() {
        refresh();
        return bucket.getAvailableTokens();
    }

    synchronized int waiting() {
        return line.size();
    }

    /// How long it takes until a given number of calls could have begun after those that wait already, in seconds.
    synchronized double secondsFor(long calls) {
        var missing = (calls + line.size() - available()) / refillPerSecond();
        var part = pace.part();
        var recovering = (1 - part) / Pace.RECOVERY_PER_SECOND;
        var meanwhile = recovering * (1 + part) / 2;
        if (missing > meanwhile) {
            return recovering + missing - meanwhile;
        }
        var distance = part * part + 2 * Pace.RECOVERY_PER_SECOND * Math.max(0, missing);
        return (Math.sqrt(distance) - part) / Pace.RECOVERY_PER_SECOND;
    }

    private double refillPerSecond() {
        return full.refillPerSecond() / instances();
    }

    private int instances() {
        return Math.max(1, standing.instances());
    }

    /// Takes the part of the lane that is this instance's now. A part that grows begins with the tokens there are, a
    /// part of a bucket that others may have used with none.
    private void divide(long now) {
        var before = standing;
        standing = sharing.get();
        if (standing.instances() != before.instances()) {
            reconfigure();
            probe = probe.isIdle() ? new BurstProbe(refillPerSecond()) : probe;
            if (before.instances() == 0 && standing.usedBefore()) {
                bucket.tryConsumeAsMuchAsPossible();
            }
        }
        if (standing.cutsElsewhere() > before.cutsElsewhere()) {
            slowDown(Evidence.BURST, now);
        }
    }

    private void refresh() {
        var now = ticker.nanoTime();
        divide(now);
        if (pace.recover(now)) {
            reconfigure();
        }
        switch (probe.verdict(now)) {
            case NONE_YET -> {}
            case CHANCE -> putBack();
            case EMPTY -> cut(Evidence.BURST, now);
            case NOTHING_PASSED -> cut(Evidence.WHOLE_BURST, now);
            case TOO_FEW -> cut(Evidence.ONE_CALL, now);
        }
    }

    private void putBack() {
        if (setAside > 0) {
            bucket.addTokens(setAside);
            setAside = 0;
        }
    }

    private void cut(Evidence evidence, long now) {
        slowDown(evidence, now);
        onCut.run();
    }

    private void slowDown(Evidence evidence, long now) {
        pace.cut(evidence, now);
        setAside = 0;
        bucket.tryConsumeAsMuchAsPossible();
        reconfigure();
    }

    private void reconfigure() {
        bucket.replaceConfiguration(
                BucketConfiguration.builder().addLimit(bandwidth()).build(), TokensInheritanceStrategy.AS_IS);
    }

    private Bandwidth bandwidth() {
        var tokensInThousandSeconds = Math.max(1, (long) (refillPerSecond() * pace.part() * 1_000 + ROUNDING));
        return Bandwidth.builder()
                .capacity(Math.max(1, (long) (full.capacity() / instances() * USED_OF_CAPACITY * pace.part())))
                .refillGreedy(tokensInThousandSeconds, Duration.ofSeconds(1_000))
                .build();
    }

    /// Somebody who waits for a token; may stand in the lines of several lanes.
    static final class Caller {}

    /// Lets the bucket see the time of the ticker.
    private record TickerMeter(Ticker ticker) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return ticker.nanoTime();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}

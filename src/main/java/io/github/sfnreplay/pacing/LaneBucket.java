package io.github.sfnreplay.pacing;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// The bucket of one lane. After AWS throttled a call it runs at half its rate, and comes back to the full one within
/// a minute in which no other call was throttled.
final class LaneBucket {

    private static final long SECOND = 1_000_000_000L;
    private static final double SLOWEST = 1.0 / 64;

    /// The lowest rate is back at the full one after 50 s; the rest is for debts.
    private static final Duration RATE_BACK = Duration.ofMinutes(3);

    private static final double RECOVERY_PER_SECOND = 1.0 / 50;

    /// What is left of a full bucket, so that a call which arrives a little early does not find it empty.
    private static final double USED_OF_CAPACITY = 0.97;

    private final Quota full;
    private final Ticker ticker;
    private final Bucket bucket;
    private final SequencedSet<Caller> line = new LinkedHashSet<>();
    private double pace = 1;
    private long pacedAt;
    private long slowedAt;

    LaneBucket(Quota full, Ticker ticker) {
        this.full = full;
        this.ticker = ticker;
        this.pacedAt = ticker.nanoTime();
        this.slowedAt = pacedAt - SECOND;
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
        recover();
        var before = placesBefore(caller);
        var available = bucket.getAvailableTokens();
        if (available > before) {
            bucket.consumeIgnoringRateLimits(1);
            line.remove(caller);
            return 0;
        }
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
        return (long) (SECOND / (full.refillPerSecond() * pace));
    }

    /// AWS refused a call: halve the rate, at most once a second, and spend nothing that was saved.
    synchronized void slowDown() {
        recover();
        var now = ticker.nanoTime();
        bucket.tryConsumeAsMuchAsPossible();
        if (now - slowedAt < SECOND) {
            return;
        }
        slowedAt = now;
        pace(Math.max(SLOWEST, pace / 2), now);
    }

    /// What the rate is at the moment, as a part of the full one.
    synchronized double pace() {
        recover();
        return pace;
    }

    synchronized double rate() {
        return full.refillPerSecond() * pace();
    }

    synchronized long available() {
        recover();
        return bucket.getAvailableTokens();
    }

    synchronized int waiting() {
        return line.size();
    }

    /// How long it takes until so many calls could have begun after those that wait already, in seconds.
    synchronized double secondsFor(long calls) {
        var missing = (calls + line.size() - available()) / full.refillPerSecond();
        var recovering = (1 - pace) / RECOVERY_PER_SECOND;
        var meanwhile = recovering * (1 + pace) / 2;
        if (missing > meanwhile) {
            return recovering + missing - meanwhile;
        }
        var distance = pace * pace + 2 * RECOVERY_PER_SECOND * Math.max(0, missing);
        return (Math.sqrt(distance) - pace) / RECOVERY_PER_SECOND;
    }

    private void recover() {
        var now = ticker.nanoTime();
        if (pace < 1 && now - pacedAt >= SECOND) {
            pace(Math.min(1, pace + (now - pacedAt) * RECOVERY_PER_SECOND / SECOND), now);
        }
    }

    private void pace(double newPace, long now) {
        pace = newPace;
        pacedAt = now;
        bucket.replaceConfiguration(
                BucketConfiguration.builder().addLimit(bandwidth()).build(), TokensInheritanceStrategy.AS_IS);
    }

    private Bandwidth bandwidth() {
        var tokensInThousandSeconds = Math.max(1, Math.round(full.refillPerSecond() * pace * 1_000));
        return Bandwidth.builder()
                .capacity(Math.max(1, (long) (full.capacity() * USED_OF_CAPACITY * pace)))
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

package io.github.sfnreplay.pacing;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;

/// The bucket of one lane. After AWS throttled a call it runs at half its rate, and comes back to the full one within
/// a minute in which no other call was throttled.
final class LaneBucket {

    private static final long SECOND = 1_000_000_000L;
    private static final double SLOWEST = 1.0 / 64;
    private static final double RECOVERY_PER_SECOND = 1.0 / 50;

    /// What is left of a full bucket, so that a call which arrives a little early does not find it empty.
    private static final double USED_OF_CAPACITY = 0.97;

    private final Quota full;
    private final Ticker ticker;
    private final Bucket bucket;
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

    /// How long it would take until a call may begin, in nanoseconds.
    synchronized long nanosUntilFree() {
        recover();
        return bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    }

    /// Takes the next place in the line.
    ///
    /// @return how long to wait for it, in nanoseconds
    synchronized long reserve() {
        recover();
        return bucket.consumeIgnoringRateLimits(1);
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

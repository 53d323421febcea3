package io.github.sfnreplay.engine;

import io.github.sfnreplay.pacing.Ticker;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Spaces the start calls of one replay evenly, with a burst of one. A start that was late because its sleep was late
/// does not delay those after it; one that was late because nothing was ready does.
final class StartLimiter {

    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST_SLEEP = SECOND / 5;
    private static final long LATE = SECOND / 200;

    private final ReentrantLock turn = new ReentrantLock(true);
    private final Ticker ticker;
    private volatile long interval;
    private long last;

    StartLimiter(double perSecond, Ticker ticker) {
        this.ticker = ticker;
        this.interval = nanos(perSecond);
        this.last = ticker.nanoTime() - interval;
    }

    /// Takes effect at once, also for those that wait already.
    void setRate(double perSecond) {
        interval = nanos(perSecond);
    }

    /// Waits until the next start may begin.
    ///
    /// @param stillWanted asked now and then; the wait ends early when it says no
    /// @return whether it may begin
    boolean acquire(BooleanSupplier stillWanted) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            var waited = false;
            var left = last + interval - ticker.nanoTime();
            while (left > 0) {
                if (!stillWanted.getAsBoolean()) {
                    return false;
                }
                ticker.sleep(Math.min(left, LONGEST_SLEEP));
                waited = true;
                left = last + interval - ticker.nanoTime();
            }
            last = waited || -left <= Math.min(LATE, interval) ? last + interval : ticker.nanoTime();
            return stillWanted.getAsBoolean();
        } finally {
            turn.unlock();
        }
    }

    private static long nanos(double perSecond) {
        return (long) (SECOND / perSecond);
    }
}

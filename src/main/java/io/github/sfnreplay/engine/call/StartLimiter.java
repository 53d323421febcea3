package io.github.sfnreplay.engine.call;

import io.github.sfnreplay.pacing.Ticker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Spaces the start calls of one replay evenly, with a burst of one. A start that was late because its sleep was late
/// does not delay those after it, as long as no second gets more starts than it may have; one that was late because
/// nothing was ready does.
public final class StartLimiter {

    /// A second in nanoseconds.
    private static final long SECOND = 1_000_000_000L;

    /// 200 ms: a start that is no longer wanted is noticed within this.
    private static final long LONGEST_SLEEP = SECOND / 5;

    /// 5 ms, as late as a thread wakes up; lateness up to this is made up for, so that the mean rate is what was
    /// asked for.
    private static final long LATE = SECOND / 200;

    /// Starts that are remembered to keep any one second within the limit; bounds the memory at the highest rates.
    private static final int MAX_WINDOW = 1_000;

    private final ReentrantLock turn = new ReentrantLock(true);
    private final Ticker ticker;
    private volatile long interval;
    private final Deque<Long> begun = new ArrayDeque<>();
    private long due;
    private long lastStep;

    public StartLimiter(double perSecond, Ticker ticker) {
        this.ticker = ticker;
        this.interval = nanos(perSecond);
        this.lastStep = interval;
    }

    /// Takes effect at once, also for those that wait already.
    public void setRate(double perSecond) {
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
            for (var left = nanosUntilFree(); left > 0; left = nanosUntilFree()) {
                if (!stillWanted.getAsBoolean()) {
                    return false;
                }
                ticker.sleep(Math.min(left, LONGEST_SLEEP));
                waited = true;
            }
            if (!stillWanted.getAsBoolean()) {
                return false;
            }
            begin(ticker.nanoTime(), waited);
            return true;
        } finally {
            turn.unlock();
        }
    }

    private long nanosUntilFree() {
        if (begun.isEmpty()) {
            return 0;
        }
        var step = interval;
        if (step != lastStep) {
            forget(step);
        }
        var spaced = Math.max(due + step, begun.getLast() + step - late(step));
        return Math.max(spaced, endOfWindow(step)) - ticker.nanoTime();
    }

    /// The rate is another one: only the last start counts.
    private void forget(long step) {
        due = begun.getLast();
        begun.clear();
        begun.addLast(due);
        lastStep = step;
    }

    /// When as many starts as a second may hold are all of them that far back.
    private long endOfWindow(long step) {
        var size = windowSize(step);
        return begun.size() < size
                ? begun.getFirst()
                : begun.stream().skip(begun.size() - size).findFirst().orElseThrow() + size * step;
    }

    private void begin(long now, boolean waited) {
        var step = interval;
        var tolerated = waited ? SECOND : late(step);
        due = begun.isEmpty() || now - due - step > tolerated ? now : due + step;
        begun.addLast(now);
        if (begun.size() > MAX_WINDOW) {
            begun.removeFirst();
        }
    }

    private static long late(long step) {
        return Math.min(LATE, step / 2);
    }

    private static int windowSize(long step) {
        return Math.clamp((SECOND + step - 1) / step, 1, MAX_WINDOW);
    }

    private static long nanos(double perSecond) {
        return Math.max(1, (long) Math.ceil(SECOND / perSecond));
    }
}

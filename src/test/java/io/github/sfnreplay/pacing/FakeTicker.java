package io.github.sfnreplay.pacing;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;

/// Time that passes only while somebody sleeps.
public final class FakeTicker implements Ticker {

    public static final long MILLI = 1_000_000L;
    public static final long SECOND = 1_000 * MILLI;

    private final AtomicLong now = new AtomicLong(5 * SECOND);
    private final LongUnaryOperator sleeping;

    public FakeTicker() {
        this(nanos -> nanos);
    }

    /// @param sleeping how long a sleep takes that was to take so long
    public FakeTicker(LongUnaryOperator sleeping) {
        this.sleeping = sleeping;
    }

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void sleep(long nanos) {
        now.addAndGet(sleeping.applyAsLong(nanos));
    }

    public void pass(long nanos) {
        now.addAndGet(nanos);
    }
}

package io.github.sfnreplay.engine;

import io.github.sfnreplay.pacing.Ticker;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;

/// Time that passes only while somebody sleeps.
final class FakeTicker implements Ticker {

    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;

    private final AtomicLong now = new AtomicLong(5 * SECOND);
    private final LongUnaryOperator sleeping;

    FakeTicker() {
        this(nanos -> nanos);
    }

    /// @param sleeping how long a sleep takes that was to take so long
    FakeTicker(LongUnaryOperator sleeping) {
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

    void pass(long nanos) {
        now.addAndGet(nanos);
    }
}

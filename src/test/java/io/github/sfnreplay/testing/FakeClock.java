package io.github.sfnreplay.testing;

import io.github.sfnreplay.pacing.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that goes on as its ticker does, and that a test can step.
public final class FakeClock extends Clock {

    /// The time when the ticker was made.
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final Ticker ticker;
    private final long began;
    private volatile Duration stepped = Duration.ZERO;

    /// @param ticker whose time passes on this clock too
    public FakeClock(Ticker ticker) {
        this.ticker = ticker;
        this.began = ticker.nanoTime();
    }

    /// Steps the clock, forward or back; the ticker does not notice.
    public void step(Duration by) {
        stepped = stepped.plus(by);
    }

    @Override
    public Instant instant() {
        return NOON.plus(stepped).plusNanos(ticker.nanoTime() - began);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}

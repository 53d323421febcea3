package io.github.sfnreplay.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that the test moves.
public final class FakeClock implements InstantSource {

    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private volatile Instant now = NOON;

    @Override
    public Instant instant() {
        return now;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }
}

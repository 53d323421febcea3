package io.github.sfnreplay.pacing;

import java.util.concurrent.TimeUnit;

/// Time that passes, and waiting for it; a test puts in one that only pretends.
public interface Ticker {

    /// Nanoseconds since some moment that stays the same.
    long nanoTime();

    void sleep(long nanos) throws InterruptedException;

    /// The time of this machine.
    static Ticker system() {
        return new Ticker() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void sleep(long nanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        };
    }
}

package io.github.sfnreplay.simulator.http;

import java.time.Duration;

/// Lets real time pass for latency and slow or hanging answers; an interrupt ends it early.
public final class Pause {

    private Pause() {}

    static void millis(long millis) {
        of(Duration.ofMillis(millis));
    }

    public static void of(Duration duration) {
        if (duration.isPositive()) {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

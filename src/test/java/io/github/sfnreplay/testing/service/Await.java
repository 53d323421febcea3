package io.github.sfnreplay.testing.service;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Polls until a condition holds, with a deadline.
public final class Await {

    /// Far beyond what any step takes on a loaded machine.
    public static final Duration LONGEST = Duration.ofSeconds(90);

    private static final long BETWEEN = Duration.ofMillis(10).toNanos();

    private Await() {}

    /// Waits until the value is as it should be, and returns it.
    public static <T> T until(Supplier<T> value, Predicate<T> wanted) {
        return until(LONGEST, value, wanted);
    }

    public static <T> T until(Duration atMost, Supplier<T> value, Predicate<T> wanted) {
        var end = System.nanoTime() + atMost.toNanos();
        while (true) {
            var seen = value.get();
            if (wanted.test(seen)) {
                return seen;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain; at last: " + seen);
            }
            LockSupport.parkNanos(BETWEEN);
        }
    }

    public static void until(BooleanSupplier condition) {
        until(condition::getAsBoolean, holds -> holds);
    }

    /// Checks that the value stays the same during that time.
    public static <T> void unchanged(Duration time, Supplier<T> value) {
        var end = System.nanoTime() + time.toNanos();
        var before = value.get();
        while (System.nanoTime() < end) {
            var now = value.get();
            if (!now.equals(before)) {
                throw new AssertionError("was to stay " + before + " and became " + now);
            }
            LockSupport.parkNanos(BETWEEN);
        }
    }

    /// Lets time pass in tests that look at time passing.
    public static void pause(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        for (var left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}

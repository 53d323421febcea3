package io.github.sfnreplay.controls;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for what must come, with a deadline.
final class Await {

    private static final long LONGEST = Duration.ofSeconds(40).toNanos();
    private static final long BETWEEN = Duration.ofMillis(10).toNanos();

    private Await() {}

    /// Waits until the value is as it should be, and returns it.
    static <T> T until(Supplier<T> value, Predicate<T> wanted) {
        var end = System.nanoTime() + LONGEST;
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

    static void until(BooleanSupplier condition) {
        until(condition::getAsBoolean, holds -> holds);
    }

    /// Looks for as long as that whether the value stays the same.
    static <T> void unchanged(Duration time, Supplier<T> value) {
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
}

package io.github.sfnreplay.engine.call;

import io.github.sfnreplay.replay.Progress.BoundBy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Knows for what the calls of one replay wait at this moment.
final class WaitingCalls {

    private final Map<BoundBy, AtomicInteger> waiting = new ConcurrentHashMap<>();

    /// What may have to wait.
    ///
    /// @param <T> what the wait leads to
    interface Wait<T extends @Nullable Object> {
        T await() throws InterruptedException;
    }

    <T extends @Nullable Object> T during(BoundBy cause, Wait<T> wait) throws InterruptedException {
        var count = waiting.computeIfAbsent(cause, key -> new AtomicInteger());
        count.incrementAndGet();
        try {
            return wait.await();
        } finally {
            count.decrementAndGet();
        }
    }

    boolean isAnyFor(BoundBy cause) {
        var count = waiting.get(cause);
        return count != null && count.get() > 0;
    }
}

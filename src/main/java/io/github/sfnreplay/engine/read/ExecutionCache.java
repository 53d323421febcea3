package io.github.sfnreplay.engine.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Keeps some of what was read, so that a plan and its run need not read the same twice. The input of an execution
/// never changes; its end does when it is redriven, so an end is only told to who means that very end.
public final class ExecutionCache {

    private final Cache<ExecutionArn, Entry> cache;

    /// @param maxBytes on the heap, roughly
    public ExecutionCache(long maxBytes) {
        cache = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .<ExecutionArn, Entry>weigher((arn, entry) -> entry.data.weight())
                .build();
    }

    /// @param stoppedAt of the end, as it was listed
    /// @param redriveCount of the end
    private record Entry(ExecutionData data, @Nullable Instant stoppedAt, int redriveCount) {

        static Entry of(ExecutionKey key, ExecutionData data) {
            return new Entry(data, key.stoppedAt(), key.redriveCount());
        }

        boolean isEndOf(ExecutionKey key) {
            return redriveCount == key.redriveCount()
                    && (stoppedAt == null || key.stoppedAt() == null || stoppedAt.equals(key.stoppedAt()));
        }

        /// A description tells all there is. What a history tells leaves the end of before, if it is the same one.
        Entry and(ExecutionKey key, ExecutionData later) {
            var stays = later.isFromHistory() && isEndOf(key);
            return of(key, (stays ? data : data.withoutEnd()).and(later));
        }
    }

    ExecutionData get(ExecutionKey key) {
        var entry = cache.getIfPresent(key.arn());
        if (entry == null) {
            return ExecutionData.NOTHING;
        }
        return entry.isEndOf(key) ? entry.data : entry.data.withoutEnd();
    }

    void add(ExecutionKey key, ExecutionData read) {
        cache.asMap().merge(key.arn(), Entry.of(key, read), (before, now) -> before.and(key, read));
    }

    /// It is redriven: it will end in another way.
    public void forgetEnd(ExecutionArn execution) {
        cache.asMap()
                .computeIfPresent(
                        execution, (arn, before) -> new Entry(before.data.withoutEnd(), null, before.redriveCount));
    }

    /// Nothing that a history told is to be believed any more.
    void forgetHistories() {
        cache.asMap()
                .replaceAll(
                        (arn, entry) -> new Entry(entry.data.withoutHistory(), entry.stoppedAt, entry.redriveCount));
    }

    /// Bytes on the heap, roughly.
    long weight() {
        cache.cleanUp();
        return cache.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }
}

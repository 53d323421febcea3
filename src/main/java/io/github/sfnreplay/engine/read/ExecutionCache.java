package io.github.sfnreplay.engine.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import org.springframework.util.unit.DataSize;

/// Keeps some of what was read, so that a plan and its run need not read the same twice. Bounded by its weight.
public final class ExecutionCache {

    private final Cache<ExecutionArn, ExecutionData> cache;

    /// @param size how much is kept
    public ExecutionCache(DataSize size) {
        cache = Caffeine.newBuilder()
                .maximumWeight(size.toBytes())
                .<ExecutionArn, ExecutionData>weigher((arn, known) -> known.weight())
                .build();
    }

    ExecutionData get(ExecutionArn execution) {
        var known = cache.getIfPresent(execution);
        return known == null ? ExecutionData.NOTHING : known;
    }

    void add(ExecutionArn execution, ExecutionData known) {
        cache.asMap().merge(execution, known, ExecutionData::and);
    }

    /// It is redriven: it will end in another way.
    public void forgetEnd(ExecutionArn execution) {
        cache.asMap().computeIfPresent(execution, (arn, before) -> new ExecutionData(before.input(), null));
    }
}

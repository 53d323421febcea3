package io.github.sfnreplay.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import org.springframework.stereotype.Component;

/// Keeps some of what was read, so that a plan and its run need not read the same twice. Bounded by its weight.
@Component
final class KnownExecutions {

    private final Cache<ExecutionArn, Known> cache;

    KnownExecutions(EngineSettings settings) {
        cache = Caffeine.newBuilder()
                .maximumWeight(settings.inputCache().toBytes())
                .<ExecutionArn, Known>weigher((arn, known) -> known.weight())
                .build();
    }

    Known get(ExecutionArn execution) {
        var known = cache.getIfPresent(execution);
        return known == null ? Known.NOTHING : known;
    }

    void add(ExecutionArn execution, Known known) {
        cache.asMap().merge(execution, known, Known::and);
    }

    /// It is redriven: it will end in another way.
    void forgetEnd(ExecutionArn execution) {
        cache.asMap().computeIfPresent(execution, (arn, before) -> new Known(before.input(), null));
    }
}

package io.github.sfnreplay.simulator.quota;

import io.github.sfnreplay.simulator.spec.Action;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The filled state of a set of quotas.
public final class TokenBuckets {

    private final InstantSource clock;
    private final Map<Action, TokenBucket> perAction = new EnumMap<>(Action.class);
    private final @Nullable TokenBucket expressStarts;

    public TokenBuckets(Quotas quotas, InstantSource clock) {
        this.clock = clock;
        var now = clock.instant();
        quotas.perAction().forEach((action, quota) -> perAction.put(action, new TokenBucket(quota, now)));
        var express = quotas.expressStarts();
        this.expressStarts = express == null ? null : new TokenBucket(express, now);
    }

    public boolean tryTake(Action action) {
        return tryTake(perAction.get(action));
    }

    public boolean tryTakeExpressStart() {
        return tryTake(expressStarts);
    }

    public long takeUpTo(Action action, long count) {
        var bucket = perAction.get(action);
        return bucket == null ? count : bucket.takeUpTo(count, clock.instant());
    }

    private boolean tryTake(@Nullable TokenBucket bucket) {
        return bucket == null || bucket.tryTake(clock.instant());
    }
}

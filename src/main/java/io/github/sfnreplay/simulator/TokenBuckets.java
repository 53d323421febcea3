package io.github.sfnreplay.simulator;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The filled state of a set of quotas.
final class TokenBuckets {

    private final InstantSource clock;
    private final Map<Action, TokenBucket> perAction = new EnumMap<>(Action.class);
    private final @Nullable TokenBucket expressStarts;

    TokenBuckets(Quotas quotas, InstantSource clock) {
        this.clock = clock;
        var now = clock.instant();
        quotas.perAction().forEach((action, quota) -> perAction.put(action, new TokenBucket(quota, now)));
        var express = quotas.expressStarts();
        this.expressStarts = express == null ? null : new TokenBucket(express, now);
    }

    boolean tryTake(Action action) {
        return tryTake(perAction.get(action));
    }

    boolean tryTakeExpressStart() {
        return tryTake(expressStarts);
    }

    long takeUpTo(Action action, long count) {
        var bucket = perAction.get(action);
        return bucket == null ? count : bucket.takeUpTo(count, clock.instant());
    }

    private boolean tryTake(@Nullable TokenBucket bucket) {
        return bucket == null || bucket.tryTake(clock.instant());
    }
}

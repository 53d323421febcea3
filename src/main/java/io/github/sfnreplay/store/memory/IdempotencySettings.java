package io.github.sfnreplay.store.memory;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How many idempotency keys are remembered in memory. In a database they are kept as long as their replays.
///
/// @param maxIdempotencyKeys how many; the oldest is forgotten first
@ConfigurationProperties("sfn-replay")
public record IdempotencySettings(@DefaultValue("10000") int maxIdempotencyKeys) {

    public IdempotencySettings {
        if (maxIdempotencyKeys < 1) {
            throw new IllegalArgumentException("sfn-replay.max-idempotency-keys must be above 0");
        }
    }
}

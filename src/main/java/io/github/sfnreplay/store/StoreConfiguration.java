package io.github.sfnreplay.store;

import io.github.sfnreplay.replay.IdempotencyKeys;
import io.github.sfnreplay.replay.ReplayListener;
import io.github.sfnreplay.replay.ReplayOwnership;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.store.memory.IdempotencySettings;
import io.github.sfnreplay.store.memory.InMemoryIdempotencyKeys;
import io.github.sfnreplay.store.memory.InMemoryReplayStore;
import io.github.sfnreplay.store.memory.RetentionSettings;
import io.github.sfnreplay.store.memory.SoleOwnership;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/// Puts together the store in memory, which the service uses unless it is given a database.
@Configuration(proxyBeanMethods = false)
@Conditional(DatabaseSwitch.Off.class)
class StoreConfiguration {

    @Bean
    ReplayStore replayStore(Clock clock, RetentionSettings retention, List<ReplayListener> listeners) {
        return new ObservedReplayStore(new InMemoryReplayStore(clock, retention), listeners);
    }

    @Bean
    ReplayOwnership replayOwnership(ReplayStore store) {
        return new SoleOwnership(store);
    }

    @Bean
    IdempotencyKeys idempotencyKeys(ReplayStore store, IdempotencySettings settings) {
        return new InMemoryIdempotencyKeys(store, settings.maxIdempotencyKeys());
    }
}

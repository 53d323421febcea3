package io.github.sfnreplay.store;

import io.github.sfnreplay.replay.ReplayListener;
import io.github.sfnreplay.replay.ReplayOwnership;
import io.github.sfnreplay.replay.ReplayStore;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts together the store that the service uses.
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    ReplayStore replayStore(Clock clock, RetentionSettings retention, List<ReplayListener> listeners) {
        return new ObservedReplayStore(new InMemoryReplayStore(clock, retention), listeners);
    }

    @Bean
    ReplayOwnership replayOwnership(ReplayStore store) {
        return new SoleOwnership(store);
    }
}

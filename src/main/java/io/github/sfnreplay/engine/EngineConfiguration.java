package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.read.ExecutionCache;
import io.github.sfnreplay.pacing.Ticker;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts together what all replays share.
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    @Bean
    ExecutionCache executionCache(EngineSettings settings) {
        return new ExecutionCache(settings.inputCache());
    }

    @Bean
    Ticker ticker() {
        return Ticker.system();
    }
}

package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.control.EngineMeters;
import io.github.sfnreplay.engine.read.ExecutionCache;
import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts together what all replays share.
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    @Bean
    Crew.Shared sharedByAllReplays(
            StepFunctions stepFunctions,
            Pacer pacer,
            Ticker ticker,
            EngineSettings settings,
            ExecutionCache known,
            EngineMeters meters) {
        return new Crew.Shared(stepFunctions, pacer, ticker, settings, known, meters);
    }

    @Bean
    Ticker ticker() {
        return Ticker.system();
    }
}

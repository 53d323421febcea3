package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.call.RequestCalls;
import io.github.sfnreplay.engine.inspect.ExecutionInspection;
import io.github.sfnreplay.engine.log.LogSettings;
import io.github.sfnreplay.engine.log.ReplayLogs;
import io.github.sfnreplay.engine.read.ExecutionCache;
import io.github.sfnreplay.engine.read.HistoryTrust;
import io.github.sfnreplay.engine.read.SourceReaders;
import io.github.sfnreplay.executionlogs.ExecutionLogs;
import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.replay.ExecutionInspector;
import io.github.sfnreplay.stepfunctions.AllowedStateMachines;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts together what all replays share.
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    /// A quarter of the heap for what is read and not used yet: the rest has to hold the items of a million-item
    /// replay, the cache, the web server and what a collector needs to work without haste.
    private static final int READ_SHARE = 4;

    /// An eighth of the heap at most: the cache only saves calls, and must leave room for what is needed.
    private static final int CACHE_SHARE = 8;

    @Bean
    SourceReaders sourceReaders(
            StepFunctions stepFunctions,
            ExecutionLogs logs,
            Ticker ticker,
            EngineSettings settings,
            LogSettings logSettings) {
        var heap = Runtime.getRuntime().maxMemory();
        var known = new ExecutionCache(Math.min(settings.inputCache().toBytes(), heap / CACHE_SHARE));
        var trust = new HistoryTrust(ticker, RandomGenerator.getDefault());
        var gateways = new ReplayLogs.Gateways(stepFunctions, logs, logSettings);
        return new SourceReaders(stepFunctions, known, trust, heap / READ_SHARE, gateways);
    }

    @Bean
    ExecutionInspector executionInspector(
            StepFunctions stepFunctions,
            RequestCalls calls,
            SourceReaders readers,
            EngineSettings settings,
            Clock clock,
            AllowedStateMachines allowed) {
        var bounds = new ExecutionInspection.Bounds(
                settings.checkTimeout(), settings.expressions().limits());
        return new ExecutionInspection(stepFunctions, calls, readers, bounds, clock, allowed);
    }

    @Bean
    Ticker ticker() {
        return Ticker.system();
    }
}

package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.control.EngineMeters;
import io.github.sfnreplay.engine.read.SourceReaders;
import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import org.springframework.stereotype.Component;

/// What all replays share.
@Component
record Shared(
        StepFunctions stepFunctions,
        Pacer pacer,
        Ticker ticker,
        EngineSettings settings,
        SourceReaders readers,
        EngineMeters meters) {}

package io.github.sfnreplay.engine.read;

import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.WorkerPool;
import io.github.sfnreplay.stepfunctions.StepFunctions;

/// What a step of one replay works with: the replay, and the ways to Step Functions through one gate.
public record Access(
        ActiveReplay job,
        StepFunctions stepFunctions,
        PacedCalls calls,
        ExecutionListing listing,
        SourceReader reader,
        WorkerPool workers) {}

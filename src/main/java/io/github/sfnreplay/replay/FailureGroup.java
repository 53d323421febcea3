package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.ExecutionArn;
import org.jspecify.annotations.Nullable;

/// Items that failed in the same way.
///
/// @param state how they ended
/// @param cause with numbers, ids and dates taken out, so that like goes with like; null where it is not known
/// @param sample the source of one of them
/// @param sampleExecution the replayed execution of that one, where there is one
/// @param sameAsSource whether all of them failed as their sources had; null where that is not known
public record FailureGroup(
        ItemState state,
        @Nullable String error,
        @Nullable String cause,
        int count,
        String sample,
        @Nullable ExecutionArn sampleExecution,
        @Nullable Boolean sameAsSource) {}

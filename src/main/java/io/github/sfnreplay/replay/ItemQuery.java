package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.ExecutionArn;
import org.jspecify.annotations.Nullable;

/// Which items of a replay to list, in plan order.
///
/// @param state null for any
/// @param verdict null for any
/// @param execution a source or a replayed execution; null for any
/// @param from the first index that may be in the answer
/// @param limit how many at most
public record ItemQuery(
        @Nullable ItemState state,
        @Nullable Verdict verdict,
        @Nullable ExecutionArn execution,
        int from,
        int limit) {

    public static ItemQuery all(int from, int limit) {
        return new ItemQuery(null, null, null, from, limit);
    }
}

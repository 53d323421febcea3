package io.github.sfnreplay.api.view;

import io.github.sfnreplay.replay.FailureGroup;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Items that failed in the same way.
@Schema(name = "FailureGroup", description = "Items that failed in the same way.")
record FailureGroupView(
        @Schema(description = "How they ended: FAILED, TIMED_OUT, ABORTED or UNCONFIRMED.")
        ItemState state,

        @Nullable String error,

        @Schema(description = "With numbers, ids and dates taken out.") @Nullable
        String cause,

        int count,

        @Schema(description = "A replayed execution of the group; absent where none was started.") @Nullable
        ExecutionArn sampleExecutionArn,

        @Schema(description = "The source of that one.") String sampleSourceExecutionArn,

        @Schema(description = "Whether all of them failed as their sources had; absent where that is not known.")
        @Nullable
        Boolean sameAsSource) {

    static FailureGroupView of(FailureGroup group) {
        return new FailureGroupView(
                group.state(),
                group.error(),
                group.cause(),
                group.count(),
                group.sampleExecution(),
                group.sample(),
                group.sameAsSource());
    }
}

package io.github.sfnreplay.api.view;

import io.github.sfnreplay.replay.FailureKind;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.Run;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.replay.Verdict;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One source and what became of it, as callers see it.
@Schema(name = "Item", description = "One source and what became of it.")
public record ItemView(
        @Schema(description = "Its place in the plan, from 0.")
        int index,

        ExecutionArn sourceExecutionArn,
        String sourceName,
        @Nullable ExecutionStatus sourceStatus,
        @Nullable Instant sourceStartedAt,
        @Nullable Instant sourceStoppedAt,
        ItemState state,

        @Schema(description = "Whether it had been started before, under the same name.")
        boolean adopted,

        @Schema(description = "The name its replay has or would have: search AWS for it.")
        String replayName,

        @Schema(description = "Absent where nothing was started.") @Nullable
        ExecutionArn replayExecutionArn,

        @Nullable Instant startedAt,
        @Nullable Instant stoppedAt,
        int attempt,
        @Nullable SkipReason skipReason,
        @Nullable FailureKind failureKind,
        @Nullable String error,

        @Schema(description = "At most 1,024 characters.") @Nullable
        String cause,

        @Schema(description = "Why, in words.") @Nullable String detail,
        @Nullable Verdict verdict,

        @Schema(description = "JSON Pointers into the output, at most 20, without values.")
        List<String> changedPaths,

        @Schema(description = "How much longer the replay took than its source; absent where that says nothing.")
        @Nullable
        Long durationDeltaMillis) {

    public static ItemView of(Item item, Replay replay) {
        var source = item.source();
        var run = item.run();
        var result = item.result();
        return new ItemView(
                item.index(),
                replay.sourceOf(item),
                source.name(),
                source.status(),
                source.startedAt(),
                source.stoppedAt(),
                item.state(),
                run.adopted(),
                replay.replayOf(item).name(),
                hasExecution(item) && !replay.spec().types().expressTarget() ? replay.replayOf(item) : null,
                run.startedAt(),
                run.stoppedAt(),
                item.attempt(),
                result.skipReason(),
                result.failureKind(),
                result.error(),
                result.cause(),
                result.detail(),
                result.verdict(),
                result.changedPaths(),
                durationDelta(item));
    }

    private static boolean hasExecution(Item item) {
        return !item.run().equals(Run.NONE)
                || item.state() == ItemState.UNCONFIRMED
                || item.result().failureKind() == FailureKind.NAME_TAKEN;
    }

    private static @Nullable Long durationDelta(Item item) {
        var before = millis(item.source().startedAt(), item.source().stoppedAt());
        var after = millis(item.run().startedAt(), item.run().stoppedAt());
        return before == null || after == null || item.run().redriven() ? null : after - before;
    }

    private static @Nullable Long millis(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? null : Duration.between(from, to).toMillis();
    }
}

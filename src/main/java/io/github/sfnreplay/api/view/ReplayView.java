package io.github.sfnreplay.api.view;

import io.github.sfnreplay.api.problem.Problems;
import io.github.sfnreplay.api.request.Filter;
import io.github.sfnreplay.api.request.ReplayRequest;
import io.github.sfnreplay.api.request.RequestedLimits;
import io.github.sfnreplay.api.request.Target;
import io.github.sfnreplay.replay.EffectiveLimits;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Order;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.StateReason;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/// A replay as callers see it: the resolved request, where it is, and all that can be counted.
@Schema(name = "Replay", description = "A replay: its resolved request, where it is, and all that can be counted.")
public record ReplayView(
        String id,

        @Schema(description = "Rises with every visible change.")
        long version,

        StateMachineArn stateMachineArn,

        @Schema(description = "The resolved one, with its upper bound fixed: send it again to go on after a crash.")
        Filter filter,

        Mode mode,
        Target target,
        @Nullable String inputTransform,
        @Nullable String distinctBy,
        int attempt,
        Order order,
        Follow follow,
        boolean dryRun,
        ReplayState state,
        @Nullable StateReason stateReason,
        @Nullable String reason,
        @Nullable String parentReplayId,
        Instant createdAt,
        @Nullable Instant plannedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant updatedAt,
        @Nullable PlanView plan,
        LimitsView limits,
        ItemCountsView itemCounts,
        VerdictCountsView verdictCounts,

        @Schema(description = "Items that failed in the same way; the largest group first, at most 50.")
        List<FailureGroupView> failureGroups,

        ProgressView progress,

        @Schema(description = "The problem that kept the replay from going on, in state FAILED.") @Nullable
        ProblemDetail error,

        @Schema(description = "Every change of state so far, the last 100.")
        List<StateChangeView> moves,

        Links links) {

    /// @param requested as they can be sent again
    /// @param effective as they hold
    @Schema(name = "ReplayLimits")
    record LimitsView(RequestedLimits requested, EffectiveLimits effective) {}

    /// Paths of what belongs to a replay.
    @Schema(name = "ReplayLinks")
    record Links(String self, String items) {

        static Links of(String id) {
            return new Links(Paths.replay(id), Paths.replay(id) + "/items");
        }
    }

    public static ReplayView of(Replay replay) {
        var request = ReplayRequest.of(replay.spec());
        var times = replay.times();
        return new ReplayView(
                replay.id(),
                replay.version(),
                request.stateMachineArn(),
                request.filter(),
                replay.spec().mode(),
                new Target(replay.spec().target()),
                request.inputTransform(),
                request.distinctBy(),
                replay.spec().attempt(),
                replay.spec().order(),
                replay.spec().follow(),
                replay.spec().dryRun(),
                replay.state(),
                replay.stateReason(),
                request.reason(),
                replay.parentReplayId(),
                times.createdAt(),
                times.plannedAt(),
                times.startedAt(),
                times.finishedAt(),
                times.updatedAt(),
                replay.plan() == null ? null : PlanView.of(replay.plan()),
                new LimitsView(RequestedLimits.of(replay.spec().limits()), replay.effectiveLimits()),
                ItemCountsView.of(replay.tally().itemCounts()),
                VerdictCountsView.of(replay.tally()),
                replay.tally().failureGroups().stream()
                        .map(FailureGroupView::of)
                        .toList(),
                ProgressView.of(replay),
                replay.error() == null ? null : Problems.of(replay.error()),
                replay.log().entries().stream().map(StateChangeView::of).toList(),
                Links.of(replay.id()));
    }
}

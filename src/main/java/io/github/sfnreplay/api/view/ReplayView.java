package io.github.sfnreplay.api.view;

import io.github.sfnreplay.api.problem.Problems;
import io.github.sfnreplay.api.request.ReplayRequest;
import io.github.sfnreplay.replay.EffectiveLimits;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.RequestBounds;
import io.github.sfnreplay.replay.StateReason;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/// A replay as callers see it: first where it is and what can be done, then all that can be counted, then the request.
@Schema(name = "Replay", description = "A replay: where it is, all that can be counted, and its resolved request.")
public record ReplayView(
        String id,

        @Schema(description = "Rises with every visible change; also the `ETag`.")
        long version,

        ReplayState state,

        @Schema(description = "Why, where the state alone does not say it.") @Nullable
        StateReason stateReason,

        @Schema(description = "One sentence: what happened and what to do.") @Nullable
        String stateDetail,

        @Schema(description = "What can be asked of it now: the last parts of paths, `patch` and `delete`.")
        List<String> allowedActions,

        ItemCountsView itemCounts,
        VerdictCountsView verdictCounts,
        ProgressView progress,

        @Schema(description = "Items that failed in the same way; the largest group first, at most 50.")
        List<FailureGroupView> failureGroups,

        @Nullable PlanView plan,
        LimitsView limits,

        @Schema(description = "The resolved request, its upper bound fixed: send it again to go on after a crash.")
        ReplayRequest request,

        @Schema(
                description = "How many executions came in a file, where they are too many to stand in `request`: the"
                        + " items and the report name them.")
        @Nullable
        Integer executionsInFile,

        @Schema(description = "The replay whose failed items this one retries.") @Nullable
        String parentReplayId,

        String requestedBy,
        Instant createdAt,
        @Nullable Instant plannedAt,

        @Schema(description = "When it may begin, where it was confirmed for later.") @Nullable
        Instant startsAt,

        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant updatedAt,

        @Schema(description = "The problem that kept the replay from going on, in state FAILED.") @Nullable
        ProblemDetail error,

        Links links) {

    /// @param effective what holds: the limits of the request, bounded by the share of the account's quotas
    @Schema(name = "ReplayLimits")
    record LimitsView(EffectiveLimits effective) {}

    /// Paths of what belongs to a replay.
    @Schema(name = "ReplayLinks")
    record Links(String self, String items, String report, String events, String log) {

        static Links of(String id) {
            var self = Paths.replay(id);
            return new Links(self, self + "/items", self + "/report", self + "/events", self + "/log");
        }
    }

    private static @Nullable Integer executionsInFile(Replay replay) {
        var named = replay.spec().filter().executionArns().size();
        return named > RequestBounds.MAX_EXECUTION_ARNS ? named : null;
    }

    public static ReplayView of(Replay replay) {
        var times = replay.times();
        return new ReplayView(
                replay.id(),
                replay.version(),
                replay.state(),
                replay.stateReason(),
                replay.status().detail(),
                replay.allowedActions(),
                ItemCountsView.of(replay.tally().itemCounts()),
                VerdictCountsView.of(replay.tally()),
                ProgressView.of(replay),
                replay.tally().failureGroups().stream()
                        .map(FailureGroupView::of)
                        .toList(),
                replay.plan() == null ? null : PlanView.of(replay.plan()),
                new LimitsView(replay.effectiveLimits()),
                ReplayRequest.of(replay.spec()),
                executionsInFile(replay),
                replay.parentReplayId(),
                replay.origin().requestedBy(),
                times.createdAt(),
                times.plannedAt(),
                times.startsAt(),
                times.startedAt(),
                times.finishedAt(),
                times.updatedAt(),
                replay.error() == null ? null : Problems.of(replay.error()),
                Links.of(replay.id()));
    }
}

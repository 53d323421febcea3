package io.github.sfnreplay.api.view;

import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.SkipReason;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What was found, and what will happen with it.
@Schema(name = "Plan", description = "What was found, and what will happen with it.")
record PlanView(
        @Schema(description = "Over the items in their order; to be sent with confirm.")
        String planHash,

        @Schema(description = "Executions that AWS listed, or ARNs that were read.")
        int listed,

        @Schema(description = "Left out because replays made them.")
        int excludedReplays,

        @Schema(description = "Left out because they are later than the upper bound that was fixed at creation.")
        int afterBound,

        @Schema(description = "Left out by the filter.") int excludedByFilter,

        @Schema(description = "Selected by the whole filter.")
        int matched,

        @Schema(description = "Will be started.") int eligible,

        @Schema(description = "How many of the matches will not be started, by why.")
        Map<SkipReason, Integer> skippedByReason,

        @Schema(description = "At the limits that hold.") long estimatedDurationSeconds,
        List<Warning> warnings,

        @Schema(description = "Where inputs are read. Absent where none is, or where that is not known.") @Nullable
        InputsFrom inputsFrom) {

    /// Where inputs are read: a forecast in a plan, what has been once they are read.
    record InputsFrom(
            @Schema(description = "From CloudWatch Logs.") int logs,

            @Schema(description = "By calls to Step Functions.")
            int api,

            @Schema(description = "Inputs a second, as far as measured; absent where not.") @Nullable
            Double perSecond) {

        static @Nullable InputsFrom of(Plan.@Nullable InputsFrom from) {
            return from == null
                    ? null
                    : new InputsFrom(
                            from.logs(),
                            from.api(),
                            from.perSecond() == 0 ? null : Math.round(from.perSecond() * 10) / 10.0);
        }
    }

    /// Something to know before it runs.
    @Schema(name = "PlanWarning")
    record Warning(
            Plan.Code code,
            String detail,

            @Schema(description = "How many items it concerns; absent where it concerns the whole.") @Nullable
            Integer count) {}

    static PlanView of(Plan plan) {
        return new PlanView(
                plan.planHash(),
                plan.listed(),
                plan.excludedReplays(),
                plan.found().afterBound(),
                plan.found().excludedByFilter(),
                plan.matched(),
                plan.eligible(),
                new TreeMap<>(plan.skippedByReason()),
                plan.estimatedDurationSeconds(),
                plan.warnings().stream()
                        .map(warning -> new Warning(warning.code(), warning.detail(), warning.count()))
                        .toList(),
                InputsFrom.of(plan.inputsFrom()));
    }
}

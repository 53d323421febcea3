package io.github.sfnreplay.api.request;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Limits;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Order;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.RequestBounds;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a caller asks for with `POST /replays`; also how a replay shows its resolved request.
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record ReplayRequest(
        @NotNull(message = DocTexts.REQUIRED) @Schema(description = DocTexts.SOURCE_MACHINE, example = DocTexts.MACHINE)
        StateMachineArn stateMachineArn,

        @NotNull(message = DocTexts.REQUIRED) @Valid Filter filter,

        @Schema(
                defaultValue = "START_NEW",
                description =
                        "START_NEW (default): a new execution with the same input. REDRIVE: the same execution goes"
                                + " on where it failed; `target`, `inputTransform`, `attempt` and status SUCCEEDED are refused. AUTO:"
                                + " redriven where AWS allows it, else started new.")
        @Nullable
        Mode mode,

        @Valid @Nullable Target target,

        @Size(min = 1, max = DocTexts.EXPRESSION) @Schema(description = DocTexts.TRANSFORM) @Nullable
        String inputTransform,

        @Size(min = 1, max = DocTexts.EXPRESSION)
        @Schema(
                description =
                        "JSONata key on the input: of the executions that share a key only the newest is replayed."
                                + " An execution without the key stays.")
        @Nullable
        String distinctBy,

        @Size(min = 1, max = DocTexts.EXPRESSION)
        @Schema(
                description =
                        "JSONata key on `$execution.name` or the input: an execution whose key a later SUCCEEDED execution"
                                + " of the machine has too is skipped as SUPERSEDED. An execution without the key stays.")
        @Nullable
        String skipSuperseded,

        @Min(1)
        @Max(RequestBounds.MAX_ATTEMPT)
        @Schema(
                defaultValue = "1",
                description = "1 (default) for the first replay of an execution. One source, one target and one attempt"
                        + " lead to at most one execution; to replay on purpose once more, ask for the next attempt.")
        @Nullable
        Integer attempt,

        @Schema(
                defaultValue = "false",
                description =
                        "Whether a source is replayed of which another replay runs or has succeeded. Default false:"
                                + " under REDRIVE and AUTO it is skipped as ALREADY_REPLAYED.")
        @Nullable
        Boolean includeReplayed,

        @Schema(
                defaultValue = "OLDEST_FIRST",
                description = "By start date of the source: OLDEST_FIRST (default) or NEWEST_FIRST.")
        @Nullable
        Order order,

        @Schema(
                defaultValue = "false",
                description = "true: plan only and rest as PLANNED, until it is confirmed. Default false.")
        @Nullable
        Boolean dryRun,

        @Schema(
                defaultValue = "OUTCOME",
                description = "NONE: done when all are started. OUTCOME (default): each is followed to its end. OUTPUT:"
                        + " its output is also compared with the source's.")
        @Nullable
        Follow follow,

        @Valid @Nullable RequestedLimits limits,

        @Size(max = DocTexts.REASON) @Schema(description = "Why, for those who read it later.") @Nullable
        String reason) {

    public static ReplayRequest of(ReplaySpec spec) {
        return new ReplayRequest(
                spec.stateMachine(),
                Filter.of(spec.filter()),
                spec.mode(),
                new Target(spec.target()),
                spec.inputTransform(),
                spec.distinctBy(),
                spec.skipSuperseded(),
                spec.attempt(),
                spec.includeReplayed(),
                spec.order(),
                spec.dryRun(),
                spec.follow(),
                RequestedLimits.of(spec.limits()),
                spec.reason());
    }

    /// The same, of these executions.
    public ReplayRequest withExecutions(@Nullable List<ExecutionArn> executions) {
        return new ReplayRequest(
                stateMachineArn,
                filter.withExecutions(executions),
                mode,
                target,
                inputTransform,
                distinctBy,
                skipSuperseded,
                attempt,
                includeReplayed,
                order,
                dryRun,
                follow,
                limits,
                reason);
    }

    /// What is absent gets its default.
    ///
    /// @param defaultMaxItems where the request does not say it
    public ReplaySpec toSpec(int defaultMaxItems) {
        return new ReplaySpec(
                stateMachineArn,
                filter.toSelection(),
                new ReplaySpec.Planning(
                        distinctBy,
                        skipSuperseded,
                        includeReplayed != null && includeReplayed,
                        order == null ? RequestBounds.DEFAULT_ORDER : order,
                        dryRun != null && dryRun),
                new ReplaySpec.Start(
                        mode == null ? RequestBounds.DEFAULT_MODE : mode,
                        target == null ? stateMachineArn : target.stateMachineArn(),
                        inputTransform,
                        attempt == null ? RequestBounds.DEFAULT_ATTEMPT : attempt),
                follow == null ? RequestBounds.DEFAULT_FOLLOW : follow,
                toLimits(defaultMaxItems),
                reason);
    }

    private Limits toLimits(int defaultMaxItems) {
        return (limits == null ? RequestedLimits.NONE : limits).toLimits(defaultMaxItems);
    }
}

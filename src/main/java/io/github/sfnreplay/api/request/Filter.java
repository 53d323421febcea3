package io.github.sfnreplay.api.request;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.input.SourceStatus;
import io.github.sfnreplay.replay.RequestBounds;
import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which executions are replayed.
@Schema(
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
        description =
                "Which executions are replayed: everything given must hold. `statuses` or `executionArns` is required.")
public record Filter(
        @Size(min = 1, max = 10) @Nullable List<@NotNull(message = DocTexts.REQUIRED) SourceStatus> statuses,
        @Schema(description = "Inclusive.") @Nullable Instant startedAfter,
        @Schema(description = "Exclusive.") @Nullable Instant startedBefore,
        @Schema(description = "Inclusive.") @Nullable Instant stoppedAfter,

        @Schema(description = "Exclusive; never later than the moment of the request.") @Nullable
        Instant stoppedBefore,

        @Size(min = 1, max = 80) @Schema(description = "Literal beginning of the execution's name.") @Nullable
        String namePrefix,

        @Size(min = 1, max = 100)
        @Schema(description = "Globs on the name of the error, `*` standing for any text; one of them must match.")
        @Nullable
        List<@NotNull(message = DocTexts.REQUIRED) @Size(min = 1, max = 256) String> errors,

        @Size(min = 1, max = DocTexts.EXPRESSION) @Schema(description = "JSONata predicate on the input.") @Nullable
        String inputMatches,

        @Size(min = 1, max = RequestBounds.MAX_EXECUTION_ARNS)
        @Schema(description = "Single executions, all of `stateMachineArn`. Duplicates are dropped.")
        @Nullable
        List<@NotNull(message = DocTexts.REQUIRED) ExecutionArn> executionArns) {

    /// All executions that have ended.
    public static final Filter ALL =
            new Filter(List.of(SourceStatus.values()), null, null, null, null, null, null, null, null);

    static Filter of(Selection selection) {
        return new Filter(
                nullIfEmpty(selection.statuses().stream()
                        .map(SourceStatus::of)
                        .sorted()
                        .toList()),
                ceiling(selection.startedAfter()),
                ceiling(selection.startedBefore()),
                ceiling(selection.stoppedAfter()),
                ceiling(selection.stoppedBefore()),
                selection.namePrefix(),
                nullIfEmpty(selection.errors()),
                selection.inputMatches(),
                shown(selection.executionArns()));
    }

    /// The same, of all statuses where none were asked for.
    public Filter orAllStatuses() {
        return statuses != null
                ? this
                : new Filter(
                        List.of(SourceStatus.values()),
                        startedAfter,
                        startedBefore,
                        stoppedAfter,
                        stoppedBefore,
                        namePrefix,
                        errors,
                        inputMatches,
                        executionArns);
    }

    /// The same, of these executions.
    Filter withExecutions(@Nullable List<ExecutionArn> executions) {
        return new Filter(
                statuses,
                startedAfter,
                startedBefore,
                stoppedAfter,
                stoppedBefore,
                namePrefix,
                errors,
                inputMatches,
                executions);
    }

    public Selection toSelection() {
        return new Selection(
                statuses == null
                        ? Set.of()
                        : statuses.stream().map(SourceStatus::toStatus).collect(Collectors.toSet()),
                executionArns == null
                        ? List.of()
                        : executionArns.stream().distinct().toList(),
                startedAfter,
                startedBefore,
                stoppedAfter,
                stoppedBefore,
                namePrefix,
                errors == null ? List.of() : errors,
                inputMatches);
    }

    /// AWS's dates have milliseconds: rounded up, both a lower and an upper bound select the same executions.
    private static @Nullable Instant ceiling(@Nullable Instant bound) {
        var floor = bound == null ? null : bound.truncatedTo(ChronoUnit.MILLIS);
        return floor == null || floor.equals(bound) ? floor : floor.plusMillis(1);
    }

    /// More than a body can name came in a file, which is to be sent again as such.
    private static @Nullable List<ExecutionArn> shown(List<ExecutionArn> executions) {
        return executions.size() > RequestBounds.MAX_EXECUTION_ARNS ? null : nullIfEmpty(executions);
    }

    private static <T> @Nullable List<T> nullIfEmpty(List<T> list) {
        return list.isEmpty() ? null : list;
    }
}

package io.github.sfnreplay.api.inspect;

import io.github.sfnreplay.replay.ExecutionSummary;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is there, before one asks for a replay.
@Schema(name = "ExecutionSummary", description = "What is there, before one asks for a replay.")
public record SummaryView(
        @Schema(description = "How many match, as listed; those that replays made are left out.")
        Map<ExecutionStatus, Integer> byStatus,

        @Schema(description = "By the hour in which they started, oldest first.")
        List<HourView> byHour,

        @Schema(description = "Of the sampled failures, the most frequent first.")
        List<ErrorView> errors,

        @Schema(description = "How many failures were read, at most 100.")
        int sampled,

        @Schema(description = "How many failures match.") int of,

        @Schema(description = "false if time was up before all was listed and read.")
        boolean complete) {

    /// The executions that started within one hour.
    @Schema(name = "HourSummary")
    record HourView(Instant start, Map<ExecutionStatus, Integer> byStatus) {}

    /// Sampled failures with the same error.
    @Schema(name = "ErrorSummary")
    record ErrorView(
            @Nullable String error,

            @Schema(description = "Of the sample, at most 1,024 characters.") @Nullable
            String cause,

            int count,
            ExecutionArn sampleExecutionArn) {}

    static SummaryView of(ExecutionSummary summary) {
        return new SummaryView(
                new TreeMap<>(summary.byStatus()),
                summary.byHour().stream()
                        .map(hour -> new HourView(hour.start(), new TreeMap<>(hour.byStatus())))
                        .toList(),
                summary.errors().stream()
                        .map(error ->
                                new ErrorView(error.error(), error.cause(), error.count(), error.sampleExecution()))
                        .toList(),
                summary.sampled(),
                summary.of(),
                summary.complete());
    }
}

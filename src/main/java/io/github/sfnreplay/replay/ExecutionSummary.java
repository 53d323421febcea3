package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a selection would find, before a replay is asked for.
///
/// @param byStatus how many executions match, as listed; those that replays made are left out
/// @param byHour the same by the hour in which they started, oldest first; hours without any are left out
/// @param errors of the sampled failures, most frequent first
/// @param sampled how many failures were read, at most 100
/// @param of how many failures match
/// @param complete false if time was up before everything was listed and the sample read
public record ExecutionSummary(
        Map<ExecutionStatus, Integer> byStatus,
        List<Hour> byHour,
        List<ErrorCount> errors,
        int sampled,
        int of,
        boolean complete) {

    public ExecutionSummary {
        byStatus = Map.copyOf(byStatus);
        byHour = List.copyOf(byHour);
        errors = List.copyOf(errors);
    }

    /// The executions that started within one hour.
    ///
    /// @param start the full hour, in UTC
    public record Hour(Instant start, Map<ExecutionStatus, Integer> byStatus) {

        public Hour {
            byStatus = Map.copyOf(byStatus);
        }
    }

    /// Sampled failures with the same error.
    ///
    /// @param error null where the execution has none
    /// @param cause of the sample, at most 1,024 characters; null where it has none
    public record ErrorCount(
            @Nullable String error, @Nullable String cause, int count, ExecutionArn sampleExecution) {

        public ErrorCount oneMore() {
            return new ErrorCount(error, cause, count + 1, sampleExecution);
        }
    }
}

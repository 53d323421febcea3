package io.github.sfnreplay.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was found, and what will happen with it.
///
/// @param planHash `sha256:` and 64 hex digits: see [PlanHash]
/// @param found what was looked at
/// @param eligible how many of the matches will be started
/// @param skippedByReason how many of the matches will not be started
/// @param estimatedDurationSeconds at the limits that hold
/// @param inputsFrom null where no input is read, or where that is not known
public record Plan(
        String planHash,
        Found found,
        int eligible,
        Map<SkipReason, Integer> skippedByReason,
        long estimatedDurationSeconds,
        List<Warning> warnings,
        @Nullable InputsFrom inputsFrom) {

    public Plan(
            String planHash,
            Found found,
            int eligible,
            Map<SkipReason, Integer> skippedByReason,
            long estimatedDurationSeconds,
            List<Warning> warnings) {
        this(planHash, found, eligible, skippedByReason, estimatedDurationSeconds, warnings, null);
    }

    /// Where inputs are read: a forecast in a plan, and what has been once they are read.
    ///
    /// @param logs how many from CloudWatch Logs
    /// @param api how many by calls to Step Functions
    /// @param perSecond how many can be, or were, read a second; 0 where that was not measured
    public record InputsFrom(int logs, int api, double perSecond) {}

    /// What was looked at; every execution is counted once beside `listed`.
    ///
    /// @param listed executions that AWS listed, or ARNs that were read
    /// @param excludedReplays of those, left out because replays made them
    /// @param afterBound of those, later than the upper bound that was fixed when the request came
    /// @param matched of those, selected by the whole filter
    public record Found(int listed, int excludedReplays, int afterBound, int matched) {

        /// All the others: what the filter left out.
        public int excludedByFilter() {
            return Math.max(0, listed - excludedReplays - afterBound - matched);
        }

        /// All that was listed matches.
        public static Found all(int matched) {
            return new Found(matched, 0, 0, matched);
        }
    }

    /// Something a person should know before it runs.
    ///
    /// @param detail one sentence
    /// @param count how many items it concerns; null where it concerns the whole
    public record Warning(
            Code code, String detail, @Nullable Integer count) {

        public Warning(Code code, String detail) {
            this(code, detail, null);
        }

        /// Histories of this endpoint have turned out to tell other inputs than descriptions.
        ///
        /// @param count how many items had been started with inputs from histories
        public static Warning startedFromHistory(int count) {
            return new Warning(
                    Code.STARTED_FROM_HISTORY,
                    "GetExecutionHistory of this endpoint was found to tell other inputs than DescribeExecution. "
                            + count + " items had been started with inputs from histories; compare those with their"
                            + " sources. The others are started with inputs from DescribeExecution.",
                    count);
        }

        /// Answers tell no time, so that nothing shows whose an execution is.
        public static Warning awsTimeUnknown() {
            return new Warning(
                    Code.AWS_TIME_UNKNOWN,
                    "Answers of this endpoint have no Date header, so AWS's time is unknown and nothing shows who has"
                            + " started an execution. The canary and the tolerated failures count every start as this"
                            + " replay's own; cancel with stopRunning stops none of the executions it has started:"
                            + " stop them yourself, or let the endpoint or the proxy before it send the header.");
        }
    }

    /// What there is to be warned of.
    public enum Code {
        REDRIVE_USES_ORIGINAL_DEFINITION,
        REDRIVE_HAS_NO_LOCK,
        DEFINITION_CHANGED,
        SOURCES_USED_ALIAS_OR_VERSION,
        TARGET_IS_ANOTHER_MACHINE,
        MATCHING_STILL_RUNNING,
        REDRIVE_WINDOW_CLOSING,
        HISTORY_EXPIRING,
        REPLAYED_BEFORE,
        REPLAYED_ON_OTHER_VERSION,
        EXPRESSION_FAILED,
        STARTED_FROM_HISTORY,
        LOGS_NOT_USED,
        EXPRESS_HAS_NO_LOCK,
        AWS_TIME_UNKNOWN
    }

    public Plan {
        skippedByReason = Map.copyOf(skippedByReason);
        warnings = List.copyOf(warnings);
    }

    /// The same with another warning, in place of one of the same code.
    public Plan with(Warning warning) {
        var all = new ArrayList<>(warnings);
        all.removeIf(other -> other.code() == warning.code());
        all.add(warning);
        return new Plan(planHash, found, eligible, skippedByReason, estimatedDurationSeconds, all, inputsFrom);
    }

    /// The same with inputs from there.
    public Plan with(@Nullable InputsFrom where) {
        return new Plan(planHash, found, eligible, skippedByReason, estimatedDurationSeconds, warnings, where);
    }

    /// See [Found].
    public int listed() {
        return found.listed();
    }

    /// See [Found].
    public int excludedReplays() {
        return found.excludedReplays();
    }

    /// See [Found].
    public int matched() {
        return found.matched();
    }
}

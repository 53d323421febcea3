package io.github.sfnreplay.engine.inspect;

import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.engine.call.ListingBounds;
import io.github.sfnreplay.engine.call.RequestCalls;
import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.replay.ExecutionSummary;
import io.github.sfnreplay.replay.ExecutionSummary.ErrorCount;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Summarizes what a selection would find: counts from listings, and errors from a sample.
final class SummaryInspection {

    /// A quarter of the time is left for the sample.
    private static final Duration FOR_SAMPLE = Duration.ofSeconds(5);

    /// What the API shows of a cause elsewhere.
    private static final int MAX_CAUSE = 1_024;

    private final StepFunctions stepFunctions;
    private final Descriptions descriptions;

    SummaryInspection(StepFunctions stepFunctions, Descriptions descriptions) {
        this.stepFunctions = stepFunctions;
        this.descriptions = descriptions;
    }

    ExecutionSummary summarize(StateMachineArn machine, Selection filter, RequestCalls.Deadline deadline) {
        var count = new ExecutionCount(filter, RandomGenerator.getDefault());
        var complete = true;
        for (var status : filter.statuses().stream().sorted().toList()) {
            complete &= list(machine, filter, status, count, deadline.minus(FOR_SAMPLE));
        }
        var errors = new Errors(filter);
        var sampled = 0;
        for (var execution : count.sample()) {
            if (deadline.isOver() || !read(machine.execution(execution.name()), errors, deadline)) {
                complete = false;
                break;
            }
            sampled++;
        }
        return new ExecutionSummary(
                count.byStatus(), count.byHour(), errors.mostFrequentFirst(), sampled, count.failures(), complete);
    }

    /// Counts the executions of one status.
    ///
    /// @return whether all was listed before time was up
    private boolean list(
            StateMachineArn machine,
            Selection filter,
            ExecutionStatus status,
            ExecutionCount count,
            RequestCalls.Deadline deadline) {
        var bounds = ListingBounds.of(filter);
        var order = new ExecutionListing.Order();
        var lane = Lane.of(machine, Action.LIST_EXECUTIONS);
        String token = null;
        var isFirst = true;
        do {
            var pageToken = token;
            try {
                var page = deadline.call(lane, machine, () -> stepFunctions.listExecutions(machine, status, pageToken));
                page.items().forEach(count::add);
                token = bounds.areAllBefore(page.items(), order) ? null : page.nextToken();
            } catch (ReplayException e) {
                if (isFirst && !isTimeUp(e, deadline)) {
                    throw e;
                }
                return false;
            }
            isFirst = false;
        } while (token != null);
        return true;
    }

    /// Whether there was no other reason than that others were listed first.
    private static boolean isTimeUp(ReplayException refusal, RequestCalls.Deadline deadline) {
        return deadline.isOver() && refusal.fault().kind() == Fault.Kind.UPSTREAM_THROTTLED;
    }

    /// Reads how one execution failed.
    ///
    /// @return whether it was read, or is gone
    private boolean read(ExecutionArn execution, Errors errors, RequestCalls.Deadline deadline) {
        try {
            var details = descriptions.read(execution, deadline, read -> read);
            errors.add(details.error(), details.cause(), execution);
            return true;
        } catch (ReplayException e) {
            return e.fault().kind() == Fault.Kind.EXECUTION_NOT_FOUND;
        }
    }

    /// The errors of the sample.
    private static final class Errors {

        private final Selection filter;
        private final Map<String, ErrorCount> counts = new LinkedHashMap<>();

        Errors(Selection filter) {
            this.filter = filter;
        }

        void add(@Nullable String error, @Nullable String cause, ExecutionArn execution) {
            if (filter.matchesError(error)) {
                var one = new ErrorCount(error, shortened(cause), 1, execution);
                counts.merge(Objects.requireNonNullElse(error, ""), one, (before, now) -> before.oneMore());
            }
        }

        List<ErrorCount> mostFrequentFirst() {
            return counts.values().stream()
                    .sorted(Comparator.comparingInt(ErrorCount::count).reversed())
                    .toList();
        }

        private static @Nullable String shortened(@Nullable String cause) {
            return cause == null || cause.length() <= MAX_CAUSE ? cause : cause.substring(0, MAX_CAUSE);
        }
    }
}

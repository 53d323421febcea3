package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which executions are replayed; everything given must hold.
///
/// @param statuses of SUCCEEDED, FAILED, TIMED_OUT, ABORTED; empty for any, if there are `executionArns`
/// @param executionArns empty to select by listing
/// @param startedAfter inclusive
/// @param startedBefore exclusive
/// @param stoppedAfter inclusive
/// @param stoppedBefore exclusive
/// @param errors globs on the name of the error; empty for any
/// @param inputMatches JSONata predicate on the input
public record Selection(
        Set<ExecutionStatus> statuses,
        List<ExecutionArn> executionArns,
        @Nullable Instant startedAfter,
        @Nullable Instant startedBefore,
        @Nullable Instant stoppedAfter,
        @Nullable Instant stoppedBefore,
        @Nullable String namePrefix,
        List<String> errors,
        @Nullable String inputMatches) {

    public Selection {
        statuses = Set.copyOf(statuses);
        executionArns = List.copyOf(executionArns);
        errors = List.copyOf(errors);
        if (statuses.isEmpty() && executionArns.isEmpty()) {
            throw new IllegalArgumentException("a selection needs statuses or executionArns");
        }
        if (!statuses.stream().allMatch(ExecutionStatus::isClosed)) {
            throw new IllegalArgumentException("only executions that have ended can be selected");
        }
        if (!errors.isEmpty() && statuses.equals(Set.of(ExecutionStatus.SUCCEEDED))) {
            throw new IllegalArgumentException("errors select nothing of executions that SUCCEEDED");
        }
        requireOrder(startedAfter, startedBefore, "startedAfter", "startedBefore");
        requireOrder(stoppedAfter, stoppedBefore, "stoppedAfter", "stoppedBefore");
    }

    /// The same selection with its upper bound fixed, so that it can never select what ends later.
    public Selection frozenAt(Instant now) {
        var bound = stoppedBefore == null || stoppedBefore.isAfter(now) ? now : stoppedBefore;
        var lower = stoppedAfter == null || stoppedAfter.isBefore(bound) ? stoppedAfter : bound;
        return new Selection(
                statuses,
                executionArns,
                startedAfter,
                startedBefore,
                lower,
                bound.equals(lower) ? bound.plusMillis(1) : bound,
                namePrefix,
                errors,
                inputMatches);
    }

    /// Whether single executions are named, instead of listed.
    public boolean namesExecutions() {
        return !executionArns.isEmpty();
    }

    /// Whether the name is one that replays give, so that a listing must leave it out.
    public static boolean isReplayName(String name) {
        return ReplayName.isReplayName(name);
    }

    /// Whether all hold that a listing can tell: status, dates, name. Where it does not tell when an execution stopped,
    /// its start has to do.
    public boolean matches(Execution execution) {
        return (statuses.isEmpty() || statuses.contains(execution.status()))
                && startedInBounds(execution)
                && (!execution.status().isClosed() || isWithin(execution.sortKey(), stoppedAfter, stoppedBefore));
    }

    /// Whether start date and name fit, whatever the status.
    public boolean startedInBounds(Execution execution) {
        return isWithin(execution.startedAt(), startedAfter, startedBefore)
                && (namePrefix == null || execution.name().startsWith(namePrefix));
    }

    /// Whether the error's name matches one of the globs, in which `*` stands for any text.
    public boolean matchesError(@Nullable String error) {
        return errors.isEmpty() || (error != null && errors.stream().anyMatch(glob -> globMatches(glob, error)));
    }

    private static boolean globMatches(String glob, String text) {
        var parts = glob.split("\\*", -1);
        if (parts.length == 1) {
            return glob.equals(text);
        }
        var last = parts[parts.length - 1];
        if (!text.startsWith(parts[0]) || text.length() < parts[0].length() + last.length()) {
            return false;
        }
        var from = parts[0].length();
        for (var i = 1; i < parts.length - 1; i++) {
            var at = text.indexOf(parts[i], from);
            if (at < 0) {
                return false;
            }
            from = at + parts[i].length();
        }
        return text.endsWith(last) && text.length() - last.length() >= from;
    }

    private static boolean isWithin(Instant date, @Nullable Instant after, @Nullable Instant before) {
        return (after == null || !date.isBefore(after)) && (before == null || date.isBefore(before));
    }

    private static void requireOrder(@Nullable Instant after, @Nullable Instant before, String first, String second) {
        if (after != null && before != null && !after.isBefore(before)) {
            throw new IllegalArgumentException(first + " must be before " + second);
        }
    }
}

package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.engine.log.ReplayLogs;
import io.github.sfnreplay.executionlogs.ExecutionEvent;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the executions of an EXPRESS machine, which Step Functions does not list, in its logs: pairs each start with
/// its end.
final class LoggedDiscovery {

    /// AWS ends an EXPRESS execution after this time.
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /// What the clocks of the bounds and of the events may differ by.
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final ReplayLogs logs;
    private final int maxItems;
    private final Map<String, Run> runs = new HashMap<>();

    LoggedDiscovery(ReplayLogs logs, int maxItems) {
        this.logs = logs;
        this.maxItems = maxItems;
    }

    /// What the events tell of one execution.
    private record Run(
            @Nullable Instant startedAt, @Nullable Instant stoppedAt, ExecutionStatus status) {

        static final Run NONE = new Run(null, null, ExecutionStatus.RUNNING);

        Run with(ExecutionEvent event) {
            return event.type() == ExecutionEvent.Type.STARTED
                    ? new Run(event.at(), stoppedAt, status)
                    : new Run(startedAt, event.at(), event.type().status());
        }
    }

    Seen.Found discover(ReplaySpec spec, PlanningProgress progress) throws InterruptedException {
        var filter = spec.filter();
        var named = filter.executionArns().stream().map(ExecutionArn::toString).collect(Collectors.toSet());
        logs.scan(from(filter), until(filter), EnumSet.allOf(ExecutionEvent.Type.class), event -> {
            if (named.isEmpty() || named.contains(event.executionArn())) {
                runs.compute(event.executionArn(), (arn, before) -> (before == null ? Run.NONE : before).with(event));
            }
        });
        progress.listed(runs.size());
        var seen = new Seen(filter, maxItems);
        runs.forEach((arn, run) -> add(seen, ExecutionArn.parse(arn), run, !named.isEmpty()));
        return seen.found(missing(filter, named), 0);
    }

    private static void add(Seen seen, ExecutionArn arn, Run run, boolean named) {
        var startedAt = run.startedAt() == null ? run.stoppedAt() : run.startedAt();
        if (startedAt == null) {
            return;
        }
        var execution = new Execution(arn.name(), run.status(), startedAt, run.stoppedAt(), 0, null, null);
        if (named || (!run.status().isClosed() && !Selection.isReplayName(arn.name()))) {
            seen.addNamed(execution);
        } else {
            seen.add(execution);
        }
    }

    private List<String> missing(Selection filter, Set<String> named) {
        return named.isEmpty()
                ? List.of()
                : filter.executionArns().stream()
                        .filter(arn -> !runs.containsKey(arn.toString()))
                        .map(ExecutionArn::name)
                        .toList();
    }

    private static Instant from(Selection filter) {
        var started = filter.startedAfter();
        var stopped = filter.stoppedAfter();
        if (started != null) {
            return started.minus(MARGIN);
        }
        return stopped == null ? Instant.EPOCH : stopped.minus(LONGEST).minus(MARGIN);
    }

    /// Ends come up to five minutes after what was started just within the bound.
    private static @Nullable Instant until(Selection filter) {
        var started = filter.startedBefore();
        var stopped = filter.stoppedBefore();
        var earlier = started == null || (stopped != null && stopped.isBefore(started)) ? stopped : started;
        return earlier == null ? null : earlier.plus(LONGEST);
    }
}

package io.github.sfnreplay.engine.log;

import io.github.sfnreplay.executionlogs.ExecutionEvent;
import io.github.sfnreplay.executionlogs.LogQuery;
import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A stretch of the executions that are wanted, in their order, and what has been found of them.
final class LogSlice {

    /// Start dates of listings and of events come from one clock; a second covers what rounding can do.
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /// What a search for ends may take longer than one for starts: executions that take about as long as the stretch.
    private static final int LONGEST = 3;

    private final Map<String, WantedExecution> wanted = new HashMap<>();
    private final Map<String, LoggedExecution> found = new HashMap<>();
    private final Set<String> doubtful = new HashSet<>();
    private final boolean inputs;
    private final boolean ends;
    private long weight;
    private boolean over;

    /// @param inputs whether inputs are wanted
    /// @param ends whether ends are wanted
    LogSlice(List<WantedExecution> executions, boolean inputs, boolean ends) {
        executions.forEach(each -> wanted.put(each.arn().toString(), each));
        this.inputs = inputs;
        this.ends = ends;
    }

    /// The searches that find it all: together where starts and ends lie beside each other.
    List<LogQuery> queries(MachineLog log) {
        var from = earliest(wanted.values().stream().map(WantedExecution::startedAt))
                .minus(MARGIN);
        var until =
                latest(wanted.values().stream().map(WantedExecution::startedAt)).plus(MARGIN);
        var endFrom = earliest(wanted.values().stream().map(WantedExecution::stoppedAt))
                .minus(MARGIN);
        var endUntil =
                latest(wanted.values().stream().map(WantedExecution::stoppedAt)).plus(MARGIN);
        var endTypes = EnumSet.complementOf(EnumSet.of(ExecutionEvent.Type.STARTED));
        var queries = new ArrayList<LogQuery>();
        if (inputs) {
            queries.add(log.query(EnumSet.of(ExecutionEvent.Type.STARTED), from, until));
        }
        if (ends
                && (log.express()
                        || Duration.between(endFrom, endUntil)
                                        .compareTo(Duration.between(from, until).multipliedBy(LONGEST))
                                <= 0)) {
            queries.add(log.query(endTypes, endFrom, endUntil));
        }
        return queries;
    }

    private static Instant earliest(Stream<Instant> dates) {
        return dates.min(Instant::compareTo).orElseThrow();
    }

    private static Instant latest(Stream<Instant> dates) {
        return dates.max(Instant::compareTo).orElseThrow();
    }

    boolean contains(String arn) {
        return wanted.containsKey(arn);
    }

    /// Takes an event in. The same event may come twice; two that differ tell nothing.
    ///
    /// @return whether it tells something that is wanted and was not known
    boolean add(ExecutionEvent event, boolean masked) {
        var execution = wanted.get(event.executionArn());
        if (over || execution == null || masked || doubtful.contains(event.executionArn())) {
            return false;
        }
        var told = told(event, execution);
        if (told.isNothing()) {
            return false;
        }
        var before = found.getOrDefault(event.executionArn(), LoggedExecution.NOTHING);
        if (contradicts(before.input(), told.input()) || contradicts(before.end(), told.end())) {
            doubtful.add(event.executionArn());
            forget(event.executionArn());
            return false;
        }
        var both = new LoggedExecution(
                told.input() == null ? before.input() : told.input(), told.end() == null ? before.end() : told.end());
        found.put(event.executionArn(), both);
        weight += both.weight() - before.weight();
        return !both.equals(before);
    }

    private static boolean contradicts(@Nullable Object before, @Nullable Object now) {
        return before != null && now != null && !before.equals(now);
    }

    private LoggedExecution told(ExecutionEvent event, WantedExecution execution) {
        if (event.type() == ExecutionEvent.Type.STARTED) {
            return event.redriveCount() == 0 ? new LoggedExecution(event.data(), null) : LoggedExecution.NOTHING;
        }
        var isThatEnd = event.redriveCount() == execution.redriveCount();
        var isWhole = event.type() != ExecutionEvent.Type.SUCCEEDED || event.data() != null;
        return isThatEnd && isWhole
                ? new LoggedExecution(null, new ExecutionEnd(event.data(), event.error(), event.cause()))
                : LoggedExecution.NOTHING;
    }

    /// Whether all that is wanted of the execution has been found.
    boolean isComplete(String arn) {
        var execution = found.get(arn);
        return execution != null && (!inputs || execution.input() != null) && (!ends || execution.end() != null);
    }

    /// Hands over what has been found.
    LoggedExecution take(String arn) {
        return Objects.requireNonNullElse(forget(arn), LoggedExecution.NOTHING);
    }

    private @Nullable LoggedExecution forget(String arn) {
        var execution = found.remove(arn);
        weight -= execution == null ? 0 : execution.weight();
        return execution;
    }

    /// Bytes on the heap, at most.
    long weight() {
        return weight;
    }

    boolean isOver() {
        return over;
    }

    /// Nothing more is searched for.
    void end() {
        over = true;
    }
}

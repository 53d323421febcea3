package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.engine.plan.Sightings.Kind;
import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.stepfunctions.Execution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects what a discovery has seen. Each execution counts once however often a listing shows it, and it matches if
/// it
/// did so once: recent executions may be shown with an old status first.
final class Seen {

    /// What replays made is kept until the plan says whose replays they are: some 13 MB at most. Where there is more,
    /// it is listed once more then.
    private static final int MAX_REPLAYS = 50_000;

    private final Selection filter;
    private final int maxItems;
    private final Sightings sightings = new Sightings();
    private final Set<String> names = new HashSet<>();
    private final List<Execution> executions = new ArrayList<>();
    private final Map<String, Execution> replays = new HashMap<>();

    /// @param maxItems how many matches to keep; more are only counted
    Seen(Selection filter, int maxItems) {
        this.filter = filter;
        this.maxItems = maxItems;
    }

    /// What was found.
    ///
    /// @param executions that match, in no order, each once
    /// @param missing names of executions that do not exist
    /// @param replays executions among the listed that replays made; none if they were too many to keep
    /// @param keptReplays whether these are all
    /// @param stillRunning how many that match have not ended
    record Found(
            List<Execution> executions,
            List<String> missing,
            Counts counts,
            List<Execution> replays,
            boolean keptReplays,
            int stillRunning) {

        /// Whether some were started by a version or an alias.
        boolean anyQualified() {
            return executions.stream().anyMatch(Execution::qualified);
        }
    }

    /// How many were seen, and as what; each once.
    ///
    /// @param matched how many match; may be more than are kept
    record Counts(int listed, int excludedReplays, int afterBound, int matched) {}

    /// Takes in what a listing shows, without what replays made.
    void add(Execution execution) {
        var matches = filter.matches(execution);
        if (Selection.isReplayName(execution.name())) {
            if (replays.size() <= MAX_REPLAYS) {
                replays.put(execution.name(), execution);
            }
            sightings.add(execution.name(), matches ? Kind.REPLAY : excluded(execution));
        } else {
            take(execution, matches);
        }
    }

    /// Takes in an execution that was asked for by its ARN; one that still runs is kept, to be told of.
    void addNamed(Execution execution) {
        take(execution, execution.status().isClosed() ? filter.matches(execution) : filter.startedInBounds(execution));
    }

    private void take(Execution execution, boolean matches) {
        sightings.add(execution.name(), matches ? Kind.MATCHED : excluded(execution));
        if (matches && executions.size() < maxItems && names.add(execution.name())) {
            executions.add(execution);
        }
    }

    private Kind excluded(Execution execution) {
        var bound = filter.stoppedBefore();
        return bound != null
                        && execution.status().isClosed()
                        && !execution.sortKey().isBefore(bound)
                ? Kind.AFTER_BOUND
                : Kind.OTHER;
    }

    Found found(List<String> missing, int stillRunning) {
        var counts = new Counts(
                sightings.count() + missing.size(),
                sightings.count(Kind.REPLAY),
                sightings.count(Kind.AFTER_BOUND),
                sightings.count(Kind.MATCHED) + missing.size());
        var allReplays = replays.size() <= MAX_REPLAYS;
        return new Found(
                executions,
                missing,
                counts,
                allReplays ? List.copyOf(replays.values()) : List.of(),
                allReplays,
                stillRunning);
    }
}

package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.stepfunctions.Execution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects what a discovery has seen: each execution once, however often a listing shows it.
final class Seen {

    private final Selection filter;
    private final int maxItems;
    private final Set<String> names = new HashSet<>();
    private final List<Execution> executions = new ArrayList<>();
    private final Map<String, Execution> replays = new HashMap<>();
    private int excludedReplays;
    private int matched;

    Seen(Selection filter, int maxItems) {
        this.filter = filter;
        this.maxItems = maxItems;
    }

    /// Takes in what a listing shows, without what replays made.
    void add(Execution execution) {
        if (!names.add(execution.name())) {
            return;
        }
        if (Selection.isReplayName(execution.name())) {
            replays.put(execution.name(), execution);
            excludedReplays += filter.matches(execution) ? 1 : 0;
        } else if (filter.matches(execution)) {
            keep(execution);
        }
    }

    /// Takes in an execution that was asked for by its ARN; one that still runs is kept, to be told of.
    void addNamed(Execution execution) {
        if (names.add(execution.name())
                && (execution.status().isClosed() ? filter.matches(execution) : filter.startedInBounds(execution))) {
            keep(execution);
        }
    }

    Discovery.Found found(List<String> missing, int stillRunning) {
        return new Discovery.Found(
                executions,
                missing,
                names.size() + missing.size(),
                excludedReplays,
                matched + missing.size(),
                replays,
                stillRunning);
    }

    private void keep(Execution execution) {
        matched++;
        if (matched <= maxItems) {
            executions.add(execution);
        }
    }
}

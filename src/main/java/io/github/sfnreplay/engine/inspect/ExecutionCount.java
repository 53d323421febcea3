package io.github.sfnreplay.engine.inspect;

import io.github.sfnreplay.replay.ExecutionSummary.Hour;
import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Counts the executions that a selection finds, and picks a sample of the failures among them.
final class ExecutionCount {

    /// A hundred reads fit into the burst of the smallest quota, and tell an error of 3 % with 95 % certainty.
    static final int SAMPLE = 100;

    private final Selection filter;
    private final RandomGenerator random;
    private final Map<ExecutionStatus, Integer> byStatus = new EnumMap<>(ExecutionStatus.class);
    private final SortedMap<Instant, Map<ExecutionStatus, Integer>> byHour = new TreeMap<>();
    private final List<Execution> sample = new ArrayList<>();
    private int failures;

    ExecutionCount(Selection filter, RandomGenerator random) {
        this.filter = filter;
        this.random = random;
    }

    void add(Execution execution) {
        if (!filter.matches(execution) || Selection.isReplayName(execution.name())) {
            return;
        }
        byStatus.merge(execution.status(), 1, Integer::sum);
        byHour.computeIfAbsent(
                        execution.startedAt().truncatedTo(ChronoUnit.HOURS),
                        hour -> new EnumMap<>(ExecutionStatus.class))
                .merge(execution.status(), 1, Integer::sum);
        if (execution.status() != ExecutionStatus.SUCCEEDED) {
            addFailure(execution);
        }
    }

    /// Each failure ends up in the sample with the same probability, however many there are.
    private void addFailure(Execution execution) {
        failures++;
        if (sample.size() < SAMPLE) {
            sample.add(execution);
            return;
        }
        var place = random.nextInt(failures);
        if (place < SAMPLE) {
            sample.set(place, execution);
        }
    }

    Map<ExecutionStatus, Integer> byStatus() {
        return byStatus;
    }

    List<Hour> byHour() {
        return byHour.entrySet().stream()
                .map(hour -> new Hour(hour.getKey(), hour.getValue()))
                .toList();
    }

    List<Execution> sample() {
        return sample;
    }

    int failures() {
        return failures;
    }
}

package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ReplayName;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The executions of one machine that replay one of a plan's sources, whatever form their names have. Of all that are
/// listed only these are kept.
final class ReplayIndex {

    private static final String SUFFIX = "-replay-";

    private final StateMachineArn machine;
    private final StateMachineArn sourceMachine;
    private final Map<String, List<Execution>> byStem = new HashMap<>();
    private long[] stems = new long[16];
    private int size;

    /// @param machine on which the replays run, without version or alias
    ReplayIndex(StateMachineArn machine, StateMachineArn sourceMachine, Iterable<Item> items) {
        this.machine = machine;
        this.sourceMachine = sourceMachine;
        for (var item : items) {
            stemsOf(sourceMachine.execution(item.source().name())).forEach(this::addStem);
        }
        Arrays.sort(stems, 0, size);
    }

    StateMachineArn machine() {
        return machine;
    }

    /// Whether the plan may have a source of that name; sure only in denial.
    boolean mayHold(String sourceName) {
        var stem = stem(ReplayName.of(sourceMachine.execution(sourceName), machine, 1));
        return Arrays.binarySearch(stems, 0, size, NameHash.of(stem)) >= 0;
    }

    boolean isEmpty() {
        return byStem.isEmpty();
    }

    /// Takes in what was listed.
    ///
    /// @return whether it was new, and may replay one of the sources
    boolean add(Execution execution) {
        if (!ReplayName.isReplayName(execution.name())) {
            return false;
        }
        var stem = stem(execution.name());
        if (Arrays.binarySearch(stems, 0, size, NameHash.of(stem)) < 0) {
            return false;
        }
        var same = byStem.computeIfAbsent(stem, absent -> new ArrayList<>(1));
        var known = same.removeIf(other -> other.name().equals(execution.name()));
        same.add(execution);
        return !known;
    }

    /// Nothing more will be added: lets go what only that needs.
    void complete() {
        stems = new long[0];
        size = 0;
    }

    /// The execution that replays the source under that attempt, if it is known.
    @Nullable
    Execution of(String sourceName, int attempt) {
        if (byStem.isEmpty()) {
            return null;
        }
        var name = ReplayName.of(sourceMachine.execution(sourceName), machine, attempt);
        for (var execution : byStem.getOrDefault(stem(name), List.of())) {
            if (execution.name().equals(name)) {
                return execution;
            }
        }
        return null;
    }

    /// A replay of the source, under whatever attempt, that runs or has succeeded, if one is known.
    @Nullable
    ExecutionArn effective(String sourceName) {
        if (byStem.isEmpty()) {
            return null;
        }
        var source = sourceMachine.execution(sourceName);
        for (var stem : stemsOf(source)) {
            for (var execution : byStem.getOrDefault(stem, List.of())) {
                if (isEffective(execution)
                        && ReplayName.attemptOf(execution.name(), source, machine)
                                .isPresent()) {
                    return machine.execution(execution.name());
                }
            }
        }
        return null;
    }

    private static boolean isEffective(Execution execution) {
        return switch (execution.status()) {
            case RUNNING, PENDING_REDRIVE, SUCCEEDED -> true;
            case FAILED, TIMED_OUT, ABORTED -> false;
        };
    }

    /// What replays of the source are named without `-replay-<attempt>`: the number of digits of the attempt may decide
    /// whether, and where, the source's name is cut. Attempts above 99 of long names are not recognized.
    private List<String> stemsOf(ExecutionArn source) {
        var one = stem(ReplayName.of(source, machine, 1));
        var two = stem(ReplayName.of(source, machine, 10));
        return one.equals(two) ? List.of(one) : List.of(one, two);
    }

    private static String stem(String replayName) {
        return replayName.substring(0, replayName.lastIndexOf(SUFFIX));
    }

    private void addStem(String stem) {
        if (size == stems.length) {
            stems = Arrays.copyOf(stems, size * 2);
        }
        stems[size++] = NameHash.of(stem);
    }
}

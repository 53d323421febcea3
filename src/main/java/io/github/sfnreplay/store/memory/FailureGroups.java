package io.github.sfnreplay.store.memory;

import io.github.sfnreplay.replay.FailureGroup;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.Result;
import io.github.sfnreplay.replay.Verdict;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Counts failed items by error and by what their causes have in common.
final class FailureGroups {

    /// More than anybody reads; bounds the size of a replay's view.
    private static final int MAX_GROUPS = 50;

    /// Characters: enough to tell two causes apart; bounds the size of a replay's view.
    private static final int MAX_CAUSE = 200;
    private static final Pattern VARYING = Pattern.compile(
            "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|\\b(?=[a-zA-Z]*\\d)[0-9a-zA-Z]{8,}\\b|\\d+");
    private static final Key OTHER = new Key(ItemState.FAILED, "(other)", null);

    private final Map<Key, Group> groups = new LinkedHashMap<>();

    private record Key(
            ItemState state,
            @Nullable String error,
            @Nullable String cause) {}

    private static final class Group {
        int count;
        boolean judged;
        boolean allAsSource = true;
        final String sample;
        final @Nullable ExecutionArn sampleExecution;

        Group(String sample, @Nullable ExecutionArn sampleExecution) {
            this.sample = sample;
            this.sampleExecution = sampleExecution;
        }
    }

    void add(Replay replay, Item item) {
        var result = item.result();
        var cause = causeOf(result);
        var key = new Key(item.state(), result.error(), cause == null ? null : normalised(cause));
        if (groups.size() >= MAX_GROUPS && !groups.containsKey(key)) {
            key = OTHER;
        }
        var started = item.run().startedAt() != null;
        var group = groups.computeIfAbsent(
                key,
                ignored -> new Group(
                        replay.sourceOf(item).toString(),
                        started && !replay.spec().types().expressTarget() ? replay.replayOf(item) : null));
        group.count++;
        group.judged |= result.verdict() != null && result.verdict() != Verdict.NOT_COMPARABLE;
        group.allAsSource &= result.verdict() == Verdict.STILL_FAILING;
    }

    /// Goes on from a group that was counted before.
    void restore(FailureGroup counted) {
        var group = new Group(counted.sample(), counted.sampleExecution());
        group.count = counted.count();
        group.judged = counted.sameAsSource() != null;
        group.allAsSource = !Boolean.FALSE.equals(counted.sameAsSource());
        groups.put(new Key(counted.state(), counted.error(), counted.cause()), group);
    }

    /// What its execution says; where none ran, or none is known to, why. The detail of a verdict is no cause.
    private static @Nullable String causeOf(Result result) {
        return result.cause() != null || result.verdict() != null ? result.cause() : result.detail();
    }

    List<FailureGroup> largestFirst() {
        return groups.entrySet().stream()
                .map(entry -> view(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(FailureGroup::count).reversed())
                .toList();
    }

    /// The cause without what differs from one execution to the next: ids, numbers, dates.
    static String normalised(String cause) {
        var start = cause.length() <= MAX_CAUSE * 2 ? cause : cause.substring(0, MAX_CAUSE * 2);
        var text = VARYING.matcher(start).replaceAll("#");
        return text.length() <= MAX_CAUSE ? text : text.substring(0, MAX_CAUSE) + "…";
    }

    private static FailureGroup view(Key key, Group group) {
        return new FailureGroup(
                key.state(),
                key.error(),
                key.cause(),
                group.count,
                group.sample,
                group.sampleExecution,
                group.judged ? group.allAsSource : null);
    }
}

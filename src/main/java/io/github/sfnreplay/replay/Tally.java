package io.github.sfnreplay.replay;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that can be counted of the items of a replay, at one moment.
///
/// @param itemsStarted how many executions this replay itself started or redrove
/// @param failureGroups the largest first, at most 50
public record Tally(
        ItemCounts itemCounts,
        Map<Verdict, Integer> verdictCounts,
        int itemsStarted,
        List<FailureGroup> failureGroups) {

    public static final Tally NONE = new Tally(ItemCounts.NONE, Map.of(), 0, List.of());

    public Tally {
        verdictCounts = Map.copyOf(verdictCounts);
        failureGroups = List.copyOf(failureGroups);
    }

    public int of(Verdict verdict) {
        return verdictCounts.getOrDefault(verdict, 0);
    }

    /// How a replay ends of which nothing is left to be done.
    ReplayState endState() {
        var bad = itemCounts.bad();
        if (bad == 0) {
            return ReplayState.SUCCEEDED;
        }
        return bad == itemCounts.total() - itemCounts.of(ItemState.SKIPPED)
                ? ReplayState.FAILED
                : ReplayState.PARTIALLY_SUCCEEDED;
    }

    /// Why nothing was started; null where something was.
    @Nullable
    StateReason whyNothing() {
        if (itemsStarted > 0) {
            return null;
        }
        return itemCounts.total() == 0 ? StateReason.NOTHING_MATCHED : StateReason.NOTHING_STARTED;
    }

    Tally closed() {
        return new Tally(itemCounts.closed(), verdictCounts, itemsStarted, failureGroups);
    }
}

package io.github.sfnreplay.replay;

import java.util.EnumMap;
import java.util.Map;

/// How many items are in each state.
///
/// @param adopted how many of them all had been started before, under the same name
public record ItemCounts(Map<ItemState, Integer> byState, int adopted) {

    public static final ItemCounts NONE = new ItemCounts(Map.of(), 0);

    public ItemCounts {
        byState = Map.copyOf(byState);
    }

    public int of(ItemState state) {
        return byState.getOrDefault(state, 0);
    }

    /// The sum of all states.
    public int total() {
        return byState.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// The sum of the states that count against success.
    public int bad() {
        return byState.entrySet().stream()
                .filter(entry -> entry.getKey().isBad())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /// What is not yet in a final state.
    public int open() {
        return of(ItemState.PENDING) + of(ItemState.RUNNING);
    }

    /// Per cent of the items that are in a final state, to one decimal; 100 of none.
    public double percent() {
        return total() == 0 ? 100 : Math.floor((total() - open()) * 1_000.0 / total()) / 10;
    }

    /// The counts once everything open has been let go: see [ReplayStore#update].
    public ItemCounts closed() {
        var counts = new EnumMap<ItemState, Integer>(ItemState.class);
        counts.putAll(byState);
        counts.merge(ItemState.CANCELLED, of(ItemState.PENDING), Integer::sum);
        counts.merge(ItemState.STARTED, of(ItemState.RUNNING), Integer::sum);
        counts.put(ItemState.PENDING, 0);
        counts.put(ItemState.RUNNING, 0);
        return new ItemCounts(counts, adopted);
    }
}

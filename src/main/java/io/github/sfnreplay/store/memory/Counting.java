package io.github.sfnreplay.store.memory;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemCounts;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.Tally;
import io.github.sfnreplay.replay.Verdict;
import java.util.EnumMap;
import java.util.Map;

/// Counts the items of one replay as they change.
public final class Counting {

    private final Map<ItemState, Integer> states = new EnumMap<>(ItemState.class);
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private final FailureGroups failures = new FailureGroups();
    private int adopted;
    private int itemsStarted;

    /// Counts that go on from those that were reached before.
    public static Counting of(Tally tally) {
        var counting = new Counting();
        counting.states.putAll(tally.itemCounts().byState());
        counting.verdicts.putAll(tally.verdictCounts());
        counting.adopted = tally.itemCounts().adopted();
        counting.itemsStarted = tally.itemsStarted();
        tally.failureGroups().forEach(counting.failures::restore);
        return counting;
    }

    /// An item was planned.
    public void added(Replay replay, Item item) {
        states.merge(item.state(), 1, Integer::sum);
        if (item.hasFailed()) {
            failures.add(replay, item);
        }
    }

    /// An item has become another.
    public void changed(Replay replay, Item before, Item after) {
        if (before.state() != after.state()) {
            states.merge(before.state(), -1, Integer::sum);
            states.merge(after.state(), 1, Integer::sum);
            if (after.hasFailed()) {
                failures.add(replay, after);
            }
        }
        if (after.run().adopted() && !before.run().adopted()) {
            adopted++;
        }
        if (isOwnStart(after) && !isOwnStart(before)) {
            itemsStarted++;
        }
        if (after.result().verdict() != null && before.result().verdict() == null) {
            verdicts.merge(after.result().verdict(), 1, Integer::sum);
        }
    }

    void movedAll(ItemState from, ItemState to) {
        var moved = states.getOrDefault(from, 0);
        states.put(from, 0);
        states.merge(to, moved, Integer::sum);
    }

    /// The counts of this moment.
    public Tally tally() {
        return new Tally(new ItemCounts(states, adopted), verdicts, itemsStarted, failures.largestFirst());
    }

    private static boolean isOwnStart(Item item) {
        return item.state() != ItemState.UNCONFIRMED
                && !item.run().adopted()
                && (item.run().redriven() || item.run().startedAt() != null);
    }
}

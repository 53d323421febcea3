package io.github.sfnreplay.store;

import io.github.sfnreplay.replay.EffectiveLimits;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.Limits;
import io.github.sfnreplay.replay.Order;
import io.github.sfnreplay.replay.Origin;
import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Replays to be kept.
public final class StoredReplays {

    private StoredReplays() {}

    /// One that waits for a place.
    public static Replay pending(String id, String machine, Instant now) {
        return pending(id, machine, now, false);
    }

    /// A replay that waits for a place.
    public static Replay pending(String id, String machine, Instant now, boolean dryRun) {
        var arn = StateMachineArn.parse("arn:aws:states:us-east-1:123456789012:stateMachine:" + machine);
        var filter =
                new Selection(Set.of(ExecutionStatus.FAILED), List.of(), null, null, null, null, null, List.of(), null);
        var spec = new ReplaySpec(
                arn,
                filter,
                new ReplaySpec.Planning(null, false, Order.OLDEST_FIRST, dryRun),
                ReplaySpec.Start.on(arn),
                Follow.OUTCOME,
                Limits.NONE,
                null);
        return Replay.create(Origin.of(id), spec, new EffectiveLimits(10, 10, 10), now);
    }

    public static Plan plan(int items) {
        return new Plan("sha256:0", Plan.Found.all(items), items, Map.of(), 0, List.of());
    }

    /// Items that wait for their starts.
    public static List<Item> items(int count, Instant now) {
        return IntStream.range(0, count)
                .mapToObj(i -> Item.planned(
                        i, new Source("source-" + i, ExecutionStatus.FAILED, now.minusSeconds(60), now, 0), 1))
                .toList();
    }
}

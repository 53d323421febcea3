package io.github.sfnreplay.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.replay.EffectiveLimits;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/// Keeps replays and items as they were given, counts them, and forgets them in time.
class InMemoryReplayStoreTest {

    private static final String ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:";
    private static final Instant START = Instant.parse("2026-11-01T10:00:00.123Z");

    private final MovingClock clock = new MovingClock();
    private final InMemoryReplayStore store = store(Duration.ofDays(7), 1_000, 2_000_000);

    @Test
    void needsFewBytesForAnItem() {
        var count = 200_000;
        var before = usedHeap();
        running("big", "M", 0);
        for (var from = 0; from < count; from += 1_000) {
            store.addItems(
                    "big",
                    IntStream.range(from, from + 1_000)
                            .mapToObj(i -> Item.planned(i, source(i), 1))
                            .toList());
        }
        for (var i = 0; i < count; i++) {
            save("big", Item.planned(i, source(i), 1).started(START));
        }

        var bytes = (usedHeap() - before) / count;

        assertThat(store.find("big").orElseThrow().tally().itemCounts().of(ItemState.RUNNING))
                .isEqualTo(count);
        assertThat(bytes).as("bytes of an item").isBetween(60L, 250L);
    }

    private void running(String id, String machine, int items) {
        store.insert(pending(id, machine));
        store.update(id, replay -> replay.begin(clock.instant()));
        store.addItems(id, items(items));
        store.update(id, replay -> replay.planned(plan(), clock.instant()));
    }

    private void save(String id, Item item) {
        store.saveItems(id, List.of(item), clock.instant());
    }

    private InMemoryReplayStore store(Duration time, int replays, int items) {
        return new InMemoryReplayStore(clock, new RetentionSettings(time, replays, items, DataSize.ofMegabytes(64)));
    }

    private Replay pending(String id, String machine) {
        return pending(id, machine, false);
    }

    private Replay pending(String id, String machine, boolean dryRun) {
        var arn = StateMachineArn.parse(ARN + machine);
        var filter = new Selection(
                Set.of(ExecutionStatus.SUCCEEDED), List.of(), null, null, null, null, null, List.of(), null);
        var spec = new ReplaySpec(
                arn,
                filter,
                new ReplaySpec.Planning(null, false, Order.OLDEST_FIRST, dryRun),
                ReplaySpec.Start.on(arn),
                Follow.OUTCOME,
                Limits.NONE,
                null);
        return Replay.create(Origin.of(id), spec, new EffectiveLimits(10, 10, 10), clock.instant());
    }

    private static Plan plan() {
        return new Plan("sha256:0", Plan.Found.all(0), 0, Map.of(), 0, List.of());
    }

    private static List<Item> items(int count) {
        var items = new ArrayList<Item>();
        for (var i = 0; i < count; i++) {
            items.add(Item.planned(i, source(i), 1));
        }
        return items;
    }

    private static Source source(int number) {
        return new Source("%036d".formatted(number), ExecutionStatus.SUCCEEDED, START.minusSeconds(number), START, 0);
    }

    private static long usedHeap() {
        var runtime = Runtime.getRuntime();
        for (var i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static final class MovingClock extends Clock {

        private final Instant now = Instant.parse("2026-11-22T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

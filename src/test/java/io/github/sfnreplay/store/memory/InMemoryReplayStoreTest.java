package io.github.sfnreplay.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.store.StoredReplays;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/// Keeps replays and items as they were given, counts them, and forgets them in time.
class InMemoryReplayStoreTest {

    private static final Instant START = Instant.parse("2026-11-01T10:00:00.123Z");

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private final InMemoryReplayStore store = new InMemoryReplayStore(
            clock, new RetentionSettings(Duration.ofDays(7), 1_000, 2_000_000, DataSize.ofMegabytes(64)));

    @Test
    void needsFewBytesForAnItem() {
        var count = 200_000;
        var before = usedHeap();
        store.insert(StoredReplays.pending("big", "M", clock.instant()));
        store.update("big", replay -> replay.begin(clock.instant()));
        store.update("big", replay -> replay.planned(StoredReplays.plan(0), clock.instant()));
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

    private void save(String id, Item item) {
        store.saveItems(id, List.of(item), clock.instant());
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
}

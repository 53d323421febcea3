package io.github.sfnreplay.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.sfnreplay.pacing.FakeTicker;
import io.github.sfnreplay.replay.Command;
import io.github.sfnreplay.replay.Confirmation;
import io.github.sfnreplay.replay.EffectiveLimits;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Limits;
import io.github.sfnreplay.replay.Order;
import io.github.sfnreplay.replay.Origin;
import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplayQuery;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.Result;
import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.replay.Verdict;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/// What the store keeps, for how long, and how much memory and time that takes.
class RetentionTest {

    private static final Duration KEPT = Duration.ofDays(7);

    private final FakeClock clock = new FakeClock(new FakeTicker());
    private final InMemoryReplayStore store = store(1_000, 2_000_000, DataSize.ofMegabytes(64));

    @Test
    void takesReplaysAfterOthersHaveExpired() {
        insert(store, "a", "A", List.of());
        store.update("a", replay -> replay.finish(now()));
        insert(store, "b", "B", List.of());
        clock.step(KEPT.plusSeconds(1));

        store.addItems("b", items(0, 3));
        insert(store, "c", "C", List.of());

        assertThat(ids()).containsExactly("c", "b");
        assertThat(store.items("b", ItemQuery.all(0, 10))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 1_000})
    void goesOnWorkingForAMonthOfComingAndGoing(int kept) {
        var random = new Random(kept);
        var small = store(kept, 100_000, DataSize.ofKilobytes(64));
        var open = new ArrayList<String>();
        for (var hour = 0; hour < 31 * 24; hour++) {
            clock.step(Duration.ofMinutes(20 + random.nextInt(80)));
            var id = "%05d".formatted(hour);
            var dryRun = random.nextInt(3) == 0;
            small.insert(replay(id, "M" + hour, dryRun), List.of());
            small.update(id, replay -> replay.begin(now()));
            small.addItems(id, items(0, 20));
            small.update(id, replay -> replay.planned(plan(20), now()));
            if (!dryRun) {
                small.saveItems(id, List.of(failed(0, "cause " + hour)), now());
            }
            open.add(id);
            for (var next : List.copyOf(open)) {
                if (random.nextInt(4) == 0) {
                    open.remove(next);
                    small.find(next).ifPresent(replay -> goOn(small, replay));
                }
            }
            assertThat(small.find(id)).isPresent();
        }

        insert(small, "last", "Last", List.of());
        var idle = small.list(ReplayQuery.newest(1_000)).stream()
                .filter(replay -> !replay.state().isActive())
                .toList();
        assertThat(idle)
                .hasSizeBetween(10, kept)
                .noneMatch(replay -> replay.times().updatedAt().isBefore(now().minus(KEPT)));
    }

    private void goOn(InMemoryReplayStore small, Replay replay) {
        switch (replay.state()) {
            case PLANNED ->
                small.update(
                        replay.id(),
                        planned -> planned.confirm(Confirmation.ANY, Command.NONE, now())
                                .cancel(false, Command.NONE, now()));
            case RUNNING -> small.update(replay.id(), running -> running.finish(now()));
            default -> small.delete(replay.id());
        }
    }

    @Test
    void leavesNothingOfAReplayWhoseItemsFindNoRoom() {
        var small = store(100, 10, DataSize.ofMegabytes(1));
        insert(small, "a", "A", items(0, 8));

        assertThatExceptionOfType(ReplayException.class)
                .isThrownBy(() -> insert(small, "b", "B", items(0, 3)))
                .satisfies(e -> assertThat(e.fault().kind()).isEqualTo(Fault.Kind.MAX_ITEMS_EXCEEDED));

        assertThat(small.find("b")).isEmpty();
        assertThat(small.findActive(machine("B"))).isEmpty();
        insert(small, "c", "B", items(0, 2));
        assertThat(small.find("c").orElseThrow().tally().itemCounts().total()).isEqualTo(2);
    }

    @Test
    void keepsEqualCausesOnceAndBoundsTheOthersForAllReplaysTogether() {
        var small = store(1_000, 2_000_000, DataSize.ofMegabytes(2));
        var before = usedHeap();
        for (var i = 0; i < 10; i++) {
            var number = i;
            insert(small, "r" + i, "M" + i, items(0, 2_000));
            small.update("r" + i, replay -> replay.begin(now()).planned(plan(2_000), now()));
            IntStream.range(0, 2_000)
                    .forEach(item -> save(small, "r" + number, failed(item, (number + "." + item + " ").repeat(200))));
            small.update("r" + i, replay -> replay.finish(now()));
        }
        var bytes = usedHeap() - before;

        assertThat(bytes).as("for 20,000 causes of 1 KiB each").isLessThan(14_000_000);
        assertThat(causes(small, "r9")).as("what failed last has its causes").isGreaterThan(1_000);
    }

    @Test
    void findsTheCauseOfEachOfManyItemsThatFailedAlike() {
        insert(store, "a", "A", items(0, 50_000));
        store.update("a", replay -> replay.begin(now()).planned(plan(50_000), now()));
        var cause = "the same ".repeat(100);
        IntStream.range(0, 50_000).forEach(item -> save(store, "a", failed(item, cause)));

        assertThat(store.items("a", ItemQuery.all(49_999, 1)))
                .extracting(item -> item.result().cause())
                .containsExactly(cause);
    }

    @Test
    void aStoppedExecutionIsNoFailure() {
        insert(store, "a", "A", items(0, 1));
        store.saveItems("a", List.of(item(0).started(now())), now());
        store.saveItems("a", List.of(item(0).started(now()).stopped(now())), now());

        var tally = store.find("a").orElseThrow().tally();
        assertThat(tally.itemCounts().of(ItemState.ABORTED)).isEqualTo(1);
        assertThat(tally.failureGroups()).isEmpty();
        assertThat(tally.verdictCounts()).isEmpty();
    }

    /// Names so long that the name of each replay holds a hash.
    @Test
    void letsItemsBeSavedWhileOthersLookForAnExecution() throws Exception {
        var count = 100_000;
        var all = IntStream.range(0, count)
                .mapToObj(index -> Item.planned(
                        index, new Source("%075d".formatted(index), ExecutionStatus.FAILED, now(), now(), 0), 1))
                .toList();
        insert(store, "a", "M", all);
        store.saveItems("a", all.stream().map(item -> item.started(now())).toList(), now());
        var unknown = machine("M").execution("none-0123456789abcdef-replay-1");
        var stop = new AtomicBoolean();
        var saves = 0;
        try (var pollers = Executors.newFixedThreadPool(2)) {
            for (var i = 0; i < 2; i++) {
                pollers.execute(() -> {
                    while (!stop.get()) {
                        var ignored = store.items("a", new ItemQuery(null, null, unknown, 0, 1));
                    }
                });
            }
            try {
                var end = System.nanoTime() + Duration.ofMillis(500).toNanos();
                while (System.nanoTime() < end) {
                    store.saveItems("a", List.of(all.get(saves++ % count).started(now())), now());
                }
            } finally {
                stop.set(true);
            }
        }

        assertThat(saves).as("saves in half a second beside two pollers").isGreaterThan(200);
    }

    @Test
    void findsAnExecutionByItsNameAndItsReplaysByTheirs() {
        var sources = List.of("a", "b", "x".repeat(75), "x".repeat(74) + "y");
        insert(
                store,
                "r",
                "M:PROD",
                sources.stream()
                        .map(name -> Item.planned(
                                sources.indexOf(name), new Source(name, ExecutionStatus.FAILED, now(), now(), 0), 1))
                        .toList());
        for (var item : store.items("r", ItemQuery.all(0, 10))) {
            store.saveItems("r", List.of(item.started(now())), now());
        }
        var replay = store.find("r").orElseThrow();

        assertThat(store.items("r", ItemQuery.all(0, 10))).hasSize(4).allSatisfy(item -> {
            assertThat(store.items("r", new ItemQuery(null, null, replay.sourceOf(item), 0, 10)))
                    .containsExactly(item);
            assertThat(store.items("r", new ItemQuery(null, null, replay.replayOf(item), 0, 10)))
                    .containsExactly(item);
        });
    }

    private long causes(InMemoryReplayStore of, String id) {
        return of.items(id, ItemQuery.all(0, 10_000)).stream()
                .filter(item -> item.result().cause() != null)
                .count();
    }

    private void save(InMemoryReplayStore to, String id, Item ended) {
        to.saveItems(id, List.of(item(ended.index()).started(now())), now());
        to.saveItems(id, List.of(ended), now());
    }

    private Item failed(int index, String cause) {
        return item(index)
                .started(now())
                .ended(ExecutionStatus.FAILED, now(), Result.ended("E", cause, Verdict.STILL_FAILING, null, List.of()));
    }

    private List<String> ids() {
        return store.list(ReplayQuery.newest(100)).stream().map(Replay::id).toList();
    }

    private Instant now() {
        return clock.instant();
    }

    private InMemoryReplayStore store(int replays, int items, DataSize texts) {
        return new InMemoryReplayStore(clock, new RetentionSettings(KEPT, replays, items, texts));
    }

    private void insert(InMemoryReplayStore into, String id, String machine, List<Item> items) {
        into.insert(replay(id, machine, false), items);
    }

    private Replay replay(String id, String machine, boolean dryRun) {
        var spec = new ReplaySpec(
                machine(machine),
                new Selection(Set.of(ExecutionStatus.FAILED), List.of(), null, null, null, null, null, List.of(), null),
                new ReplaySpec.Planning(null, false, Order.OLDEST_FIRST, dryRun),
                ReplaySpec.Start.on(machine(machine)),
                Follow.OUTCOME,
                Limits.NONE,
                null);
        return Replay.create(Origin.of(id), spec, new EffectiveLimits(10, 10, 10), now());
    }

    private static StateMachineArn machine(String name) {
        return StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:" + name);
    }

    private static Plan plan(int items) {
        return new Plan("sha256:0", Plan.Found.all(items), items, Map.of(), 0, List.of());
    }

    private static List<Item> items(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(RetentionTest::item).toList();
    }

    private static Item item(int index) {
        var started = FakeClock.NOON.minusSeconds(index);
        return Item.planned(
                index, new Source("%036d".formatted(index), ExecutionStatus.FAILED, started, FakeClock.NOON, 0), 1);
    }

    private static long usedHeap() {
        var runtime = Runtime.getRuntime();
        for (var i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

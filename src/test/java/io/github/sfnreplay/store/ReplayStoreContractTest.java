package io.github.sfnreplay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.sfnreplay.replay.Command;
import io.github.sfnreplay.replay.Confirmation;
import io.github.sfnreplay.replay.FailureKind;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplayQuery;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.replay.Result;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.replay.Verdict;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.store.memory.RetentionSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

/// What every store does: it keeps replays and items as they were given, counts them, and forgets them in time.
@ParameterizedClass
@EnumSource(Backend.class)
class ReplayStoreContractTest {

    private static final String ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:";
    private static final Instant START = Instant.parse("2026-11-01T10:00:00.123Z");

    @Parameter
    Backend backend = Backend.MEMORY;

    private final MovingClock clock = new MovingClock();
    private final List<Backend.Opened> opened = new ArrayList<>();
    private Backend.Opened place;
    private ReplayStore store;

    @BeforeEach
    void open() {
        place = place(Duration.ofDays(7), 1_000, 2_000_000);
        store = place.store();
    }

    @AfterEach
    void close() {
        opened.forEach(Backend.Opened::close);
    }

    @Test
    void countsItemsAsTheyChange() {
        running("a", "M", 10);
        var items = store.items("a", ItemQuery.all(0, 10));
        save("a", items.get(0).started(START));
        save("a", items.get(1).adopted(START));
        save("a", items.get(2).failed(FailureKind.READ_FAILED, "Oops", "it could not be read"));
        save("a", items.get(3).skipped(SkipReason.INPUT_UNAVAILABLE, null));
        save("a", items.get(0).started(START).ended(ExecutionStatus.SUCCEEDED, START, same()));

        var tally = store.find("a").orElseThrow().tally();

        assertThat(tally.itemCounts().total()).isEqualTo(10);
        assertThat(tally.itemCounts().of(ItemState.PENDING)).isEqualTo(6);
        assertThat(tally.itemCounts().of(ItemState.SUCCEEDED)).isEqualTo(1);
        assertThat(tally.itemCounts().of(ItemState.RUNNING)).isEqualTo(1);
        assertThat(tally.itemCounts().bad()).isEqualTo(1);
        assertThat(tally.itemCounts().adopted()).isEqualTo(1);
        assertThat(tally.itemsStarted()).isEqualTo(1);
        assertThat(tally.of(Verdict.SAME_OUTCOME)).isEqualTo(1);
        assertThat(tally.failureGroups())
                .singleElement()
                .satisfies(group -> assertThat(group.error()).isEqualTo("Oops"));
    }

    @Test
    void countsTheSameAfterAnyMoves() {
        var random = new Random(4);
        running("a", "M", 300);
        for (var i = 0; i < 200; i++) {
            var item = store.items("a", ItemQuery.all(random.nextInt(300), 1)).getFirst();
            var next = randomMove(item, random);
            if (next != null) {
                save("a", next);
            }
        }

        var counts = store.find("a").orElseThrow().tally().itemCounts();
        for (var state : ItemState.values()) {
            assertThat(store.items("a", new ItemQuery(state, null, null, 0, 1_000)))
                    .hasSize(counts.of(state));
        }
        assertThat(counts.total()).isEqualTo(300);
    }

    @Test
    void givesItemsBackAsTheyWere() {
        running("a", "M", 1);
        var item = store.items("a", ItemQuery.all(0, 1)).getFirst();
        var ended = item.redriven(START)
                .ended(
                        ExecutionStatus.FAILED,
                        START.plusSeconds(3),
                        Result.ended("Err", "cause", Verdict.STILL_FAILING, "why", List.of("/a", "/b")));
        save("a", item.redriven(START));
        save("a", ended);

        assertThat(store.items("a", ItemQuery.all(0, 1))).containsExactly(ended);
    }

    @Test
    void refusesMovesThatAreNone() {
        running("a", "M", 1);
        var item = store.items("a", ItemQuery.all(0, 1)).getFirst();
        save("a", item.started(START));
        save("a", item.started(START).ended(ExecutionStatus.SUCCEEDED, START, same()));

        assertThatIllegalStateException().isThrownBy(() -> save("a", item.started(START)));
    }

    @Test
    void refusesASecondActiveReplayOfTheSameMachine() {
        running("a", "M", 1);

        assertThatExceptionOfType(ReplayException.class)
                .isThrownBy(() -> store.insert(pending("b", "M:PROD")))
                .satisfies(e -> assertThat(e.fault().properties()).containsEntry("activeReplayId", "a"));
        assertThat(store.find("b")).isEmpty();
        store.insert(pending("c", "Other"));

        place.engine("a").update("a", replay -> replay.finish(clock.instant()));
        store.insert(pending("b", "M:PROD"));
        assertThat(store.findActive(StateMachineArn.parse(ARN + "M")))
                .hasValueSatisfying(active -> assertThat(active.id()).isEqualTo("b"));
    }

    @Test
    void leavesAPlannedReplayAsItWasWhenItCannotBeConfirmed() {
        store.insert(pending("a", "M", true));
        store.update("a", replay -> replay.begin(clock.instant()));
        store.update("a", replay -> replay.planned(plan(), clock.instant()));
        running("b", "M", 1);

        assertThatExceptionOfType(ReplayException.class)
                .isThrownBy(() ->
                        store.update("a", replay -> replay.confirm(Confirmation.ANY, Command.NONE, clock.instant())))
                .satisfies(e -> assertThat(e.fault().kind()).isEqualTo(Fault.Kind.REPLAY_CONFLICT));
        assertThat(store.find("a").orElseThrow().state()).isEqualTo(ReplayState.PLANNED);
    }

    @Test
    void closesItemsWithTheirReplayAndKeepsThemSo() {
        running("a", "M", 3);
        var items = store.items("a", ItemQuery.all(0, 3));
        save("a", items.getFirst().started(START));
        store.update("a", replay -> replay.cancel(false, Command.NONE, clock.instant()));
        var ended = place.engine("a").update("a", replay -> replay.finish(clock.instant()));
        save("a", items.get(1).started(START));
        store.addItems("a", List.of(Item.planned(3, source(3), 1)));

        assertThat(ended.state()).isEqualTo(ReplayState.CANCELLED);
        assertThat(ended.tally()).isEqualTo(store.find("a").orElseThrow().tally());
        assertThat(ended.tally().itemCounts().of(ItemState.STARTED)).isEqualTo(1);
        assertThat(ended.tally().itemCounts().of(ItemState.CANCELLED)).isEqualTo(2);
        assertThat(store.items("a", ItemQuery.all(0, 10)))
                .extracting(Item::state)
                .containsExactly(ItemState.STARTED, ItemState.CANCELLED, ItemState.CANCELLED);
    }

    @Test
    void forgetsReplaysAfterTheirTimeButNoneThatIsActive() {
        running("a", "A", 1);
        place.engine("a").update("a", replay -> replay.finish(clock.instant()));
        running("b", "B", 1);
        clock.pass(Duration.ofDays(7).plusSeconds(1));

        assertThat(store.find("a")).isEmpty();
        assertThat(all()).extracting(Replay::id).containsExactly("b");
    }

    @Test
    void forgetsTheOldestOfTooManyReplays() {
        var small = place(Duration.ofDays(7), 2, 2_000_000);
        for (var id : List.of("a", "b", "c", "d")) {
            small.store().insert(pending(id, id));
            clock.pass(Duration.ofSeconds(1));
            small.store().update(id, replay -> replay.cancel(false, Command.NONE, clock.instant()));
        }
        small.store().insert(pending("e", "e"));

        assertThat(small.store().list(ReplayQuery.newest(10)))
                .extracting(Replay::id)
                .containsExactly("e", "d", "c");
    }

    @Test
    void forgetsFinishedReplaysToMakeRoomForItemsAndRefusesWhatDoesNotFit() {
        var small = place(Duration.ofDays(7), 100, 25);
        small.store().insert(pending("a", "A"));
        small.engine("a").addItems("a", items(20));
        small.settle();
        small.store().update("a", replay -> replay.cancel(false, Command.NONE, clock.instant()));
        small.store().insert(pending("b", "B"));
        small.engine("b").addItems("b", items(20));
        small.settle();

        assertThat(small.store().find("a")).isEmpty();
        assertThatExceptionOfType(ReplayException.class)
                .isThrownBy(() -> small.engine("b").addItems("b", items(6)))
                .satisfies(e -> assertThat(e.fault().kind()).isEqualTo(Fault.Kind.MAX_ITEMS_EXCEEDED));
    }

    @Test
    void pagesThroughItemsByIndexStateAndExecution() {
        running("a", "M", 10);
        for (var item : store.items("a", ItemQuery.all(0, 10))) {
            if (item.index() % 3 == 0) {
                save("a", item.started(START));
            }
        }

        assertThat(store.items("a", new ItemQuery(ItemState.RUNNING, null, null, 1, 2)))
                .extracting(Item::index)
                .containsExactly(3, 6);
        var replay = store.find("a").orElseThrow();
        var fourth = store.items("a", ItemQuery.all(3, 1)).getFirst();
        for (var arn : List.of(replay.sourceOf(fourth), replay.replayOf(fourth))) {
            assertThat(store.items("a", new ItemQuery(null, null, arn, 0, 10))).containsExactly(fourth);
        }
    }

    private static @Nullable Item randomMove(Item item, Random random) {
        return switch (item.state()) {
            case PENDING ->
                switch (random.nextInt(4)) {
                    case 0 -> item.started(START);
                    case 1 -> item.adopted(null);
                    case 2 -> item.failed(FailureKind.INPUT_INVALID, null, "bad");
                    default -> item.skipped(SkipReason.DUPLICATE, null);
                };
            case RUNNING ->
                random.nextBoolean() ? item.leftRunning() : item.ended(ExecutionStatus.ABORTED, START, Result.NONE);
            default -> null;
        };
    }

    private void running(String id, String machine, int items) {
        store.insert(pending(id, machine));
        var engine = place.engine(id);
        engine.update(id, replay -> replay.begin(clock.instant()));
        engine.addItems(id, items(items));
        engine.update(id, replay -> replay.planned(plan(), clock.instant()));
    }

    private void save(String id, Item item) {
        place.engine(id).saveItems(id, List.of(item), clock.instant());
        place.settle();
    }

    private List<Replay> all() {
        return store.list(ReplayQuery.newest(100));
    }

    private Backend.Opened place(Duration time, int replays, int items) {
        var place = backend.open(clock, new RetentionSettings(time, replays, items, DataSize.ofMegabytes(64)));
        opened.add(place);
        return place;
    }

    private Replay pending(String id, String machine) {
        return pending(id, machine, false);
    }

    private Replay pending(String id, String machine, boolean dryRun) {
        return StoredReplays.pending(id, machine, clock.instant(), dryRun);
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

    private static Result same() {
        return Result.ended(null, null, Verdict.SAME_OUTCOME, null, List.of());
    }

    private static final class MovingClock extends Clock {

        private Instant now = Instant.parse("2026-11-22T10:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

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

package io.github.sfnreplay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.engine.call.RequestCalls;
import io.github.sfnreplay.engine.control.EngineMeters;
import io.github.sfnreplay.engine.read.ExecutionCache;
import io.github.sfnreplay.engine.read.HistoryTrust;
import io.github.sfnreplay.engine.read.SourceReaders;
import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.pacing.PacingSettings;
import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.replay.Command;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Limits;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.replay.Replays;
import io.github.sfnreplay.replay.SecondPerson;
import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.replay.StateReason;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.AllowedStateMachines;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import io.github.sfnreplay.store.TestStores;
import io.github.sfnreplay.testing.FakeClock;
import io.github.sfnreplay.testing.NoExecutionLogs;
import io.github.sfnreplay.testing.SharedAccount;
import io.github.sfnreplay.testing.SharedAccount.Death;
import io.github.sfnreplay.testing.SharedOwnership;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

/// What becomes of a replay whose instance dies, at any of its calls.
class TakeoverTest {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final int ITEMS = 24;

    /// Enough to hit each step of a small replay, and still a few seconds.
    private static final int KILLS = 16;

    private static final StateMachineArn MACHINE =
            StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:orders");

    private final Ticker ticker = Ticker.system();
    private final FakeClock clock = new FakeClock(ticker);
    private final List<Engine> engines = new ArrayList<>();
    private ReplayStore store = TestStores.inMemory(clock);
    private SharedOwnership ownership = new SharedOwnership(store, 1);
    private SharedAccount account = new SharedAccount(ITEMS, ticker, clock, Duration.ofMillis(5));

    @AfterEach
    void end() {
        engines.forEach(Engine::stop);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void nothingIsLostAndNothingRunsTwiceWhereverAnInstanceDies(Mode mode) {
        for (var seed = 0; seed < KILLS; seed++) {
            var random = new Random(seed);
            begin(seed, Duration.ofMillis(5));
            var first = instance(new Death(1 + random.nextInt(90), random.nextBoolean()));
            var replay = first.replays().create(spec(mode, Follow.OUTCOME, Limits.NONE));
            var second = instance(new Death(1 + random.nextInt(60), random.nextBoolean()));
            awaitEnd(replay, first, second, instance(Death.NEVER));

            var ended = find(replay);
            var what = "seed " + seed + ", " + mode;
            assertThat(ended.state()).as(what).isEqualTo(ReplayState.SUCCEEDED);
            assertThat(ended.tally().itemsStarted()).as(what).isEqualTo(ITEMS);
            assertThat(ended.tally().itemCounts().adopted()).as(what).isZero();
            assertThat(account.redrives.values()).as(what).allMatch(count -> count == 1);
            assertThat(account.started().size() + account.redrives.size())
                    .as(what)
                    .isEqualTo(ITEMS);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"START_NEW", "REDRIVE"})
    void aCancelIsFinishedByWhoeverTakesOverAndStopsWhatWasStarted(Mode mode) {
        for (var seed = 0; seed < KILLS / 2; seed++) {
            var random = new Random(seed);
            begin(seed, Duration.ofHours(1));
            account.startBefore("somebody-else");
            var first = instance(new Death(40 + random.nextInt(30), random.nextBoolean()));
            var replay = first.replays().create(spec(mode, Follow.OUTCOME, Limits.NONE));
            var begun = random.nextInt(ITEMS);
            await(() -> account.running().size() > begun || first.ownership().isDead());
            first.replays().cancel(replay.id(), true, Command.NONE);
            awaitEnd(replay, first, instance(Death.NEVER));

            var what = "seed " + seed + ", " + mode;
            assertThat(find(replay).state()).as(what).isEqualTo(ReplayState.CANCELLED);
            assertThat(account.running()).as(what).containsExactly("somebody-else");
            assertThat(items(replay)).as(what).extracting(Item::state).doesNotContain(ItemState.RUNNING);
        }
    }

    @Test
    void whatOthersStartedBeforeIsStillAdopted() {
        account.startBefore("source-3-replay-1");
        var first = instance(new Death(30, true));
        var replay = first.replays().create(spec(Mode.START_NEW, Follow.OUTCOME, Limits.NONE));
        awaitEnd(replay, first, instance(Death.NEVER));

        assertThat(find(replay).tally().itemCounts().adopted()).isEqualTo(1);
        assertThat(find(replay).tally().itemsStarted()).isEqualTo(ITEMS - 1);
    }

    @Test
    void theCanaryGoesOn() {
        begin(1, Duration.ofMillis(300));
        var limits = new Limits(100, null, null, 3, Limits.AfterCanary.PAUSE, null, null);
        var first = instance(Death.NEVER);
        var replay = first.replays().create(spec(Mode.START_NEW, Follow.OUTCOME, limits));
        await(() -> account.started().size() == 3);
        first.ownership().kill();

        var second = instance(Death.NEVER);
        await(() -> {
            ownership.tellOwnerless(second.ownership());
            return find(replay).state() == ReplayState.PAUSED;
        });
        assertThat(find(replay).stateReason()).isEqualTo(StateReason.CANARY_PASSED);
        assertThat(account.started()).hasSize(3);
        second.replays().resume(replay.id(), Command.NONE);
        awaitEnd(replay, second);
        assertThat(find(replay).state()).isEqualTo(ReplayState.SUCCEEDED);
        assertThat(find(replay).tally().itemsStarted()).isEqualTo(ITEMS);
    }

    @Test
    void aPausedReplayIsTakenOverAndWaits() {
        begin(1, Duration.ofHours(1));
        var owner = instance(Death.NEVER);
        var limits = new Limits(100, null, 2, null, Limits.AfterCanary.CONTINUE, null, null);
        var replay = owner.replays().create(spec(Mode.START_NEW, Follow.OUTCOME, limits));
        await(() -> account.running().size() == 2);
        owner.replays().pause(replay.id(), Command.NONE);
        owner.ownership().kill();

        var next = instance(Death.NEVER);
        ownership.tellOwnerless(next.ownership());
        await(() -> !ownership.isFree(replay.id()));
        assertThat(find(replay).state()).isEqualTo(ReplayState.PAUSED);
        assertThat(next.engine().running()).isZero();
        next.replays().resume(replay.id(), Command.NONE);
        next.replays().cancel(replay.id(), true, Command.NONE);
        awaitEnd(replay, next);
        assertThat(account.started()).hasSize(2);
        assertThat(account.running()).isEmpty();
    }

    @Test
    void nothingBeginsWhileTheStoreDoesNotAnswer() {
        begin(1, Duration.ofMillis(5));
        var limits = new Limits(100, 50.0, null, null, Limits.AfterCanary.CONTINUE, null, null);
        var only = instance(Death.NEVER);
        var replay = only.replays().create(spec(Mode.START_NEW, Follow.OUTCOME, limits));
        await(() -> account.started().size() > 3);
        only.ownership().setCutOff(true);
        var begun = account.started().size();
        var until = System.nanoTime() + 200_000_000L;
        await(() -> System.nanoTime() > until);
        assertThat(account.started().size()).isBetween(begun, begun + 1);

        only.ownership().setCutOff(false);
        awaitEnd(replay, only);
        assertThat(account.started()).hasSize(ITEMS);
    }

    private void begin(long seed, Duration runTime) {
        store = TestStores.inMemory(clock);
        ownership = new SharedOwnership(store, seed);
        account = new SharedAccount(ITEMS, ticker, clock, runTime);
    }

    private record Instance(Engine engine, Replays replays, SharedOwnership.Instance ownership) {}

    private void awaitEnd(Replay replay, Instance... instances) {
        await(() -> {
            for (var each : instances) {
                ownership.tellOwnerless(each.ownership());
            }
            return find(replay).state().isFinal();
        });
    }

    private Replay find(Replay replay) {
        return store.find(replay.id()).orElseThrow();
    }

    private List<Item> items(Replay replay) {
        return store.items(replay.id(), ItemQuery.all(0, ITEMS));
    }

    private static ReplaySpec spec(Mode mode, Follow follow, Limits limits) {
        return new ReplaySpec(
                MACHINE,
                new Selection(Set.of(ExecutionStatus.FAILED), List.of(), null, null, null, null, null, List.of(), null),
                ReplaySpec.Planning.DEFAULT,
                new ReplaySpec.Start(mode, MACHINE, null, 1),
                follow,
                limits,
                null);
    }

    private Instance instance(Death death) {
        var own = ownership.instance();
        var engine = engine(own, account.gateway(own, death));
        engines.add(engine);
        engine.start();
        return new Instance(
                engine, new Replays(store, engine, clock, 100, AllowedStateMachines.all(), SecondPerson.NEVER), own);
    }

    private Engine engine(SharedOwnership.Instance own, StepFunctions aws) {
        var settings = new EngineSettings(
                Duration.ofMinutes(2),
                2,
                1_000_000,
                8,
                DataSize.ofMegabytes(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                new EngineSettings.Expressions(Duration.ofSeconds(1), 200));
        var quotas = new EnumMap<Action, PacingSettings.CustomQuota>(Action.class);
        for (var action : Action.values()) {
            quotas.put(action, new PacingSettings.CustomQuota(1e9, 1e9));
        }
        var pacer = new Pacer(new PacingSettings(1, Map.of("eu-west-1", quotas)), ticker);
        var readers = new SourceReaders(
                aws, new ExecutionCache(1_000_000), new HistoryTrust(ticker, new Random(1)), 100_000_000);
        var shared = new Shared(aws, pacer, ticker, settings, readers, new EngineMeters(new SimpleMeterRegistry()));
        var check = new MachineCheck(aws, new NoExecutionLogs(), new RequestCalls(pacer, ticker), settings);
        return new Engine(store, own, clock, shared, new RunnerFactory(shared, SecondPerson.NEVER), check);
    }

    private static void await(BooleanSupplier condition) {
        var began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - began).as("waited in vain").isLessThan(LONGEST_WAIT.toNanos());
            LockSupport.parkNanos(1_000_000);
        }
    }
}

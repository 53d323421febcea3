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
import io.github.sfnreplay.replay.Confirmation;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Limits;
import io.github.sfnreplay.replay.Order;
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
import io.github.sfnreplay.stepfunctions.AwsClock;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.Page;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.store.TestStores;
import io.github.sfnreplay.testing.FakeClock;
import io.github.sfnreplay.testing.NoExecutionLogs;
import io.github.sfnreplay.testing.ScriptedStepFunctions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/// Who gets a place, who waits, and for how long. Each machine has one source, whose replay runs for good.
class EngineTest {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final int PLACES = 2;

    private final Ticker ticker = Ticker.system();
    private final FakeClock clock = new FakeClock(ticker);
    private final ReplayStore store = TestStores.inMemory(clock);
    private final ScriptedStepFunctions aws = new ScriptedStepFunctions(new AwsClock(ticker::nanoTime, clock));
    private final CountDownLatch startsGoOn = new CountDownLatch(1);
    private final Engine engine = engine();
    private final Replays replays =
            new Replays(store, engine, clock, 100, AllowedStateMachines.all(), SecondPerson.NEVER);

    @BeforeEach
    void begin() {
        var source = new Execution(
                "order-1",
                ExecutionStatus.FAILED,
                FakeClock.NOON.minusSeconds(100),
                FakeClock.NOON.minusSeconds(90),
                0,
                null,
                null);
        aws.onList((machine, status, token) -> new Page<>(List.of(source), null))
                .onDescribe(execution -> new ExecutionDetails(source, "{}", null, "E", "no"))
                .onFirstEvent(execution -> "{}")
                .onStart((target, name, input) -> {
                    await(startsGoOn);
                    return clock.instant();
                });
        engine.start();
    }

    @AfterEach
    void end() {
        startsGoOn.countDown();
        engine.stop();
    }

    @Test
    void aResumeWithoutAFreePlaceWaitsInTheLine() {
        var first = create("A", Follow.NONE);
        var second = create("B", Follow.NONE);
        var third = create("C", Follow.NONE);
        await(() -> state(second) == ReplayState.RUNNING);
        assertThat(state(third)).isEqualTo(ReplayState.PENDING);

        replays.pause(first.id(), Command.NONE);
        await(() -> state(third) == ReplayState.RUNNING);
        var resumed = replays.resume(first.id(), Command.NONE).replay();

        assertThat(resumed.state()).isEqualTo(ReplayState.PENDING);
        assertThat(engine.running()).isEqualTo(PLACES);
        startsGoOn.countDown();
        await(() -> state(first) == ReplayState.SUCCEEDED);
    }

    @Test
    void aResumeWithAFreePlaceGoesOnAtOnce() {
        var first = create("A", Follow.NONE);
        await(() -> state(first) == ReplayState.RUNNING);
        replays.pause(first.id(), Command.NONE);

        assertThat(replays.resume(first.id(), Command.NONE).replay().state()).isEqualTo(ReplayState.RUNNING);
        assertThat(engine.running()).isEqualTo(1);
    }

    @Test
    void aReplayThatOnlyFollowsTakesNoPlace() {
        startsGoOn.countDown();
        var all = new ArrayList<Replay>();
        for (var machine : List.of("A", "B", "C", "D")) {
            all.add(create(machine, Follow.OUTCOME));
        }

        await(() -> aws.calls(Action.START_EXECUTION).size() == all.size());
        await(() -> engine.running() == 0);
        assertThat(all).extracting(this::state).containsOnly(ReplayState.RUNNING);
        assertThat(engine.waiting()).isZero();
    }

    @Test
    void oneOutagePausesWhatRunsAndLeavesTheLineWaiting() {
        aws.onStart((target, name, input) -> {
            await(startsGoOn);
            throw ScriptedStepFunctions.fault(Kind.DENIED);
        });
        var all = new ArrayList<Replay>();
        for (var i = 0; i < 8; i++) {
            all.add(create("M" + i, Follow.NONE));
        }
        await(() -> aws.calls(Action.START_EXECUTION).size() == PLACES);

        startsGoOn.countDown();
        await(() -> engine.running() == 0);

        assertThat(all.stream().filter(replay -> state(replay) == ReplayState.PAUSED))
                .hasSize(PLACES)
                .allSatisfy(
                        replay -> assertThat(find(replay).stateReason()).isEqualTo(StateReason.UPSTREAM_ACCESS_DENIED));
        assertThat(engine.waiting()).isEqualTo(all.size() - PLACES);

        aws.onStart((target, name, input) -> clock.instant());
        replays.resume(all.getFirst().id(), Command.NONE);
        await(() -> all.stream().skip(PLACES).allMatch(replay -> state(replay) == ReplayState.SUCCEEDED));
        assertThat(state(all.get(1))).isEqualTo(ReplayState.PAUSED);
    }

    @Test
    void onlyWhatIsToRunEntersTheLine() {
        var plans = List.of(plan("A"), plan("B"));
        plans.forEach(plan -> replays.patch(plan.id(), limits -> Limits.ofItems(5), Command.NONE));
        assertThat(engine.waiting()).isZero();

        create("C", Follow.NONE);
        create("D", Follow.NONE);
        var waiting = create("E", Follow.NONE);
        replays.confirm(plans.getFirst().id(), Confirmation.ANY, Command.NONE);
        assertThat(engine.waiting()).isEqualTo(2);
        replays.cancel(waiting.id(), false, Command.NONE);
        assertThat(engine.waiting()).isEqualTo(1);
    }

    @Test
    void aPlanConfirmedForLaterBeginsThen() {
        startsGoOn.countDown();
        var plan = plan("A");
        var later = clock.instant().plus(Duration.ofHours(1));

        var confirmed = replays.confirm(plan.id(), new Confirmation(null, later), Command.NONE)
                .replay();
        await(() -> store.find(plan.id()).isPresent() && engine.running() == 0);
        assertThat(confirmed.state()).isEqualTo(ReplayState.PENDING);
        assertThat(confirmed.times().startsAt()).isEqualTo(later);
        assertThat(engine.waiting()).isZero();
        assertThat(aws.calls(Action.START_EXECUTION)).isEmpty();

        clock.step(Duration.ofHours(1));
        await(() -> state(plan) == ReplayState.SUCCEEDED);
        assertThat(find(plan).times().startedAt()).isAfterOrEqualTo(later);
    }

    @Test
    void whatAllPauseHoldsBeginsOnlyWhenItIsResumed() {
        create("A", Follow.NONE);
        create("B", Follow.NONE);
        var waiting = create("C", Follow.NONE);
        await(() -> aws.calls(Action.START_EXECUTION).size() == PLACES);

        assertThat(replays.pauseAll(Command.NONE)).hasSize(3);
        assertThat(engine.running()).isZero();
        assertThat(engine.waiting()).isZero();
        startsGoOn.countDown();
        replays.resume(waiting.id(), Command.NONE);
        await(() -> state(waiting) == ReplayState.SUCCEEDED);
    }

    @Test
    void aReplayThatCannotBeginFailsAndLeavesItsPlace() {
        var broken = replays.create(spec("A", Follow.NONE, false, "id = ("));

        await(() -> state(broken) == ReplayState.FAILED);
        assertThat(Objects.requireNonNull(find(broken).error()).kind()).isEqualTo(Fault.Kind.INTERNAL_ERROR);
        await(() -> engine.running() == 0);
        startsGoOn.countDown();
        var next = create("A", Follow.NONE);
        await(() -> state(next) == ReplayState.SUCCEEDED);
    }

    private Replay create(String machine, Follow follow) {
        return replays.create(spec(machine, follow, false));
    }

    /// A plan that has given its place back, which it does a moment after it is there.
    private Replay plan(String machine) {
        var plan = replays.create(spec(machine, Follow.NONE, true));
        await(() -> state(plan) == ReplayState.PLANNED && engine.running() == 0);
        return plan;
    }

    private ReplayState state(Replay replay) {
        return find(replay).state();
    }

    private Replay find(Replay replay) {
        return replays.find(replay.id());
    }

    private static ReplaySpec spec(String name, Follow follow, boolean dryRun) {
        return spec(name, follow, dryRun, null);
    }

    private static ReplaySpec spec(String name, Follow follow, boolean dryRun, @Nullable String inputMatches) {
        var machine = StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:" + name);
        return new ReplaySpec(
                machine,
                new Selection(
                        Set.of(ExecutionStatus.FAILED),
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        inputMatches),
                new ReplaySpec.Planning(null, false, Order.OLDEST_FIRST, dryRun),
                ReplaySpec.Start.on(machine),
                follow,
                Limits.NONE,
                null);
    }

    private Engine engine() {
        var settings = new EngineSettings(
                Duration.ofMinutes(2),
                PLACES,
                1_000_000,
                80,
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
        return new Engine(
                store,
                TestStores.ownership(store),
                clock,
                shared,
                new RunnerFactory(shared, SecondPerson.NEVER),
                check);
    }

    private static void await(CountDownLatch latch) {
        await(() -> latch.getCount() == 0);
    }

    private static void await(BooleanSupplier condition) {
        var began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - began).as("waited in vain").isLessThan(LONGEST_WAIT.toNanos());
            LockSupport.parkNanos(1_000_000);
        }
    }
}

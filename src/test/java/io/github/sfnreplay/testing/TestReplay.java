package io.github.sfnreplay.testing;

import io.github.sfnreplay.engine.call.CallPace;
import io.github.sfnreplay.engine.call.OutageDetector;
import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.call.StartLimiter;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.Gate;
import io.github.sfnreplay.engine.control.Tenure;
import io.github.sfnreplay.pacing.FakeTicker;
import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.pacing.PacingSettings;
import io.github.sfnreplay.replay.Command;
import io.github.sfnreplay.replay.EffectiveLimits;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.Limits;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Origin;
import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.replay.SecondPerson;
import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.AwsClock;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.store.TestStores;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A replay that runs, in a store of its own, with all that an engine step needs to work on it. Its sources failed an
/// hour before [FakeClock#NOON].
public final class TestReplay {

    public static final StateMachineArn MACHINE =
            StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:orders");

    private static final double UNBOUNDED = 1e9;

    public final FakeTicker ticker;
    public final FakeClock clock;
    public final ReplayStore store;
    public final Gate starting = new Gate();
    public final Gate following = new Gate();
    public final ActiveReplay job;
    public final ScriptedStepFunctions stepFunctions;
    public final AtomicInteger pausesByItself = new AtomicInteger();
    public final Pacer pacer;

    private TestReplay(Builder builder) {
        ticker = builder.ticker;
        clock = new FakeClock(ticker);
        stepFunctions = new ScriptedStepFunctions(new AwsClock(ticker::nanoTime, clock));
        store = TestStores.inMemory(clock);
        pacer = new Pacer(new PacingSettings(1, Map.of(MACHINE.region(), quotas())), ticker);
        var now = clock.instant();
        var origin = Origin.of("00000000-0000-7000-8000-000000000001");
        var limits = new EffectiveLimits(UNBOUNDED, builder.spec.limits().maxConcurrency(), UNBOUNDED);
        var items = items(builder);
        var plan = new Plan("hash", Plan.Found.all(items.size()), items.size(), Map.of(), 0, List.of());
        var pending = Replay.create(origin, builder.spec, limits, now).withPlan(plan, SecondPerson.NEVER, now);
        store.insert(pending, items);
        var running = store.update(pending.id(), replay -> replay.begin(now));
        var tenure = new Tenure(TestStores.ownership(store).claim(pending.id()).orElseThrow(), false);
        job = new ActiveReplay(running, tenure, clock, starting, pausesByItself::incrementAndGet);
        job.refresh();
    }

    /// A replay of failed executions, each started anew and followed to its outcome, with no limits.
    public static Builder builder() {
        return new Builder();
    }

    /// Calls that are held and stopped with the replay's starts.
    public PacedCalls calls() {
        var pace = new CallPace(pacer, ticker, new StartLimiter(UNBOUNDED, ticker));
        return new PacedCalls(job, pace, new OutageDetector(Duration.ofMinutes(2), ticker));
    }

    /// Calls that go on when the replay is paused or cancelled.
    public PacedCalls followCalls() {
        return calls().through(following);
    }

    /// The item as it is in the store.
    public Item item(int index) {
        return store.items(job.latest().id(), new ItemQuery(null, null, null, index, 1))
                .getFirst();
    }

    /// What a caller does to the replay.
    public void command(UnaryOperator<Replay> move) {
        store.update(job.latest().id(), move);
        job.refresh();
    }

    public void pause() {
        command(replay -> replay.pause(Command.NONE, clock.instant()));
    }

    public void resume() {
        command(replay -> replay.resume(true, Command.NONE, clock.instant()));
    }

    public void cancel(boolean stopRunning) {
        command(replay -> replay.cancel(stopRunning, Command.NONE, clock.instant()));
    }

    private static Map<Action, PacingSettings.CustomQuota> quotas() {
        var quota = new PacingSettings.CustomQuota(UNBOUNDED, UNBOUNDED);
        var quotas = new EnumMap<Action, PacingSettings.CustomQuota>(Action.class);
        for (var action : Action.values()) {
            quotas.put(action, quota);
        }
        return quotas;
    }

    private static List<Item> items(Builder builder) {
        var stopped = FakeClock.NOON.minus(Duration.ofHours(1));
        return IntStream.range(0, builder.items)
                .mapToObj(index -> Item.planned(
                        index,
                        new Source(
                                "source-" + index,
                                builder.sourceStatus,
                                stopped.minus(Duration.ofMinutes(1)),
                                stopped,
                                0),
                        builder.spec.attempt()))
                .toList();
    }

    /// Says how the replay differs from the simplest one.
    public static final class Builder {

        private FakeTicker ticker = new FakeTicker();
        private ReplaySpec spec = new ReplaySpec(
                MACHINE,
                new Selection(Set.of(ExecutionStatus.FAILED), List.of(), null, null, null, null, null, List.of(), null),
                ReplaySpec.Planning.DEFAULT,
                ReplaySpec.Start.on(MACHINE),
                Follow.OUTCOME,
                Limits.NONE,
                null);
        private int items = 1;
        private ExecutionStatus sourceStatus = ExecutionStatus.FAILED;

        /// How many items it has; one unless told.
        public Builder items(int count) {
            items = count;
            return this;
        }

        public Builder mode(Mode mode) {
            return start(mode, null);
        }

        /// How sources are run again.
        ///
        /// @param transform JSONata; null for none
        public Builder start(Mode mode, @Nullable String transform) {
            spec = new ReplaySpec(
                    MACHINE,
                    spec.filter(),
                    spec.planning(),
                    new ReplaySpec.Start(mode, MACHINE, transform, 1),
                    spec.follow(),
                    spec.limits(),
                    null);
            return this;
        }

        public Builder follow(Follow follow) {
            spec = new ReplaySpec(MACHINE, spec.filter(), spec.planning(), spec.start(), follow, spec.limits(), null);
            return this;
        }

        /// Changes what was asked for.
        public Builder spec(UnaryOperator<ReplaySpec> change) {
            spec = change.apply(spec);
            return this;
        }

        public Builder limits(Limits limits) {
            spec = spec.withLimits(limits);
            return this;
        }

        /// How all sources ended; FAILED unless told.
        public Builder sources(ExecutionStatus status) {
            sourceStatus = status;
            return this;
        }

        public Builder ticker(FakeTicker other) {
            ticker = other;
            return this;
        }

        public TestReplay running() {
            return new TestReplay(this);
        }
    }
}

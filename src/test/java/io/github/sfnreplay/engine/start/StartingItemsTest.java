package io.github.sfnreplay.engine.start;

import static io.github.sfnreplay.testing.ScriptedStepFunctions.fault;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.engine.control.EngineMeters;
import io.github.sfnreplay.engine.control.StartAdmission;
import io.github.sfnreplay.engine.control.WorkerPool;
import io.github.sfnreplay.engine.follow.Following;
import io.github.sfnreplay.engine.follow.FollowingGates;
import io.github.sfnreplay.engine.plan.Planning;
import io.github.sfnreplay.engine.read.Access;
import io.github.sfnreplay.engine.read.ExecutionCache;
import io.github.sfnreplay.engine.read.HistoryTrust;
import io.github.sfnreplay.engine.read.SourceReaders;
import io.github.sfnreplay.expression.guard.ExpressionLimits;
import io.github.sfnreplay.replay.FailureKind;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.testing.FakeClock;
import io.github.sfnreplay.testing.TestReplay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The step that reads inputs and starts executions, with every task on the caller's thread.
class StartingItemsTest {

    private static final Duration UNTIL_TOO_OLD = Duration.ofDays(14).minusHours(1);

    @Test
    void startsEveryItemInPlanOrderWithTheInputOfItsSource() throws InterruptedException {
        var replay = TestReplay.builder().items(20).follow(Follow.NONE).running();
        describe(replay, "{\"id\": 1}");
        var inputs = new ArrayList<String>();
        replay.stepFunctions.onStart((target, name, input) -> {
            inputs.add(input);
            return FakeClock.NOON;
        });
        run(replay);

        assertThat(replay.stepFunctions.calls(Action.START_EXECUTION)).isEqualTo(names(replay, 20));
        assertThat(inputs).hasSize(20).containsOnly("{\"id\": 1}");
        assertThat(states(replay, 20)).containsOnly(ItemState.STARTED);
    }

    @Test
    void sendsTheTransformedInput() throws InterruptedException {
        var replay = TestReplay.builder()
                .start(Mode.START_NEW, "{\"again\": id + 1}")
                .follow(Follow.NONE)
                .running();
        describe(replay, "{\"id\": 1}");
        var inputs = new ArrayList<String>();
        replay.stepFunctions.onStart((target, name, input) -> {
            inputs.add(input);
            return FakeClock.NOON;
        });
        run(replay);

        assertThat(inputs).containsExactly("{\"again\":2}");
    }

    @Test
    void skipsWhatHasNoInput() throws InterruptedException {
        var replay = TestReplay.builder().follow(Follow.NONE).running();
        describe(replay, null);
        run(replay);

        assertThat(replay.item(0).result().skipReason()).isEqualTo(SkipReason.INPUT_UNAVAILABLE);
    }

    @Test
    void startsNothingMoreOnceTheReplayIsCancelled() throws InterruptedException {
        var replay = TestReplay.builder().items(5).follow(Follow.NONE).running();
        describe(replay, "{}");
        replay.stepFunctions.onStart((target, name, input) -> {
            replay.cancel(false);
            return FakeClock.NOON;
        });
        run(replay);

        assertThat(replay.stepFunctions.calls(Action.START_EXECUTION)).hasSize(1);
        assertThat(states(replay, 5))
                .containsExactly(
                        ItemState.STARTED, ItemState.PENDING, ItemState.PENDING, ItemState.PENDING, ItemState.PENDING);
    }

    @Test
    void redrivesWhatAwsRedrivesAndStartsTheRest() throws InterruptedException {
        var replay = auto();
        replay.stepFunctions.onRedrive((arn, token) -> FakeClock.NOON);
        run(replay);

        assertThat(replay.item(0).run().redriven()).isTrue();
        assertThat(replay.stepFunctions.calls(Action.START_EXECUTION)).isEmpty();
    }

    @Test
    void startsWhatBecameTooOldForARedriveWhileItWaited() throws InterruptedException {
        var replay = auto();
        replay.stepFunctions.onRedrive((arn, token) -> {
            throw fault(Kind.NOT_REDRIVABLE);
        });
        replay.ticker.pass(UNTIL_TOO_OLD.minusMinutes(10).toNanos());
        var starting = starting(replay);
        starting.readInputs();
        replay.ticker.pass(Duration.ofHours(1).toNanos());
        starting.startAll();

        assertThat(replay.item(0).state()).isEqualTo(ItemState.STARTED);
        assertThat(replay.item(0).run().redriven()).isFalse();
        assertThat(replay.stepFunctions.calls(Action.START_EXECUTION)).hasSize(1);
    }

    @Test
    void redrivesNothingThatIsTooOldByTheTimeOfAwsWhateverTheLocalClockShows() throws InterruptedException {
        var replay = auto();
        replay.ticker.pass(UNTIL_TOO_OLD.plusMinutes(10).toNanos());
        var clock = replay.stepFunctions.clock();
        clock.answered(clock.moment(), replay.clock.instant());
        replay.clock.step(Duration.ofHours(-1));
        run(replay);

        assertThat(replay.stepFunctions.calls(Action.REDRIVE_EXECUTION)).isEmpty();
        assertThat(replay.stepFunctions.calls(Action.START_EXECUTION)).hasSize(1);
    }

    @Test
    void aRefusedStartCountsAsAFailure() throws InterruptedException {
        var replay = TestReplay.builder().follow(Follow.NONE).running();
        describe(replay, "{}");
        replay.stepFunctions.onStart((target, name, input) -> {
            throw fault(Kind.REJECTED);
        });
        run(replay);

        assertThat(replay.item(0).result().failureKind()).isEqualTo(FailureKind.START_REJECTED);
    }

    private static TestReplay auto() {
        var replay = TestReplay.builder().mode(Mode.AUTO).follow(Follow.NONE).running();
        describe(replay, "{}");
        replay.stepFunctions.onStart((target, name, input) -> FakeClock.NOON);
        return replay;
    }

    private static void run(TestReplay replay) throws InterruptedException {
        var starting = starting(replay);
        starting.readInputs();
        starting.startAll();
    }

    private static Starting starting(TestReplay replay) {
        replay.stepFunctions.onFirstEvent(arn -> {
            throw fault(Kind.REJECTED);
        });
        var pool = new WorkerPool(Runnable::run, 80, unexpected -> {
            throw new AssertionError(unexpected);
        });
        var trust = new HistoryTrust(replay.ticker, new Random(1));
        var cache = new ExecutionCache(1_000_000);
        var readers = new SourceReaders(replay.stepFunctions, cache, trust, 100_000_000);
        var calls = replay.calls();
        var lasting = replay.followCalls();
        var access = new Access(
                replay.job,
                replay.stepFunctions,
                calls,
                new ExecutionListing(replay.stepFunctions, calls),
                readers.aheadOfStarts(calls, pool.forCalls()),
                pool);
        var lastingAccess = new Access(
                replay.job,
                replay.stepFunctions,
                lasting,
                new ExecutionListing(replay.stepFunctions, lasting),
                readers.forJudging(lasting, pool.forCalls()),
                pool);
        var limits = new ExpressionLimits(Duration.ofSeconds(5), 100, 262_144, 4_096);
        var admission = new StartAdmission(replay.job);
        return new Starting(
                access,
                lasting,
                new Planning(access, replay.pacer, limits, 1_000),
                new Following(
                        new Following.Ways(lastingAccess, lastingAccess, new FollowingGates()),
                        admission,
                        new EngineMeters(new SimpleMeterRegistry()),
                        () -> false),
                admission,
                cache);
    }

    private static void describe(TestReplay replay, @Nullable String input) {
        replay.stepFunctions.onDescribe(arn -> details(arn, input));
    }

    private static ExecutionDetails details(ExecutionArn arn, @Nullable String input) {
        var stopped = FakeClock.NOON.minus(Duration.ofHours(1));
        var execution = new Execution(
                arn.name(), ExecutionStatus.FAILED, stopped.minus(Duration.ofMinutes(1)), stopped, 0, null, null);
        return new ExecutionDetails(execution, input, null, "Order.Broken", null);
    }

    private static List<String> names(TestReplay replay, int count) {
        return IntStream.range(0, count)
                .mapToObj(index ->
                        replay.job.latest().replayOf(replay.item(index)).name())
                .toList();
    }

    private static List<ItemState> states(TestReplay replay, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> replay.item(index).state())
                .toList();
    }
}

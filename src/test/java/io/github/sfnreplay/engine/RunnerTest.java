package io.github.sfnreplay.engine;

import static io.github.sfnreplay.testing.ScriptedStepFunctions.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.engine.control.EngineMeters;
import io.github.sfnreplay.engine.read.ExecutionCache;
import io.github.sfnreplay.engine.read.HistoryTrust;
import io.github.sfnreplay.engine.read.SourceReaders;
import io.github.sfnreplay.pacing.FakeTicker;
import io.github.sfnreplay.replay.Command;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Progress.BoundBy;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.SecondPerson;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.Page;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.testing.FakeClock;
import io.github.sfnreplay.testing.TestReplay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class RunnerTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    /// Lets others run while it sleeps: the steps of a replay poll.
    private final FakeTicker ticker = new FakeTicker(nanos -> {
        LockSupport.parkNanos(1_000);
        return nanos;
    });

    private final CountDownLatch replaysAreRead = new CountDownLatch(1);

    @AfterEach
    void answer() {
        replaysAreRead.countDown();
    }

    @Test
    void anErrorInOneTaskFailsTheReplay() throws InterruptedException {
        var replay = scripted(3, List.of());
        replay.stepFunctions.onStart((target, name, input) -> {
            throw new OutOfMemoryError("scripted");
        });

        run(replay).join();

        assertThat(replay.job.state()).isEqualTo(ReplayState.FAILED);
        assertThat(Objects.requireNonNull(replay.job.latest().error()).kind()).isEqualTo(Fault.Kind.INTERNAL_ERROR);
        assertThat(replay.item(0).state()).isEqualTo(ItemState.UNCONFIRMED);
    }

    @Test
    void aReplayThatGetsNoThreadFails() {
        var replay = scripted(3, List.of());

        runner(replay, task -> {
                    throw new InternalError("no thread");
                })
                .run();

        assertThat(replay.job.state()).isEqualTo(ReplayState.FAILED);
        assertThat(Objects.requireNonNull(replay.job.latest().error()).kind()).isEqualTo(Fault.Kind.INTERNAL_ERROR);
    }

    /// Whoever asks for it then finds no runner yet that could be told.
    @Test
    void seesACancelOfTheMomentInWhichTheRunnerWasMade() throws InterruptedException {
        var replay = scripted(3, List.of());
        replay.stepFunctions.onStart((target, name, input) -> FakeClock.NOON);
        var id = replay.job.latest().id();
        replay.store.update(id, each -> each.cancel(false, Command.NONE, FakeClock.NOON));

        run(replay).join();

        assertThat(replay.job.state()).isEqualTo(ReplayState.CANCELLED);
        assertThat(replay.stepFunctions.calls(Action.START_EXECUTION)).isEmpty();
    }

    @Test
    void startsTheRestWhileWhatFailedBeforeIsJudgedAndACancelWaitsForNeither() throws InterruptedException {
        var before = TestReplay.builder().items(300).running();
        var failed = replaysOf(before, 200);
        var replay = scripted(300, failed);
        replay.stepFunctions.onStart((target, name, input) -> FakeClock.NOON);

        var running = run(replay);
        await().atMost(SOON)
                .until(() -> replay.stepFunctions.calls(Action.START_EXECUTION).size() == 100);

        replay.cancel(false);
        replaysAreRead.countDown(); // the calls in flight come back
        await().atMost(SOON).until(() -> replay.job.state() == ReplayState.CANCELLED);
        running.join();

        var counts = replay.job.now().tally().itemCounts();
        assertThat(counts.of(ItemState.RUNNING)).isZero();
        assertThat(counts.of(ItemState.FAILED) + counts.of(ItemState.STARTED) + counts.of(ItemState.CANCELLED))
                .isEqualTo(300);
        assertThat(replay.stepFunctions.calls(Action.START_EXECUTION)).hasSize(100);
    }

    @Test
    void saysThatNothingIsAnswered() throws InterruptedException {
        var replay = scripted(3, List.of());
        replay.stepFunctions.onStart((target, name, input) -> {
            throw fault(Kind.UNAVAILABLE);
        });
        replay.stepFunctions.onDescribe(arn -> {
            if (replay.stepFunctions.calls(Action.START_EXECUTION).isEmpty()) {
                return details(arn);
            }
            throw fault(Kind.UNAVAILABLE);
        });

        var running = run(replay);
        await().until(() -> replay.job.now().progress().upstream() != null);
        var progress = replay.job.now().progress();
        assertThat(Objects.requireNonNull(progress.upstream()).error()).isEqualTo("UNAVAILABLE");
        await().until(() -> replay.job.state() == ReplayState.PAUSED
                || replay.job.now().progress().boundBy() == BoundBy.UPSTREAM);
        replay.cancel(false);
        running.join();
    }

    /// Replays that failed, and take long to be read.
    private TestReplay scripted(int items, List<Execution> failedBefore) {
        var replay = TestReplay.builder().items(items).ticker(ticker).running();
        replay.stepFunctions
                .onList((machine, status, token) -> new Page<>(failedBefore, null))
                .onFirstEvent(arn -> {
                    throw fault(Kind.REJECTED);
                })
                .onLastEvent(arn -> {
                    throw fault(Kind.REJECTED);
                })
                .onDescribe(arn -> {
                    if (failedBefore.stream().anyMatch(each -> each.name().equals(arn.name()))) {
                        awaitReplays();
                    }
                    return details(arn);
                });
        return replay;
    }

    private static ExecutionDetails details(ExecutionArn arn) {
        var isSource = arn.name().matches("source-\\d+");
        var started = isSource ? FakeClock.NOON.minus(Duration.ofMinutes(61)) : FakeClock.NOON;
        var execution = new Execution(
                arn.name(),
                isSource ? ExecutionStatus.FAILED : ExecutionStatus.RUNNING,
                started,
                isSource ? started.plusSeconds(60) : null,
                0,
                null,
                null);
        return new ExecutionDetails(execution, "{}", null, isSource ? "Order.Broken" : null, null);
    }

    private static List<Execution> replaysOf(TestReplay replay, int count) {
        var started = FakeClock.NOON.minus(Duration.ofMinutes(30));
        return IntStream.range(0, count)
                .mapToObj(index -> new Execution(
                        replay.job.latest().replayOf(replay.item(index)).name(),
                        ExecutionStatus.FAILED,
                        started,
                        started.plusSeconds(5),
                        0,
                        null,
                        null))
                .toList();
    }

    private Thread run(TestReplay replay) {
        return Thread.ofVirtual().start(runner(replay, Executors.newVirtualThreadPerTaskExecutor()));
    }

    private Runner runner(TestReplay replay, Executor threads) {
        var settings = new EngineSettings(
                Duration.ofMinutes(2),
                4,
                1_000,
                80,
                DataSize.ofMegabytes(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(8),
                new EngineSettings.Expressions(Duration.ofSeconds(1), 200));
        var readers = new SourceReaders(
                replay.stepFunctions, new ExecutionCache(1 << 20), new HistoryTrust(ticker, new Random(1)), 1L << 30);
        var shared = new Shared(
                replay.stepFunctions,
                replay.pacer,
                ticker,
                settings,
                readers,
                new EngineMeters(new SimpleMeterRegistry()));
        return new RunnerFactory(shared, SecondPerson.NEVER).create(replay.job, threads);
    }

    private void awaitReplays() {
        try {
            replaysAreRead.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

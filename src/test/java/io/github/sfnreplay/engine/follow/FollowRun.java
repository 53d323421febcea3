package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.EngineMeters;
import io.github.sfnreplay.engine.control.StartAdmission;
import io.github.sfnreplay.engine.control.WorkerPool;
import io.github.sfnreplay.engine.read.Access;
import io.github.sfnreplay.engine.read.ExecutionCache;
import io.github.sfnreplay.engine.read.HistoryTrust;
import io.github.sfnreplay.engine.read.SourceReader;
import io.github.sfnreplay.engine.read.SourceReaders;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.Page;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.testing.FakeClock;
import io.github.sfnreplay.testing.ScriptedStepFunctions;
import io.github.sfnreplay.testing.TestReplay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A replay whose items are followed, on executions that a test moves.
final class FollowRun {

    static final Instant STARTED = FakeClock.NOON;

    final TestReplay replay;
    final Following following;
    final StartAdmission admission;
    final AtomicReference<@Nullable Throwable> unexpected = new AtomicReference<>();
    volatile boolean readsAreScarce;
    private final Map<String, ExecutionDetails> executions = new ConcurrentHashMap<>();

    FollowRun(TestReplay.Builder builder) {
        replay = builder.running();
        replay.stepFunctions
                .onList((machine, status, token) -> new Page<>(listed(), null))
                .onDescribe(this::details)
                .onStop(arn -> null);
        admission = new StartAdmission(replay.job);
        var gates = new FollowingGates();
        var pool = new WorkerPool(Executors.newVirtualThreadPerTaskExecutor(), 8, unexpected::set);
        var calls = replay.calls();
        var readers = new SourceReaders(
                replay.stepFunctions,
                new ExecutionCache(1 << 20),
                new HistoryTrust(replay.ticker, new Random(1)),
                1L << 30);
        var reader = readers.forJudging(calls.through(gates.whileJudged()), pool.forCalls());
        replay.stepFunctions.onFirstEvent(arn -> null).onLastEvent(arn -> null);
        following = new Following(
                new Following.Ways(
                        access(calls.through(gates.untilEnd()), reader, pool),
                        access(calls.through(gates.whileFollowed()), reader, pool),
                        gates),
                admission,
                new EngineMeters(new SimpleMeterRegistry()),
                () -> readsAreScarce);
        replay.job.onChange(following::changed);
    }

    private Access access(PacedCalls calls, SourceReader reader, WorkerPool pool) {
        return new Access(
                replay.job,
                replay.stepFunctions,
                calls,
                new ExecutionListing(replay.stepFunctions, calls),
                reader,
                pool);
    }

    /// All items were started and run.
    FollowRun startAll() throws InterruptedException {
        for (var item : replay.job.items().all()) {
            follow(item.started(STARTED));
            show(name(item), ExecutionStatus.RUNNING, null, null);
        }
        return this;
    }

    void follow(Item item) throws InterruptedException {
        following.outcomes().begun(item);
        @Nullable ExecutionEnd unread = null;
        following.follower().follow(item, unread, admission.admit());
    }

    String name(Item item) {
        return replay.job.latest().replayOf(item).name();
    }

    String name(int index) {
        return name(replay.item(index));
    }

    /// From now on the execution is shown like this.
    void show(String name, ExecutionStatus status, @Nullable Instant stopped, @Nullable String error) {
        show(new Execution(name, status, STARTED, stopped, 0, null, null), error);
    }

    void show(Execution execution, @Nullable String error) {
        executions.put(execution.name(), new ExecutionDetails(execution, "{}", null, error, null));
    }

    void endAll(ExecutionStatus status, @Nullable String error) {
        for (var item : replay.job.items().all()) {
            show(name(item), status, STARTED.plusSeconds(1), error);
        }
    }

    List<Execution> listed() {
        return executions.values().stream().map(ExecutionDetails::execution).toList();
    }

    static boolean isSource(ExecutionArn arn) {
        return arn.name().matches("source-\\d+");
    }

    /// Sources failed with `Order.Broken`.
    ExecutionDetails details(ExecutionArn arn) {
        var known = executions.get(arn.name());
        if (known != null) {
            return known;
        }
        if (!isSource(arn)) {
            throw ScriptedStepFunctions.fault(Kind.EXECUTION_GONE);
        }
        var source = new Execution(
                arn.name(),
                ExecutionStatus.FAILED,
                STARTED.minusSeconds(3_660),
                STARTED.minusSeconds(3_600),
                0,
                null,
                null);
        return new ExecutionDetails(source, "{}", null, "Order.Broken", "it broke");
    }

    long look() throws InterruptedException {
        var wait = following.follower().look();
        replay.ticker.pass(wait);
        return wait;
    }
}

package io.github.sfnreplay.testing;

import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.stepfunctions.AwsClock;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.Page;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One state machine in one account, which several instances call, any of which can die in any of its calls. What is
/// started or redriven succeeds a little later.
public final class SharedAccount {

    private final Ticker ticker;
    private final Clock clock;
    private final Duration runTime;
    private final Map<String, Run> runs = new LinkedHashMap<>();

    /// How often each source was redriven, by what was really done.
    public final Map<String, Integer> redrives = new HashMap<>();

    /// @param runTime how long what is started runs
    public SharedAccount(int sources, Ticker ticker, Clock clock, Duration runTime) {
        this.ticker = ticker;
        this.clock = clock;
        this.runTime = runTime;
        IntStream.range(0, sources).forEach(index -> {
            var began = FakeClock.NOON.minusSeconds(1_000 - index);
            runs.put("source-" + index, new Run(began, began.plusSeconds(1), 0, false));
        });
    }

    private final class Run {
        private Instant began;
        private @Nullable Instant failedAt;
        private @Nullable Instant goesUntil;
        private @Nullable Instant abortedAt;
        private int redriveCount;
        private @Nullable String token;

        Run(Instant began, @Nullable Instant failedAt, int redriveCount, boolean goes) {
            this.began = began;
            this.failedAt = failedAt;
            this.redriveCount = redriveCount;
            this.goesUntil = goes ? now().plus(runTime) : null;
        }

        Execution shown(String name) {
            if (abortedAt != null) {
                return shown(name, ExecutionStatus.ABORTED, abortedAt);
            }
            if (goesUntil == null) {
                return shown(name, ExecutionStatus.FAILED, failedAt);
            }
            return goesUntil.isAfter(now())
                    ? shown(name, ExecutionStatus.RUNNING, null)
                    : shown(name, ExecutionStatus.SUCCEEDED, goesUntil);
        }

        private Execution shown(String name, ExecutionStatus status, @Nullable Instant stoppedAt) {
            return new Execution(name, status, began, stoppedAt, redriveCount, null, null);
        }
    }

    /// When an instance dies.
    ///
    /// @param call counted from 1 over the calls of all actions
    /// @param isDone whether that call does its work before
    public record Death(int call, boolean isDone) {

        public static final Death NEVER = new Death(Integer.MAX_VALUE, false);
    }

    /// The way of one instance to Step Functions.
    public ScriptedStepFunctions gateway(SharedOwnership.Instance instance, Death death) {
        var awsClock = new AwsClock(ticker::nanoTime, clock);
        var line = new Line(instance, death, awsClock);
        return new ScriptedStepFunctions(awsClock)
                .onStart((target, name, input) -> line.call(() -> start(name)))
                .onRedrive((execution, token) -> line.call(() -> redrive(execution.name(), token)))
                .onDescribe(execution -> line.call(() -> describe(execution)))
                .onFirstEvent(execution -> line.call(() -> "{}"))
                .onLastEvent(execution -> line.call(() -> null))
                .onStop(execution -> line.call(() -> stop(execution.name())))
                .onList((machine, status, token) -> line.call(() -> list(status)));
    }

    private final class Line {
        private final SharedOwnership.Instance instance;
        private final Death death;
        private final AwsClock awsClock;
        private final AtomicInteger calls = new AtomicInteger();

        Line(SharedOwnership.Instance instance, Death death, AwsClock awsClock) {
            this.instance = instance;
            this.death = death;
            this.awsClock = awsClock;
        }

        @SuppressWarnings("Finally") // a death hides whatever the call came to
        <T extends @Nullable Object> T call(Supplier<T> work) {
            var sent = awsClock.moment();
            var isLast = calls.incrementAndGet() == death.call();
            if (instance.isDead() || (isLast && !death.isDone())) {
                instance.kill();
                throw ScriptedStepFunctions.noAnswer();
            }
            try {
                synchronized (SharedAccount.this) {
                    return work.get();
                }
            } finally {
                awsClock.answered(sent, now().truncatedTo(ChronoUnit.SECONDS));
                if (isLast) {
                    instance.kill();
                    throw ScriptedStepFunctions.noAnswer();
                }
            }
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Instant start(String name) {
        if (runs.containsKey(name)) {
            throw ScriptedStepFunctions.fault(Kind.ALREADY_EXISTS);
        }
        var run = new Run(now(), null, 0, true);
        runs.put(name, run);
        return run.began;
    }

    private Instant redrive(String name, String token) {
        var run = Optional.ofNullable(runs.get(name)).orElseThrow();
        if (!token.equals(run.token)) {
            if (run.shown(name).status() != ExecutionStatus.FAILED) {
                throw ScriptedStepFunctions.fault(Kind.NOT_REDRIVABLE);
            }
            run.token = token;
            run.redriveCount++;
            run.goesUntil = now().plus(runTime);
            redrives.merge(name, 1, Integer::sum);
        }
        return now();
    }

    private @Nullable Instant stop(String name) {
        var run = runs.get(name);
        if (run != null && run.shown(name).status() == ExecutionStatus.RUNNING) {
            run.abortedAt = now();
        }
        return null;
    }

    private ExecutionDetails describe(ExecutionArn execution) {
        var run = runs.get(execution.name());
        if (run == null) {
            throw ScriptedStepFunctions.fault(Kind.EXECUTION_GONE);
        }
        return new ExecutionDetails(run.shown(execution.name()), "{}", null, null, null);
    }

    private Page<Execution> list(@Nullable ExecutionStatus status) {
        return new Page<>(
                runs.entrySet().stream()
                        .map(entry -> entry.getValue().shown(entry.getKey()))
                        .filter(execution -> status == null || execution.status() == status)
                        .sorted(Comparator.comparing(Execution::sortKey).reversed())
                        .toList(),
                null);
    }

    /// Somebody else starts an execution, long before the replay.
    public synchronized void startBefore(String name) {
        var run = new Run(FakeClock.NOON.minusSeconds(500), null, 0, true);
        runs.put(name, run);
    }

    /// What replays have started, by the names.
    public synchronized List<String> started() {
        return runs.keySet().stream().filter(name -> name.contains("-replay-")).toList();
    }

    /// What runs at the moment.
    public synchronized List<String> running() {
        return runs.entrySet().stream()
                .filter(entry -> entry.getValue().shown(entry.getKey()).status() == ExecutionStatus.RUNNING)
                .map(Map.Entry::getKey)
                .toList();
    }
}

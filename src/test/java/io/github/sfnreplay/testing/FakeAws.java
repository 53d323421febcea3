package io.github.sfnreplay.testing;

import io.github.sfnreplay.pacing.FakeTicker;
import io.github.sfnreplay.stepfunctions.AwsClock;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// An account in which nothing that was started ends, with a clock of its own. Several replays may use it; each call
/// takes [#FLIGHT].
public final class FakeAws {

    /// How long a call takes, from the request to its answer.
    public static final Duration FLIGHT = Duration.ofMillis(10);

    private final FakeTicker ticker;
    private final Instant began;
    private final Map<String, Instant> starts = new LinkedHashMap<>();
    private TemporalUnit resolution = ChronoUnit.MILLIS;
    private boolean tellsDate = true;

    /// @param ahead how far its clock is ahead of the [FakeClock] of the same ticker
    public FakeAws(FakeTicker ticker, Duration ahead) {
        this.ticker = ticker;
        this.began = FakeClock.NOON.plus(ahead).minusNanos(ticker.nanoTime());
    }

    /// Its dates are cut to whole seconds.
    public FakeAws inWholeSeconds() {
        resolution = ChronoUnit.SECONDS;
        return this;
    }

    /// Its answers have no `Date` header.
    public FakeAws withoutDate() {
        tellsDate = false;
        return this;
    }

    /// Answers the starts and descriptions of that replay.
    public FakeAws serve(TestReplay replay) {
        var clock = replay.stepFunctions.clock();
        replay.stepFunctions
                .onStart((target, name, input) -> answered(clock, () -> start(name)))
                .onDescribe(arn -> answered(clock, () -> describe(arn.name())));
        return this;
    }

    /// Lets a replay make that many calls, which tell it the time.
    public void tellTime(TestReplay replay, int calls) {
        for (var i = 0; i < calls; i++) {
            answered(replay.stepFunctions.clock(), this::now);
            pass(Duration.ofMillis(317));
        }
    }

    /// Somebody starts an execution, or asks for it again.
    ///
    /// @return its start date
    public Instant start(String name) {
        return starts.computeIfAbsent(name, each -> now().truncatedTo(resolution));
    }

    public Instant now() {
        return began.plusNanos(ticker.nanoTime());
    }

    public void pass(Duration time) {
        ticker.pass(time.toNanos());
    }

    /// When each execution was started, by its name.
    public Map<String, Instant> starts() {
        return Map.copyOf(starts);
    }

    private ExecutionDetails describe(String name) {
        var date = starts.get(name);
        if (date == null) {
            throw ScriptedStepFunctions.fault(Kind.EXECUTION_GONE);
        }
        var execution = new Execution(name, ExecutionStatus.RUNNING, date, null, 0, null, null);
        return new ExecutionDetails(execution, "{}", null, null, null);
    }

    private <T> T answered(AwsClock clock, Supplier<T> work) {
        var sent = clock.moment();
        pass(FLIGHT.dividedBy(2));
        try {
            return work.get();
        } finally {
            var date = now().truncatedTo(ChronoUnit.SECONDS);
            pass(FLIGHT.dividedBy(2));
            if (tellsDate) {
                clock.answered(sent, date);
            }
        }
    }
}

package io.github.sfnreplay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.engine.call.CallPace;
import io.github.sfnreplay.engine.call.OutageDetector;
import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.call.StartLimiter;
import io.github.sfnreplay.pacing.FakeTicker;
import io.github.sfnreplay.replay.Progress;
import io.github.sfnreplay.replay.Progress.BoundBy;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.testing.ScriptedStepFunctions;
import io.github.sfnreplay.testing.TestReplay;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is said to hold a replay's rate is what held it for a good part of the last second.
class ProgressMeterTest {

    private final FakeTicker ticker = new FakeTicker();
    private final TestReplay replay = TestReplay.builder().ticker(ticker).running();
    private final PacedCalls calls = new PacedCalls(
            replay.job,
            new CallPace(replay.pacer, ticker, new StartLimiter(100, ticker)),
            new OutageDetector(Duration.ofMinutes(2), ticker));

    @ParameterizedTest
    @EnumSource
    void tellsWhatHoldsTheStarts(BoundBy cause) {
        measure(look -> cause);

        assertThat(boundBy()).isEqualTo(cause);
    }

    @Test
    void tellsWhatHoldsThemMostOften() {
        measure(look -> look < 4 ? BoundBy.READ_QUOTA : BoundBy.START_LIMIT);

        assertThat(boundBy()).isEqualTo(BoundBy.START_LIMIT);
    }

    @Test
    void tellsNothingOfWaitsThatAreRare() {
        measure(look -> look < 2 ? BoundBy.CANARY : null);

        assertThat(boundBy()).isNull();
    }

    @Test
    void tellsOfAnOutageWhateverElseHoldsThem() throws InterruptedException {
        var attempts = new AtomicInteger();
        calls.call(Action.DESCRIBE_EXECUTION, () -> {
            if (attempts.getAndIncrement() == 0) {
                throw ScriptedStepFunctions.fault(Kind.UNAVAILABLE);
            }
            ticker.pass(30 * FakeTicker.SECOND);
            measure(look -> BoundBy.MAX_CONCURRENCY);
            return true;
        });

        assertThat(boundBy()).isEqualTo(BoundBy.UPSTREAM);
    }

    @Test
    void nothingHoldsAReplayThatIsPaused() {
        replay.pause();
        measure(look -> BoundBy.CANARY);

        assertThat(boundBy()).isNull();
    }

    private @Nullable BoundBy boundBy() {
        return Objects.requireNonNull(replay.job.now().progress()).boundBy();
    }

    /// Measures once, over ten looks.
    private void measure(IntFunction<@Nullable BoundBy> heldBy) {
        var looks = new AtomicInteger();
        var meter = new ProgressMeter[1];
        meter[0] = new ProgressMeter(replay.job, calls, () -> new Progress.Planning(0, 0, 0), () -> {
            var look = looks.getAndIncrement();
            if (look == 9) {
                meter[0].stop();
            }
            return heldBy.apply(look);
        });
        try {
            meter[0].measureUntilStopped();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

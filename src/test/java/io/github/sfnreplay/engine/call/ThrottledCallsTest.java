package io.github.sfnreplay.engine.call;

import static io.github.sfnreplay.pacing.FakeTicker.MILLI;
import static io.github.sfnreplay.stepfunctions.Action.START_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.pacing.FakeTicker;
import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.pacing.PacingSettings;
import io.github.sfnreplay.pacing.PacingSettings.CustomQuota;
import io.github.sfnreplay.replay.Limits;
import io.github.sfnreplay.replay.Limits.AfterCanary;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.testing.TestReplay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/// What the pacer learns from the starts of a replay that AWS throttles, in a lane of ten calls a second.
class ThrottledCallsTest {

    private static final Lane STARTS = Lane.of(TestReplay.MACHINE, START_EXECUTION);

    private final FakeTicker ticker = new FakeTicker();
    private final Pacer pacer = new Pacer(
            new PacingSettings(
                    1, Map.of(TestReplay.MACHINE.region(), Map.of(START_EXECUTION, new CustomQuota(10.0, 10.0)))),
            ticker);
    private final List<Long> begun = new ArrayList<>();

    @Test
    void keepsTheRateWhenAStartIsThrottledByChance() throws InterruptedException {
        start(30, Limits.NONE, call -> call == 10);

        assertThat(pacer.isThrottled(STARTS)).isFalse();
        assertThat(startsAtOnce()).as("the burst, and one whose turn it was").isBetween(5L, 6L);
    }

    @Test
    void lowersTheRateWhenNoStartOfTheBurstPasses() throws InterruptedException {
        start(30, Limits.NONE, call -> call >= 10 && call < 20);

        assertThat(pacer.isThrottled(STARTS)).isTrue();
    }

    @Test
    void keepsTheSpacingThatWasAskedForAndLowersTheRateWithoutABurst() throws InterruptedException {
        start(30, new Limits(100, 8.0, null, null, AfterCanary.CONTINUE, null, null), call -> call == 10);

        assertThat(pacer.isThrottled(STARTS)).isTrue();
        assertThat(startsAtOnce()).isEqualTo(1);
    }

    @Test
    void takesAnotherRefusalForAnAnswer() throws InterruptedException {
        var job = TestReplay.builder().ticker(ticker).running().job;
        var calls = calls(job, 10);
        calls.permit(START_EXECUTION);
        pacer.throttled(STARTS, ticker.nanoTime());
        for (var i = 0; i < 6; i++) {
            calls.permit(START_EXECUTION);
            try {
                calls.permitted(START_EXECUTION, () -> fail(Kind.EXECUTION_GONE), fault -> {});
            } catch (StepFunctionsException e) {
                assertThat(e.kind()).isEqualTo(Kind.EXECUTION_GONE);
            }
        }

        ticker.pass(5_000 * MILLI);
        assertThat(pacer.isThrottled(STARTS)).isFalse();
    }

    /// Starts a given number, one after the other; each call takes no time.
    private void start(int count, Limits limits, IntPredicate isThrottled) throws InterruptedException {
        var job = TestReplay.builder().ticker(ticker).limits(limits).running().job;
        var asked = limits.startsPerSecond();
        var calls = calls(job, asked == null ? 10 : asked);
        for (var i = 0; i < count; i++) {
            calls.call(START_EXECUTION, () -> {
                begun.add(ticker.nanoTime());
                return isThrottled.test(begun.size()) ? fail(Kind.THROTTLED) : "started";
            });
        }
    }

    private PacedCalls calls(ActiveReplay job, double perSecond) {
        var pace = new CallPace(pacer, ticker, new StartLimiter(perSecond, ticker));
        return new PacedCalls(job, pace, new OutageDetector(Duration.ofMinutes(2), ticker));
    }

    private static String fail(Kind kind) {
        throw new StepFunctionsException(kind, "Refused", "as the test says", false, null);
    }

    /// How many began at the same moment, at most.
    private long startsAtOnce() {
        return begun.stream()
                .mapToLong(moment -> begun.stream().filter(moment::equals).count())
                .max()
                .orElseThrow();
    }
}

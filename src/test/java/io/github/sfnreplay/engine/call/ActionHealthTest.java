package io.github.sfnreplay.engine.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.pacing.FakeTicker;
import io.github.sfnreplay.stepfunctions.Action;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ActionHealthTest {

    private final FakeTicker ticker = new FakeTicker();
    private final OutageDetector upstream = new OutageDetector(Duration.ofMinutes(2), ticker);
    private final ActionHealth starts = upstream.health(Action.START_EXECUTION);

    @Test
    void attemptsAreSpacedOnlyOnceManyHaveFailedInARow() {
        fail(4);
        assertThat(starts.nanosUntilAttempt()).isZero();
        starts.succeeded();
        fail(4);
        assertThat(starts.nanosUntilAttempt()).isZero();
        fail(1);
        assertThat(starts.nanosUntilAttempt()).isPositive();
    }

    @Test
    void allItemsTogetherTryAFailingActionSomeThirtyTimesInTwoMinutes() {
        fail(20);
        var attempts = 0;
        for (var end = ticker.nanoTime() + 120 * FakeTicker.SECOND; ticker.nanoTime() < end; ticker.pass(10_000_000)) {
            for (var item = 0; item < 20; item++) {
                if (starts.nanosUntilAttempt() == 0) {
                    attempts++;
                    fail(1);
                }
            }
        }
        assertThat(attempts).isBetween(20, 32);
    }

    @Test
    void oneSuccessEndsTheWait() {
        fail(10);
        starts.succeeded();
        assertThat(starts.nanosUntilAttempt()).isZero();
    }

    @Test
    void anActionFailsAloneOnlyWhileOthersComeBack() {
        for (var second = 0; second < 300; second++) {
            assertThat(starts.failed())
                    .as("an outage is not the action's fault")
                    .isFalse();
            ticker.pass(FakeTicker.SECOND);
        }
        for (var second = 0; second <= 120; second++) {
            assertThat(starts.failed()).as("after %d seconds", second).isFalse();
            ticker.pass(FakeTicker.SECOND / 2);
            upstream.answered();
            ticker.pass(FakeTicker.SECOND / 2);
        }
        assertThat(starts.failed()).isTrue();
    }

    private void fail(int times) {
        for (var i = 0; i < times; i++) {
            starts.failed();
        }
    }
}

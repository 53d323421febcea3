package io.github.sfnreplay.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.replay.Limits;
import org.junit.jupiter.api.Test;

class FailureThresholdTest {

    private final FailureThreshold threshold = new FailureThreshold();

    @Test
    void toleratesFailuresUpToTheShareAndNotBeforeEnoughHaveFinished() {
        var limits = tolerating(20.0, 10);

        for (var i = 0; i < 9; i++) {
            assertThat(threshold.isExceededBy(i < 2, limits)).as("after " + i).isFalse();
        }
        assertThat(threshold.isExceededBy(false, limits))
                .as("2 of 10 is not more than 20 %")
                .isFalse();
        assertThat(threshold.isExceededBy(true, limits)).as("3 of 11 is").isTrue();
    }

    @Test
    void forgetsFailuresWhenItIsReset() {
        var limits = tolerating(0.0, 2);
        threshold.isExceededBy(true, limits);
        threshold.reset();

        assertThat(threshold.isExceededBy(false, limits)).isFalse();
        assertThat(threshold.isExceededBy(false, limits)).isFalse();
        assertThat(threshold.isExceededBy(true, limits)).isTrue();
    }

    @Test
    void toleratesEverythingUnlessAsked() {
        for (var i = 0; i < 100; i++) {
            assertThat(threshold.isExceededBy(true, Limits.NONE)).isFalse();
        }
    }

    private static Limits tolerating(double percentage, int minimum) {
        return new Limits(1_000, null, null, null, Limits.AfterCanary.CONTINUE, percentage, minimum);
    }
}

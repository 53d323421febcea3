package io.github.sfnreplay.pacing;

import static io.github.sfnreplay.pacing.FakeTicker.SECOND;
import static io.github.sfnreplay.pacing.Pace.Evidence.BURST;
import static io.github.sfnreplay.pacing.Pace.Evidence.ONE_CALL_IN_A_CROWD;
import static io.github.sfnreplay.pacing.Pace.Evidence.WHOLE_BURST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// How a lane slows down and recovers.
class PaceTest {

    private final Pace pace = new Pace(0);
    private long now;

    @Test
    void neverStopsAltogether() {
        pace.cut(WHOLE_BURST, now);
        for (var i = 0; i < 30; i++) {
            now += SECOND;
            throttleInACrowd();
        }

        assertThat(pace.part()).isEqualTo(1.0 / 64);
    }

    @Test
    void staysSlowWhileNothingPassesAndRecoversWhenACallDoes() {
        pace.cut(WHOLE_BURST, now);
        for (var i = 0; i < 5; i++) {
            now += 9 * SECOND;
            throttleInACrowd();
        }
        assertThat(pace.part()).isEqualTo(1.0 / 64);

        pace.passed(now, now);

        assertThat(partAfter(50)).isEqualTo(1);
    }

    @Test
    void learnsNothingFromACallOfBeforeTheCut() {
        now = 5 * SECOND;
        pace.cut(WHOLE_BURST, now);
        pace.passed(now - 1, now);

        assertThat(partAfter(9)).isEqualTo(0.5);
    }

    @Test
    void recoversTenSecondsAfterTheLastThrottledCallIfNoneIsMade() {
        pace.cut(WHOLE_BURST, now);

        assertThat(partAfter(10)).isEqualTo(0.5);
        assertThat(partAfter(5)).isCloseTo(0.6, within(0.001));
    }

    @Test
    void isCarefulForAMinuteNearTheRateThatWasTooMuch() {
        pace.cut(BURST, now);
        pace.passed(now, now);

        assertThat(partAfter(15)).as("80 % of the former rate").isCloseTo(0.8, within(0.001));
        assertThat(partAfter(40)).isCloseTo(0.9, within(0.001));
        assertThat(partAfter(10)).isEqualTo(1);
    }

    @Test
    void takesAThrottledWholeBurstForAnOutageAndRemembersNothing() {
        pace.cut(WHOLE_BURST, now);
        pace.passed(now, now);

        assertThat(partAfter(25)).isEqualTo(1);
    }

    @Test
    void forgetsTheRateThatWasTooMuchWhenNothingPassesAnyMore() {
        pace.cut(BURST, now);
        for (var i = 0; i < 2; i++) {
            now += SECOND;
            throttleInACrowd();
        }
        pace.passed(now, now);

        assertThat(partAfter(45)).isEqualTo(1);
    }

    @Test
    void countsAsCrowdedForAMinute() {
        pace.cut(BURST, now);

        assertThat(pace.isCrowded(59 * SECOND)).isTrue();
        assertThat(pace.isCrowded(60 * SECOND)).isFalse();
    }

    private void throttleInACrowd() {
        pace.recover(now);
        pace.throttled(now);
        pace.cut(ONE_CALL_IN_A_CROWD, now);
    }

    private double partAfter(int seconds) {
        now += seconds * SECOND;
        pace.recover(now);
        return pace.part();
    }
}

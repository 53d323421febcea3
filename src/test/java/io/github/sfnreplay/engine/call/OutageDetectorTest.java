package io.github.sfnreplay.engine.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.pacing.FakeTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Tells an outage from a single call that will not succeed.
class OutageDetectorTest {

    private static final long SECOND = 1_000_000_000L;

    private final FakeTicker ticker = new FakeTicker();
    private final OutageDetector upstream = new OutageDetector(Duration.ofSeconds(10), ticker);

    @Test
    void tellsAnOutageWhenNothingHasComeBackForAsLongAsIsTolerated() {
        assertThat(upstream.failed()).isFalse();
        ticker.pass(9 * SECOND);
        assertThat(upstream.failed()).isFalse();
        ticker.pass(SECOND);
        assertThat(upstream.failed()).isTrue();
    }

    @Test
    void anyAnswerEndsAnOutage() {
        upstream.failed();
        ticker.pass(9 * SECOND);
        upstream.answered();
        ticker.pass(9 * SECOND);
        assertThat(upstream.failed()).isFalse();
    }

    @Test
    void aCallThatFailsWhileOthersComeBackFailsAloneAfterAWhile() {
        var trial = upstream.newTrial();
        for (var i = 0; i <= 10; i++) {
            assertThat(trial.failedAlone()).as("after %d seconds", i).isFalse();
            ticker.pass(SECOND / 2);
            upstream.answered();
            ticker.pass(SECOND / 2);
        }
        assertThat(trial.failedAlone()).isTrue();
    }

    @Test
    void aCallThatFailedWhileNoneCameBackHasNotFailedAlone() {
        var trial = upstream.newTrial();
        for (var i = 0; i < 100; i++) {
            assertThat(trial.failedAlone()).isFalse();
            ticker.pass(SECOND);
        }
        upstream.answered();
        ticker.pass(SECOND);
        assertThat(trial.failedAlone()).as("the outage is over just now").isFalse();
    }

    @Test
    void theTimeBeforeAResumeDoesNotCount() {
        var trial = upstream.newTrial();
        ticker.pass(SECOND);
        upstream.answered();
        ticker.pass(SECOND);
        trial.failedAlone();
        ticker.pass(1_000 * SECOND);
        upstream.resumed();
        ticker.pass(SECOND);
        upstream.answered();
        ticker.pass(SECOND);
        assertThat(trial.failedAlone()).isFalse();
    }
}

package io.github.sfnreplay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Tells an outage from a single call that will not succeed.
class UpstreamTest {

    private static final long SECOND = 1_000_000_000L;

    private final FakeTicker ticker = new FakeTicker();
    private final Upstream upstream = new Upstream(Duration.ofSeconds(10), ticker);

    @Test
    void tellsAnOutageWhenNothingHasComeBackForAsLongAsIsTolerated() throws InterruptedException {
        assertThat(upstream.failed()).isFalse();
        ticker.sleep(9 * SECOND);
        assertThat(upstream.failed()).isFalse();
        ticker.sleep(SECOND);
        assertThat(upstream.failed()).isTrue();
    }

    @Test
    void anyAnswerEndsAnOutage() throws InterruptedException {
        upstream.failed();
        ticker.sleep(9 * SECOND);
        upstream.answered();
        ticker.sleep(9 * SECOND);
        assertThat(upstream.failed()).isFalse();
    }

    @Test
    void aCallThatFailsWhileOthersComeBackFailsAloneAfterAWhile() throws InterruptedException {
        var trial = upstream.newTrial();
        for (var i = 0; i <= 10; i++) {
            assertThat(trial.failedAlone()).as("after %d seconds", i).isFalse();
            ticker.sleep(SECOND / 2);
            upstream.answered();
            ticker.sleep(SECOND / 2);
        }
        assertThat(trial.failedAlone()).isTrue();
    }

    @Test
    void aCallThatFailedWhileNoneCameBackHasNotFailedAlone() throws InterruptedException {
        var trial = upstream.newTrial();
        for (var i = 0; i < 100; i++) {
            assertThat(trial.failedAlone()).isFalse();
            ticker.sleep(SECOND);
        }
        upstream.answered();
        ticker.sleep(SECOND);
        assertThat(trial.failedAlone()).as("the outage is over just now").isFalse();
    }

    @Test
    void theTimeBeforeAResumeDoesNotCount() throws InterruptedException {
        var trial = upstream.newTrial();
        ticker.sleep(SECOND);
        upstream.answered();
        ticker.sleep(SECOND);
        trial.failedAlone();
        ticker.sleep(1_000 * SECOND);
        upstream.resumed();
        ticker.sleep(SECOND);
        upstream.answered();
        ticker.sleep(SECOND);
        assertThat(trial.failedAlone()).isFalse();
    }
}

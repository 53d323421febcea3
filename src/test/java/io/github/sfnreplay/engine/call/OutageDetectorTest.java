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
        assertThat(upstream.failed("Oops")).isFalse();
        ticker.pass(9 * SECOND);
        assertThat(upstream.failed("Oops")).isFalse();
        ticker.pass(SECOND);
        assertThat(upstream.failed("Oops")).isTrue();
    }

    @Test
    void anyAnswerEndsAnOutage() {
        upstream.failed("Oops");
        ticker.pass(9 * SECOND);
        upstream.answered();
        ticker.pass(9 * SECOND);
        assertThat(upstream.failed("Oops")).isFalse();
    }

    @Test
    void aCallThatFailsWhileOthersComeBackFailsAloneAfterAWhile() {
        var call = upstream.newCall();
        for (var i = 0; i <= 10; i++) {
            assertThat(call.failedAlone()).as("after %d seconds", i).isFalse();
            ticker.pass(SECOND / 2);
            upstream.answered();
            ticker.pass(SECOND / 2);
        }
        assertThat(call.failedAlone()).isTrue();
    }

    @Test
    void aCallThatFailedWhileNoneCameBackHasNotFailedAlone() {
        var call = upstream.newCall();
        for (var i = 0; i < 100; i++) {
            assertThat(call.failedAlone()).isFalse();
            ticker.pass(SECOND);
        }
        upstream.answered();
        ticker.pass(SECOND);
        assertThat(call.failedAlone()).as("the outage is over just now").isFalse();
    }

    @Test
    void theTimeBeforeAResumeDoesNotCount() {
        var call = upstream.newCall();
        ticker.pass(SECOND);
        upstream.answered();
        ticker.pass(SECOND);
        call.failedAlone();
        ticker.pass(1_000 * SECOND);
        upstream.resumed();
        ticker.pass(SECOND);
        upstream.answered();
        ticker.pass(SECOND);
        assertThat(call.failedAlone()).isFalse();
    }
}

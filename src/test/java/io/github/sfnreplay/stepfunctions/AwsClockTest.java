package io.github.sfnreplay.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.pacing.FakeTicker;
import io.github.sfnreplay.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// AWS's time follows from the dates of answers, whatever the clock of this machine shows.
@ExtendWith(OutputCaptureExtension.class)
class AwsClockTest {

    private static final Duration FLIGHT = Duration.ofMillis(10);
    private static final Duration SLACK = Duration.ofMillis(25);

    private final FakeTicker ticker = new FakeTicker();
    private final FakeClock local = new FakeClock(ticker);
    private final AwsClock clock = new AwsClock(ticker::nanoTime, local);
    private Duration ahead = Duration.ZERO;

    @BeforeEach
    void beginInTheMiddleOfASecond() {
        pass(Duration.ofMillis(500));
    }

    @Test
    void knowsNothingBeforeTheFirstAnswer() {
        assertThat(clock.at(clock.moment())).isEqualTo(AwsTime.UNKNOWN);
        assertThat(clock.now()).isEqualTo(local.instant());
    }

    @Test
    void oneAnswerBoundsTheTimeToAboutASecond() {
        call();

        var time = clock.at(clock.moment());
        assertThat(time.earliest()).isBeforeOrEqualTo(aws());
        assertThat(time.latest()).isAfterOrEqualTo(aws());
        assertThat(Duration.between(time.earliest(), time.latest()))
                .isEqualTo(Duration.ofSeconds(1).plus(FLIGHT).plus(SLACK).plus(SLACK));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 200, -200, 5_000, -5_000, 120_000, -120_000})
    void manyAnswersTellTheTimeWhateverTheLocalClockShows(long millis) {
        ahead = Duration.ofMillis(millis);
        callOften(100);

        var time = clock.at(clock.moment());
        assertThat(time.earliest()).isBetween(aws().minusMillis(60), aws());
        assertThat(time.latest()).isBetween(aws(), aws().plusMillis(60));
        assertThat(clock.now()).isBetween(aws().minusMillis(60), aws().plusMillis(60));
    }

    @Test
    void laterAnswersTellMoreOfAnEarlierMoment() {
        call();
        var moment = clock.moment();
        var then = aws();
        var before = clock.at(moment);
        callOften(100);

        var after = clock.at(moment);
        assertThat(after.earliest()).isAfter(before.earliest()).isBeforeOrEqualTo(then);
        assertThat(after.latest()).isBefore(before.latest()).isAfterOrEqualTo(then);
    }

    @Test
    void aStepOfTheLocalClockChangesNothing() {
        callOften(100);
        var before = clock.at(clock.moment());
        local.step(Duration.ofMinutes(-7));

        assertThat(clock.at(clock.moment())).isEqualTo(before);
    }

    @Test
    void startsOverWhenAnswersContradictWhatWasKnown() {
        callOften(100);
        ahead = Duration.ofSeconds(30);
        callOften(100);

        var time = clock.at(clock.moment());
        assertThat(time.earliest()).isBetween(aws().minusMillis(60), aws());
        assertThat(time.latest()).isBetween(aws(), aws().plusMillis(60));
    }

    @Test
    void trustsOldAnswersLess() {
        callOften(100);
        var before = clock.at(clock.moment());
        pass(Duration.ofHours(1));
        var after = clock.at(clock.moment());

        assertThat(Duration.between(after.earliest(), after.latest()))
                .isEqualTo(Duration.between(before.earliest(), before.latest()).plusMillis(3_600));
    }

    @Test
    void warnsOnceOfAnOffsetAboveASecondAndSaysWhenItIsGone(CapturedOutput output) {
        ahead = Duration.ofSeconds(-5);
        callOften(50);
        assertThat(output.getOut().split("ahead of AWS's by", -1)).hasSize(2);
        local.step(Duration.ofSeconds(-5));
        callOften(50);
        assertThat(output.getOut().split("agrees with AWS's again", -1)).hasSize(2);
    }

    @Test
    void doesNotWarnOfLess(CapturedOutput output) {
        ahead = Duration.ofMillis(900);
        callOften(50);

        assertThat(output.getOut()).doesNotContain("The clock of this machine");
    }

    /// AWS's time, which the test knows.
    private Instant aws() {
        return FakeClock.NOON
                .plusNanos(ticker.nanoTime() - 5 * FakeTicker.SECOND)
                .plus(ahead);
    }

    private void callOften(int times) {
        for (var i = 0; i < times; i++) {
            call();
            pass(Duration.ofMillis(317));
        }
    }

    private void call() {
        var sent = clock.moment();
        pass(FLIGHT.dividedBy(2));
        var date = aws().truncatedTo(ChronoUnit.SECONDS);
        pass(FLIGHT.dividedBy(2));
        clock.answered(sent, date);
    }

    private void pass(Duration time) {
        ticker.pass(time.toNanos());
    }
}

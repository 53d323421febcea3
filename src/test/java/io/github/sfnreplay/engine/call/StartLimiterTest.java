package io.github.sfnreplay.engine.call;

import static io.github.sfnreplay.pacing.FakeTicker.MILLI;
import static io.github.sfnreplay.pacing.FakeTicker.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.pacing.FakeTicker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No second ever sees more starts than were asked for.
class StartLimiterTest {

    @Test
    void spacesStartsEvenly() throws InterruptedException {
        var ticker = new FakeTicker();
        var starts = starts(new StartLimiter(10, ticker), ticker, 5);

        assertThat(gaps(starts)).containsOnly(100 * MILLI);
    }

    @Test
    void savesNothingWhileNothingIsReady() throws InterruptedException {
        var ticker = new FakeTicker();
        var limiter = new StartLimiter(10, ticker);
        starts(limiter, ticker, 1);
        ticker.pass(20 * SECOND);

        assertThat(gaps(starts(limiter, ticker, 5))).containsOnly(100 * MILLI);
    }

    @Test
    void takesLateSleepsForNoReasonToHurry() throws InterruptedException {
        var ticker = new FakeTicker(nanos -> nanos + 3 * SECOND);
        var starts = starts(new StartLimiter(1, ticker), ticker, 10);

        assertThat(gaps(starts)).allSatisfy(gap -> assertThat(gap).isGreaterThanOrEqualTo(SECOND));
    }

    @Test
    void losesLittleToSleepsThatAreALittleLate() throws InterruptedException {
        var ticker = new FakeTicker(nanos -> nanos + MILLI / 2);
        var starts = starts(new StartLimiter(150, ticker), ticker, 1_501);

        assertThat(starts.getLast() - starts.getFirst()).isBetween(10 * SECOND - 10, 10 * SECOND + SECOND / 10);
    }

    @Test
    void obeysALowerRateAtOnce() throws InterruptedException {
        var ticker = new FakeTicker();
        var limiter = new StartLimiter(50, ticker);
        var before = starts(limiter, ticker, 50);
        limiter.setRate(2);

        var after = starts(limiter, ticker, 4);

        assertThat(after.getFirst() - before.getLast()).isGreaterThanOrEqualTo(SECOND / 2);
        assertThat(gaps(after)).allSatisfy(gap -> assertThat(gap).isGreaterThanOrEqualTo(SECOND / 2));
    }

    @Test
    void obeysAHigherRateAtOnce() throws InterruptedException {
        var ticker = new FakeTicker();
        var limiter = new StartLimiter(0.01, ticker);
        starts(limiter, ticker, 1);
        limiter.setRate(10);

        var begin = ticker.nanoTime();
        assertThat(starts(limiter, ticker, 1).getFirst() - begin).isEqualTo(100 * MILLI);
    }

    @Test
    void endsTheWaitWhenTheStartIsNoLongerWanted() throws InterruptedException {
        var ticker = new FakeTicker();
        var limiter = new StartLimiter(0.001, ticker);
        starts(limiter, ticker, 1);
        var begin = ticker.nanoTime();

        assertThat(limiter.acquire(() -> ticker.nanoTime() - begin < SECOND)).isFalse();
        assertThat(ticker.nanoTime() - begin).isLessThan(2 * SECOND);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverGivesASecondMoreThanItMayHave(long seed) throws InterruptedException {
        var random = new Random(seed);
        var rate = random.nextDouble(0.2, 400);
        var ticker = new FakeTicker(nanos -> nanos + random.nextLong(20 * MILLI));
        var limiter = new StartLimiter(rate, ticker);
        var starts = new ArrayList<Long>();
        for (var i = 0; i < 500; i++) {
            if (random.nextInt(40) == 0) {
                ticker.pass(random.nextLong(3 * SECOND));
            }
            starts.addAll(starts(limiter, ticker, 1));
        }

        assertThat(mostInASecond(starts)).isLessThanOrEqualTo((int) Math.max(1, Math.ceil(rate)));
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    /// Of half-open seconds.
    private static int mostInASecond(List<Long> starts) {
        var most = 0;
        var first = 0;
        for (var last = 0; last < starts.size(); last++) {
            while (starts.get(last) - starts.get(first) >= SECOND) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private static List<Long> starts(StartLimiter limiter, FakeTicker ticker, int count) throws InterruptedException {
        var starts = new ArrayList<Long>();
        for (var i = 0; i < count; i++) {
            assertThat(limiter.acquire(() -> true)).isTrue();
            starts.add(ticker.nanoTime());
        }
        return starts;
    }

    private static List<Long> gaps(List<Long> starts) {
        var gaps = new ArrayList<Long>();
        for (var i = 1; i < starts.size(); i++) {
            gaps.add(starts.get(i) - starts.get(i - 1));
        }
        return gaps;
    }
}

package io.github.sfnreplay.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a lane that is used to the full: when AWS throttles by chance, beside others who use most of the
/// quota, and while others take all there is. Each figure is the mean of eight simulated runs.
class ThrottlingRuleTest {

    private static final int RUNS = 8;

    @ParameterizedTest(name = "quota {0}/s, so that the lane has half of it")
    @CsvSource({"5,200", "20,400", "200,1000"})
    void usesTheLaneThoughOneCallOfTwentyIsThrottledByChance(double refill, double capacity) {
        var runs = runs(seed -> new SimulatedAccount(refill, capacity, seed).throttlingByChance(0.05), 600);

        assertThat(mean(runs, run -> run.used(60, 600))).isGreaterThanOrEqualTo(0.85);
    }

    @ParameterizedTest(name = "quota {0}/s, so that the lane has half of it")
    @CsvSource({"20,400", "200,1000"})
    void isSeldomThrottledBesideOthersWhoUseMostOfTheQuota(double refill, double capacity) {
        var runs = besideOthers(refill, capacity);

        assertThat(mean(runs, run -> run.throttled(0, 600))).isLessThan(0.03);
        assertThat(mean(runs, run -> run.throttled(120, 600)))
                .as("without the time in which the full bucket is spent")
                .isLessThan(0.03);
        assertThat(mean(runs, run -> run.used(120, 600)))
                .as("20 % of the quota is left, which is 40 % of the lane")
                .isBetween(0.35, 0.45);
    }

    /// One call in 400 ms is too few to learn from: each halving is late.
    @Test
    void isThrottledMoreOftenInALaneOfTwoAndAHalfCallsASecond() {
        var runs = besideOthers(5, 200);

        assertThat(mean(runs, run -> run.throttled(120, 600))).isBetween(0.03, 0.07);
    }

    @ParameterizedTest(name = "quota {0}/s: within {2} s")
    @CsvSource({"20,400,15", "200,1000,8"})
    void goesDownWithinSecondsWhileOthersTakeAllAndIsBackWithinAMinute(double refill, double capacity, double seconds) {
        var runs = whileOthersTakeAll(refill, capacity);

        assertThat(mean(runs, run -> run.lowestRate(60, 60 + seconds))).isLessThanOrEqualTo(0.032);
        assertThat(mean(runs, run -> run.asked(50, 60))).as("before").isCloseTo(1, within(0.02));
        assertThat(mean(runs, run -> run.used(180, 190))).as("60 s after").isGreaterThanOrEqualTo(0.95);
    }

    /// As above; within a minute it goes down to an eighth or so, and comes back as fast as any other lane.
    @Test
    void goesDownSlowlyInALaneOfTwoAndAHalfCallsASecond() {
        var runs = whileOthersTakeAll(5, 200);

        assertThat(mean(runs, run -> run.lowestRate(60, 120))).isBetween(0.032, 0.25);
        assertThat(mean(runs, run -> run.used(180, 240))).isGreaterThanOrEqualTo(0.99);
    }

    private static List<SimulatedAccount> besideOthers(double refill, double capacity) {
        return runs(seed -> new SimulatedAccount(refill, capacity, seed).othersTaking(0.8, 0, 600), 600);
    }

    /// They spend what is saved within a second, and then ask for fifty times what flows in.
    private static List<SimulatedAccount> whileOthersTakeAll(double refill, double capacity) {
        return runs(
                seed -> new SimulatedAccount(refill, capacity, seed)
                        .othersTaking(capacity / refill, 60, 61)
                        .othersTaking(50, 60, 120),
                240);
    }

    private static List<SimulatedAccount> runs(LongFunction<SimulatedAccount> seeded, double seconds) {
        return LongStream.rangeClosed(1, RUNS)
                .mapToObj(seed -> seeded.apply(seed).run(seconds))
                .toList();
    }

    private static double mean(List<SimulatedAccount> runs, ToDoubleFunction<SimulatedAccount> figure) {
        return runs.stream().mapToDouble(figure).average().orElseThrow();
    }
}

package io.github.sfnreplay.pacing;

import static io.github.sfnreplay.pacing.FakeTicker.MILLI;
import static io.github.sfnreplay.pacing.FakeTicker.SECOND;
import static io.github.sfnreplay.stepfunctions.Action.DESCRIBE_EXECUTION;
import static io.github.sfnreplay.stepfunctions.Action.GET_EXECUTION_HISTORY;
import static io.github.sfnreplay.stepfunctions.Action.LIST_EXECUTIONS;
import static io.github.sfnreplay.stepfunctions.Action.START_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.sfnreplay.pacing.PacingSettings.CustomQuota;
import io.github.sfnreplay.stepfunctions.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// The share of the account's token buckets that the service keeps to.
class PacerTest {

    private static final String TOKYO = "ap-northeast-1";
    private static final Lane DESCRIBE = new Lane("123456789012", TOKYO, DESCRIBE_EXECUTION);
    private static final Lane LIST = new Lane("123456789012", TOKYO, LIST_EXECUTIONS);
    private static final Lane HISTORY = new Lane("123456789012", TOKYO, GET_EXECUTION_HISTORY);

    private final FakeTicker ticker = new FakeTicker();
    private final Pacer pacer = pacer(0.5, Map.of());

    @Test
    void takesItsShareOfTheBurstAtOnceAndOfTheRefillAfterwards() throws InterruptedException {
        var burst = callsWithin(0, DESCRIBE);

        assertThat(burst).isBetween(118, 125);
        assertThat(callsWithin(20 * SECOND, DESCRIBE)).isBetween(99, 101);
    }

    @Test
    void saysWhatTheShareIs() {
        assertThat(pacer.ratePerSecond(TOKYO, DESCRIBE_EXECUTION)).isEqualTo(5);
        assertThat(pacer.burst(TOKYO, DESCRIBE_EXECUTION)).isEqualTo(125);
        assertThat(pacer.ratePerSecond("us-east-1", START_EXECUTION)).isEqualTo(150);
        assertThat(pacer.burst("us-east-1", START_EXECUTION)).isEqualTo(650);
    }

    @Test
    void knowsAQuotaForEveryAction() {
        for (var action : Action.values()) {
            assertThat(pacer.ratePerSecond("us-west-2", action)).isPositive();
            assertThat(pacer.ratePerSecond("sa-east-1", action)).isPositive();
        }
    }

    @Test
    void takesWhatIsConfiguredForTheRegionAndTheDefaultForTheRest() {
        var custom = pacer(1, Map.of("apnortheast1", Map.of(DESCRIBE_EXECUTION, new CustomQuota(null, 40.0))));

        assertThat(custom.ratePerSecond(TOKYO, DESCRIBE_EXECUTION)).isEqualTo(40);
        assertThat(custom.burst(TOKYO, DESCRIBE_EXECUTION)).isEqualTo(250);
        assertThat(custom.ratePerSecond("us-east-1", DESCRIBE_EXECUTION)).isEqualTo(15);
        assertThat(custom.ratePerSecond(TOKYO, GET_EXECUTION_HISTORY)).isEqualTo(20);
    }

    @Test
    void keepsAccountsAndRegionsApart() throws InterruptedException {
        callsWithin(0, DESCRIBE);

        assertThat(callsWithin(0, new Lane("999999999999", TOKYO, DESCRIBE_EXECUTION)))
                .isGreaterThan(100);
        assertThat(callsWithin(0, new Lane("123456789012", "us-east-1", DESCRIBE_EXECUTION)))
                .isGreaterThan(100);
    }

    @Test
    void takesTheLaneThatIsFreeFirst() throws InterruptedException {
        callsWithin(0, DESCRIBE);
        assertThat(pacer.acquireFirst(DESCRIBE, HISTORY, () -> true)).isEqualTo(HISTORY);

        callsWithin(0, HISTORY);
        var begin = ticker.nanoTime();
        var fromHistory = 0;
        for (var i = 0; i < 150; i++) {
            fromHistory += HISTORY.equals(pacer.acquireFirst(DESCRIBE, HISTORY, () -> true)) ? 1 : 0;
        }
        assertThat(fromHistory).as("10 a second, beside 5").isBetween(95, 105);
        assertThat(ticker.nanoTime() - begin).isBetween(9_500 * MILLI, 10_500 * MILLI);
    }

    @Test
    void endsTheWaitWhenTheCallIsNoLongerWanted() throws InterruptedException {
        callsWithin(0, LIST);
        var begin = ticker.nanoTime();

        assertThat(pacer.acquire(LIST, () -> ticker.nanoTime() - begin < SECOND / 2))
                .isFalse();
        assertThat(ticker.nanoTime() - begin).isLessThanOrEqualTo(600 * MILLI);
    }

    @Test
    void owesNothingForFourHundredCallsThatWereGivenUp() throws InterruptedException {
        var frozen = new FakeTicker(nanos -> 0);
        var busy = new Pacer(new PacingSettings(0.5, Map.of()), frozen);
        var granted = 0;
        while (busy.acquire(DESCRIBE, once())) {
            granted++;
        }
        assertThat(granted).isGreaterThan(100);
        for (var i = 0; i < 400; i++) {
            assertThat(busy.acquire(DESCRIBE, once())).isFalse();
        }

        frozen.pass(SECOND / 5);

        assertThat(busy.acquire(DESCRIBE, once())).isTrue();
    }

    @Test
    void givesTokensInTheOrderInWhichCallersCame() {
        var bucket = new LaneBucket(new Quota(1, 10), ticker);
        assertThat(bucket.tryTake(new LaneBucket.Caller())).isZero();
        var first = new LaneBucket.Caller();
        var second = new LaneBucket.Caller();
        var third = new LaneBucket.Caller();
        assertThat(bucket.tryTake(first)).isEqualTo(100 * MILLI);
        assertThat(bucket.tryTake(second)).isEqualTo(200 * MILLI);
        assertThat(bucket.tryTake(third)).isEqualTo(300 * MILLI);

        ticker.pass(100 * MILLI);

        assertThat(bucket.tryTake(third)).isEqualTo(200 * MILLI);
        assertThat(bucket.tryTake(second)).isEqualTo(100 * MILLI);
        assertThat(bucket.tryTake(first)).isZero();
        bucket.leave(second);
        assertThat(bucket.tryTake(third)).as("moves up").isEqualTo(100 * MILLI);
    }

    @Test
    void shortensAWaitThatBeganAtALowRateWhenTheRateRecovers() throws InterruptedException {
        callsWithin(0, LIST);
        for (var i = 0; i < 10; i++) {
            slowDown(LIST);
        }
        var begin = ticker.nanoTime();
        for (var i = 0; i < 10; i++) {
            pacer.acquire(LIST, () -> true);
        }

        assertThat(ticker.nanoTime() - begin)
                .as("ten at 1/64 of one a second take 640 s, ten while the rate recovers take this")
                .isLessThan(40 * SECOND);
    }

    @Test
    void refusesSharesAndQuotasThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PacingSettings(0, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new PacingSettings(1.01, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new PacingSettings(Double.NaN, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Quota(0, 1));
    }

    /// How many calls may begin until so much time has passed.
    private int callsWithin(long nanos, Lane lane) throws InterruptedException {
        var end = ticker.nanoTime() + nanos;
        for (var calls = 0; ; calls++) {
            if (!pacer.acquire(lane, () -> ticker.nanoTime() <= end) || ticker.nanoTime() > end) {
                return calls;
            }
        }
    }

    @Test
    void tellsHowLongCallsTakeGivenTheFillOfTheBucket() throws InterruptedException {
        assertThat(pacer.availableTokens(DESCRIBE)).isEqualTo(121);
        assertThat(pacer.secondsFor(DESCRIBE, 121)).isZero();
        assertThat(pacer.secondsFor(DESCRIBE, 221)).isCloseTo(20, within(0.01));

        callsWithin(0, DESCRIBE);

        assertThat(pacer.availableTokens(DESCRIBE)).isZero();
        assertThat(pacer.secondsFor(DESCRIBE, 100)).isCloseTo(20, within(0.01));
        assertThat(pacer.secondsFor(DESCRIBE, 0)).isZero();
    }

    @Test
    void tellsHowLongCallsTakeWhileALoweredRateRecovers() throws InterruptedException {
        callsWithin(0, DESCRIBE);
        slowDown(DESCRIBE);
        var rate = pacer.currentRate(DESCRIBE);
        assertThat(pacer.isThrottled(DESCRIBE)).isTrue();
        assertThat(rate).isLessThan(5);

        var expected = pacer.secondsFor(DESCRIBE, 400);
        var begin = ticker.nanoTime();
        for (var i = 0; i < 400; i++) {
            pacer.acquire(DESCRIBE, () -> true);
            pacer.answered(DESCRIBE, ticker.nanoTime());
        }

        assertThat((ticker.nanoTime() - begin) / (double) SECOND).isCloseTo(expected, within(1.5));
        assertThat(expected).isGreaterThan(80);
        assertThat(pacer.isThrottled(DESCRIBE)).isFalse();
        assertThat(pacer.currentRate(DESCRIBE)).isEqualTo(5);
    }

    @Test
    void tellsHowManyWait() throws InterruptedException {
        var busy = new Pacer(new PacingSettings(0.5, Map.of()), new FakeTicker(nanos -> 0));
        while (busy.acquireFirst(DESCRIBE, HISTORY, once()) != null) {
            // takes all that is saved
        }
        var seen = new ArrayList<Integer>();

        busy.acquireFirst(DESCRIBE, HISTORY, () -> {
            seen.addAll(List.of(busy.waiting(), busy.waiting(DESCRIBE), busy.waiting(HISTORY)));
            return seen.size() < 6;
        });

        assertThat(seen).containsExactly(1, 0, 0, 1, 1, 1);
        assertThat(busy.waiting()).isZero();
        assertThat(busy.waiting(DESCRIBE)).isZero();
        assertThat(busy.waiting(HISTORY)).isZero();
    }

    @Test
    void tellsAboutALaneWithoutKeepingIt() {
        assertThat(pacer.currentRate(DESCRIBE)).isEqualTo(5);
        assertThat(pacer.isThrottled(DESCRIBE)).isFalse();
        assertThat(pacer.waiting(DESCRIBE)).isZero();

        assertThat(pacer.lanes()).isZero();
    }

    @Test
    void dropsTheBucketsOfLanesThatAreNoLongerUsed() throws InterruptedException {
        for (var i = 0; i < 1_000; i++) {
            pacer.acquire(new Lane("%012d".formatted(i), TOKYO, DESCRIBE_EXECUTION), () -> true);
        }
        assertThat(pacer.lanes()).isEqualTo(1_000);

        ticker.pass(300 * SECOND);
        pacer.acquire(DESCRIBE, () -> true);

        assertThat(pacer.lanes()).isEqualTo(1);
    }

    @Test
    void keepsNoMoreLanesThanFitIntoMemory() throws InterruptedException {
        for (var i = 0; i < 30_000; i++) {
            pacer.acquire(new Lane("%012d".formatted(i), TOKYO, DESCRIBE_EXECUTION), () -> true);
        }

        assertThat(pacer.lanes()).isLessThanOrEqualTo(10_000);
    }

    /// The quota at AWS takes ten minutes to fill.
    @Test
    void allowsNoBurstBecauseABucketWasDropped() throws InterruptedException {
        var slow = pacer(1, Map.of(TOKYO, Map.of(DESCRIBE_EXECUTION, new CustomQuota(600.0, 1.0))));
        while (slow.acquire(DESCRIBE, once())) {
            // takes all that is saved
        }
        ticker.pass(400 * SECOND);

        var taken = 0;
        while (slow.acquire(DESCRIBE, once())) {
            taken++;
        }
        assertThat(taken).isBetween(395, 405);
    }

    /// Is throttled while nobody else is there for a burst.
    private void slowDown(Lane lane) {
        pacer.throttled(lane, ticker.nanoTime());
        ticker.pass(SECOND);
    }

    /// Does not want to wait.
    private static BooleanSupplier once() {
        var asked = new AtomicBoolean();
        return () -> !asked.getAndSet(true);
    }

    private Pacer pacer(double share, Map<String, Map<Action, CustomQuota>> quotas) {
        return new Pacer(new PacingSettings(share, quotas), ticker);
    }
}

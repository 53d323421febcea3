package io.github.sfnreplay.pacing;

import static io.github.sfnreplay.pacing.FakeTicker.MILLI;
import static io.github.sfnreplay.pacing.FakeTicker.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a lane does when AWS throttles its calls.
class LaneBucketTest {

    private final FakeTicker ticker = new FakeTicker();
    private final LaneBucket bucket = new LaneBucket(new Quota(100, 10), ticker);

    @Test
    void letsFiveCallsGoAtOnceAndMakesTheNextWaitForThem() {
        takeAll();
        throttleOne();
        assertThat(taken()).as("before the burst").isZero();
        assertThat(bucket.isInBurst()).isFalse();

        ticker.pass(100 * MILLI);

        assertThat(taken()).as("the burst").isEqualTo(5);
        assertThat(bucket.isInBurst()).isTrue();
        ticker.pass(300 * MILLI);
        assertThat(taken()).as("still paying").isZero();
        assertThat(bucket.isInBurst()).isFalse();
        ticker.pass(300 * MILLI);
        assertThat(taken()).isEqualTo(2);
    }

    @Test
    void letsTheBurstGoInTheOrderInWhichCallersCame() {
        takeAll();
        throttleOne();
        var callers = Stream.generate(LaneBucket.Caller::new).limit(7).toList();
        callers.forEach(bucket::tryTake);
        ticker.pass(100 * MILLI);

        var last = callers.get(6);
        assertThat(bucket.tryTake(last)).as("is the seventh").isPositive();
        for (var caller : callers.subList(0, 5)) {
            assertThat(bucket.tryTake(caller)).isZero();
        }
        assertThat(bucket.tryTake(callers.get(5))).isPositive();
    }

    @Test
    void wakesThoseWhoWaitForTheBurst() {
        takeAll();
        throttleOne();
        ticker.pass(20 * MILLI);
        var first = new LaneBucket.Caller();

        assertThat(bucket.tryTake(first)).isEqualTo(80 * MILLI);
        assertThat(bucket.tryTake(new LaneBucket.Caller())).isEqualTo(80 * MILLI);
    }

    @Test
    void keepsItsRateWhenTheBurstPasses() {
        throttleOne();
        answerBurst(1);

        assertThat(bucket.pace()).isEqualTo(1);
    }

    @Test
    void halvesItsRateWhenAlmostAllOfTheBurstIsThrottled() {
        throttleOne();
        answerBurst(4);

        assertThat(bucket.pace()).isEqualTo(0.5);
    }

    @Test
    void looksAgainWhenTheBurstIsNotClear() {
        throttleOne();
        answerBurst(3);
        assertThat(bucket.pace()).isEqualTo(1);
        answerBurst(3);
        assertThat(bucket.pace()).isEqualTo(1);

        throttleOne();
        answerBurst(2);
        answerBurst(4);
        assertThat(bucket.pace()).isEqualTo(0.5);
    }

    @Test
    void countsOnlyTheCallsOfTheBurst() {
        var before = ticker.nanoTime();
        throttleOne();
        ticker.pass(100 * MILLI);
        var begunAt = ticker.nanoTime();
        assertThat(take(5)).isEqualTo(5);
        for (var i = 0; i < 20; i++) {
            bucket.throttled(before);
        }
        for (var i = 0; i < 5; i++) {
            bucket.answered(begunAt);
        }

        assertThat(bucket.pace()).isEqualTo(1);
    }

    @Test
    void halvesItsRateWhenTooFewCallersAreThereForABurst() {
        throttleOne();
        for (var i = 0; i < 3; i++) {
            assertThat(bucket.pace()).isEqualTo(1);
            ticker.pass(100 * MILLI);
            assertThat(take(4)).isEqualTo(4);
            ticker.pass(101 * MILLI);
        }

        assertThat(bucket.pace()).isEqualTo(0.5);
    }

    @Test
    void triesAgainWhenTheBurstCameTooLate() {
        throttleOne();
        ticker.pass(100 * MILLI);
        assertThat(take(4)).isEqualTo(4);
        ticker.pass(101 * MILLI);
        answerBurst(0);

        ticker.pass(10 * SECOND);

        assertThat(bucket.pace()).isEqualTo(1);
    }

    @Test
    void halvesItsRateWithinASecondWhenNobodyCalls() {
        throttleOne();

        ticker.pass(601 * MILLI);

        assertThat(bucket.pace()).isEqualTo(0.5);
    }

    @Test
    void halvesItsRateWhenNoBurstIsAnswered() {
        throttleOne();
        for (var i = 0; i < 3; i++) {
            assertThat(bucket.pace()).isEqualTo(1);
            ticker.pass(100 * MILLI);
            assertThat(take(5)).isEqualTo(5);
            ticker.pass(2_001 * MILLI);
        }

        assertThat(bucket.pace()).isEqualTo(0.5);
    }

    @Test
    void judgesByTheAnswersThatCome() {
        throttleOne();
        ticker.pass(100 * MILLI);
        var begunAt = ticker.nanoTime();
        assertThat(take(5)).isEqualTo(5);
        bucket.answered(begunAt);
        bucket.answered(begunAt);
        bucket.throttled(begunAt);

        ticker.pass(20 * SECOND);

        assertThat(bucket.pace()).isEqualTo(1);
    }

    @Test
    void setsAsideWhatIsSavedUntilItKnowsWhyItWasThrottled() {
        throttleOne();
        assertThat(taken()).isZero();

        answerBurst(0);

        assertThat(taken()).isBetween(90, 97);
    }

    @Test
    void losesWhatIsSavedWhenTheBucketAtAwsIsEmpty() {
        throttleOne();
        answerBurst(5);

        ticker.pass(SECOND);
        assertThat(taken()).isLessThanOrEqualTo(1);
    }

    @Test
    void halvesItsRateAtEachThrottledCallInACrowdButNotForCallsFromBefore() {
        throttleOne();
        answerBurst(4);
        throttleOne();
        assertThat(bucket.pace()).isEqualTo(0.5);

        ticker.pass(700 * MILLI);
        throttleOne();
        assertThat(bucket.pace()).isEqualTo(0.25);
        ticker.pass(700 * MILLI);
        throttleOne();
        assertThat(bucket.pace()).isEqualTo(0.125);
    }

    @Test
    void needsOnlyFourForABurstInASlowLane() {
        var slow = new LaneBucket(new Quota(1, 2.5), ticker);
        slow.throttled(ticker.nanoTime());
        ticker.pass(100 * MILLI);

        var begun = 0;
        while (slow.tryTake(new LaneBucket.Caller()) == 0) {
            begun++;
        }

        assertThat(begun).isEqualTo(4);
    }

    private void throttleOne() {
        bucket.throttled(ticker.nanoTime());
    }

    /// Lets the burst go, and throttles a given number of its five calls.
    private void answerBurst(int throttled) {
        ticker.pass(100 * MILLI);
        var begunAt = ticker.nanoTime();
        assertThat(take(5)).isEqualTo(5);
        ticker.pass(50 * MILLI);
        for (var i = 0; i < 5; i++) {
            if (i < throttled) {
                bucket.throttled(begunAt);
            } else {
                bucket.answered(begunAt);
            }
        }
    }

    private void takeAll() {
        assertThat(taken()).isPositive();
    }

    private int taken() {
        return take(1_000);
    }

    /// How many calls may begin, if nobody waits.
    private int take(int atMost) {
        for (var taken = 0; taken < atMost; taken++) {
            var caller = new LaneBucket.Caller();
            if (bucket.tryTake(caller) > 0) {
                bucket.leave(caller);
                return taken;
            }
        }
        return atMost;
    }
}

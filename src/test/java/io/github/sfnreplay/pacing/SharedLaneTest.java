package io.github.sfnreplay.pacing;

import static io.github.sfnreplay.pacing.FakeTicker.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.sfnreplay.pacing.LaneSharing.Standing;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A lane that several instances of the service use.
class SharedLaneTest {

    private final FakeTicker ticker = new FakeTicker();
    private final AtomicInteger cuts = new AtomicInteger();
    private Standing standing = new Standing(1, false, 0);
    private final LaneBucket bucket = new LaneBucket(new Quota(100, 10), ticker, () -> standing, cuts::incrementAndGet);

    @Test
    void letsNothingBeginUntilItIsSettledHowTheLaneIsDivided() {
        standing = Standing.UNSETTLED;
        assertThat(taken()).isZero();
        ticker.pass(60 * SECOND);
        assertThat(taken()).isZero();

        standing = new Standing(1, false, 0);
        assertThat(taken()).isEqualTo(97);
    }

    @Test
    void beginsWithAnEmptyBucketWhereOthersMayHaveUsedTheOneOfAws() {
        standing = Standing.UNSETTLED;
        assertThat(taken()).isZero();

        standing = new Standing(2, true, 0);

        assertThat(taken()).isZero();
        ticker.pass(2 * SECOND);
        assertThat(taken()).isEqualTo(10);
    }

    @Test
    void givesUpItsSavedTokensAtOnceWhenAnotherInstanceJoins() {
        standing = new Standing(2, false, 0);

        assertThat(taken()).isEqualTo(48);
        ticker.pass(8 * SECOND);
        assertThat(taken()).isEqualTo(40);
        assertThat(bucket.rate()).isEqualTo(5);
    }

    @Test
    void roundsTheRateDown() {
        standing = new Standing(3, false, 0);
        assertThat(taken()).isEqualTo(32);

        ticker.pass(900 * SECOND);
        var perInstance = 0;
        for (var i = 0; i < 1_000; i++) {
            perInstance += taken();
            ticker.pass(3 * SECOND);
        }

        assertThat(perInstance).isLessThanOrEqualTo(10_000 + 32).isGreaterThan(9_900);
    }

    @Test
    void takesAllAgainWhenTheOthersHaveGone() {
        standing = new Standing(2, false, 0);
        assertThat(taken()).isPositive();

        standing = new Standing(1, false, 0);

        assertThat(taken()).isZero();
        ticker.pass(3 * SECOND);
        assertThat(taken()).isEqualTo(30);
    }

    @Test
    void stopsWhenItIsNoLongerKnownHowTheLaneIsDividedAndGoesOnWithAnEmptyBucket() {
        standing = Standing.UNSETTLED;
        assertThat(taken()).isZero();
        ticker.pass(30 * SECOND);

        standing = new Standing(1, true, 0);

        assertThat(taken()).isZero();
        ticker.pass(SECOND);
        assertThat(taken()).isEqualTo(10);
    }

    @Test
    void halvesItsRateWhenAnotherInstanceHasAndTellsNobodyOfThat() {
        assertThat(taken()).isPositive();

        standing = new Standing(2, false, 1);

        assertThat(bucket.pace()).isEqualTo(0.5);
        assertThat(bucket.rate()).isCloseTo(2.5, within(0.001));
        assertThat(cuts).hasValue(0);
    }

    @Test
    void tellsTheOthersThatItHalvedItsRate() {
        bucket.throttled(ticker.nanoTime());
        ticker.pass(SECOND);

        assertThat(bucket.pace()).isEqualTo(0.5);
        assertThat(cuts).hasValue(1);
    }

    /// How many calls may begin now, if nobody waits.
    private int taken() {
        for (var taken = 0; ; taken++) {
            var caller = new LaneBucket.Caller();
            if (bucket.tryTake(caller) > 0) {
                bucket.leave(caller);
                return taken;
            }
        }
    }
}

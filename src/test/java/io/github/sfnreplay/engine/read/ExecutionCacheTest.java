package io.github.sfnreplay.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import io.github.sfnreplay.testing.FakeClock;
import io.github.sfnreplay.testing.TestReplay;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExecutionCacheTest {

    private static final ExecutionEnd TIMEOUT = new ExecutionEnd(null, "States.Timeout", null);
    private static final ExecutionEnd OTHER = new ExecutionEnd(null, "New.Error", null);

    private final ExecutionCache cache = new ExecutionCache(100_000);

    @Test
    void keepsInputAndEndApartFromEachOther() {
        cache.add(key(FakeClock.NOON, 0), ExecutionData.told("{}", null));
        cache.add(key(FakeClock.NOON, 0), ExecutionData.told(null, TIMEOUT));

        assertThat(cache.get(key(FakeClock.NOON, 0))).isEqualTo(ExecutionData.told("{}", TIMEOUT));
    }

    @Test
    void tellsAnEndOnlyToWhoMeansThatEnd() {
        cache.add(key(FakeClock.NOON, 0), ExecutionData.described("{}", TIMEOUT));

        assertThat(cache.get(key(FakeClock.NOON, 1)).end()).isNull();
        assertThat(cache.get(key(FakeClock.NOON.plusSeconds(9), 0)).end()).isNull();
        assertThat(cache.get(key(FakeClock.NOON.plusSeconds(9), 0)).input()).isEqualTo("{}");
        assertThat(cache.get(key(FakeClock.NOON, 0)).end()).isEqualTo(TIMEOUT);
    }

    @Test
    void replacesTheEndOfBefore() {
        cache.add(key(FakeClock.NOON, 0), ExecutionData.described("{}", TIMEOUT));
        cache.add(key(FakeClock.NOON.plusSeconds(9), 1), ExecutionData.told(null, OTHER));

        assertThat(cache.get(key(FakeClock.NOON.plusSeconds(9), 1)))
                .isEqualTo(new ExecutionData("{}", OTHER, false, true));
        assertThat(cache.get(key(FakeClock.NOON, 0)).end()).isNull();
    }

    @Test
    void forgetsTheEndWhenTheExecutionIsSeenRunning() {
        cache.add(key(FakeClock.NOON, 0), ExecutionData.described("{}", TIMEOUT));
        cache.add(key(null, 0), ExecutionData.described("{}", null));

        assertThat(cache.get(key(FakeClock.NOON, 0)).end()).isNull();
    }

    @Test
    void forgetsWhatHistoriesTold() {
        cache.add(key(FakeClock.NOON, 0), ExecutionData.described("{}", null));
        cache.add(key(FakeClock.NOON, 0), ExecutionData.told(null, TIMEOUT));

        cache.forgetHistories();

        assertThat(cache.get(key(FakeClock.NOON, 0))).isEqualTo(ExecutionData.described("{}", null));
    }

    @Test
    void forgetsTheEndOfWhatIsRedriven() {
        cache.add(key(FakeClock.NOON, 0), ExecutionData.described("{}", TIMEOUT));

        cache.forgetEnd(key(null, 0).arn());

        assertThat(cache.get(key(FakeClock.NOON, 0))).isEqualTo(ExecutionData.described("{}", null));
    }

    @Test
    void isBoundedByBytes() {
        for (var i = 0; i < 1_000; i++) {
            var arn = TestReplay.MACHINE.execution("source-" + i);
            cache.add(new ExecutionKey(arn, null, 0), ExecutionData.described("x".repeat(5_000), null));
        }

        assertThat(cache.weight()).isBetween(10_000L, 100_000L);
    }

    private static ExecutionKey key(@Nullable Instant stoppedAt, int redriveCount) {
        return new ExecutionKey(TestReplay.MACHINE.execution("source"), stoppedAt, redriveCount);
    }
}

package io.github.sfnreplay.api.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.problem.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyLimitsTest {

    private final BodyLimits input = new BodyLimits(1_000_000, 1, Duration.ofMillis(50));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 999_999, 1_000_000})
    void readsABodyOfAnyLengthUpToTheLimit(int length) throws IOException {
        assertThat(read(length)).isEqualTo(length);
    }

    @Test
    void refusesALongerOne() {
        assertThatThrownBy(() -> read(1_000_001)).hasMessageContaining("longer than 1000000 bytes");
        assertThatThrownBy(() -> new BodyLimits(10, 1, Duration.ZERO).read(stream(11), body -> body.length))
                .hasMessageContaining("longer than 10 bytes");
    }

    @Test
    void readsNoMoreLargeOnesAtOnceThanThereArePlaces() throws Exception {
        var reading = new CountDownLatch(1);
        var tried = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> input.read(stream(100_000), body -> {
                reading.countDown();
                await(tried);
                return body.length;
            }));
            reading.await();
            assertThat(read(1_000)).isEqualTo(1_000);
            assertThatThrownBy(() -> read(100_000))
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.TOO_BUSY));
            tried.countDown();
            assertThat(first.get()).isEqualTo(100_000);
        }
        assertThat(read(100_000)).isEqualTo(100_000);
    }

    private int read(int length) throws IOException {
        return input.read(stream(length), body -> body.length);
    }

    private static ByteArrayInputStream stream(int length) {
        return new ByteArrayInputStream(new byte[length]);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

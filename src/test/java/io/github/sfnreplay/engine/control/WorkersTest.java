package io.github.sfnreplay.engine.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private final AtomicBoolean isStarved = new AtomicBoolean(true);
    private final AtomicReference<Throwable> unexpected = new AtomicReference<>();
    private final Workers workers = new Workers(this::execute, 1, unexpected::set);

    @Test
    void nobodyWaitsForAThreadThatCouldNotBeHad() {
        var done = new AtomicBoolean();
        assertThatExceptionOfType(InternalError.class).isThrownBy(() -> workers.fork(() -> done.set(true)));
        assertTimeoutPreemptively(Duration.ofSeconds(5), workers::settle);

        isStarved.set(false);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> workers.fork(() -> done.set(true)));
        assertTimeoutPreemptively(Duration.ofSeconds(5), workers::settle);
        assertThat(done).isTrue();
    }

    @Test
    void anErrorInATaskIsToldAndGivesItsPlaceBack() {
        isStarved.set(false);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            workers.fork(() -> {
                throw new OutOfMemoryError("no memory");
            });
            workers.settle();
        });
        assertThat(unexpected.get()).isInstanceOf(OutOfMemoryError.class);
    }

    private void execute(Runnable task) {
        if (isStarved.get()) {
            throw new InternalError("no thread");
        }
        Thread.ofVirtual().start(task);
    }
}

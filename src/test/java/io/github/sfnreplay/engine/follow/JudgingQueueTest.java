package io.github.sfnreplay.engine.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.sfnreplay.engine.control.WorkerPool;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JudgingQueueTest {

    private final AtomicReference<Throwable> unexpected = new AtomicReference<>();
    private final JudgingQueue queue =
            new JudgingQueue(new WorkerPool(Executors.newVirtualThreadPerTaskExecutor(), 80, unexpected::set));
    private final Semaphore answers = new Semaphore(0);
    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void whoeverHasManyToAddLeavesReadsToTheStarts() throws InterruptedException {
        var added = new AtomicInteger();
        var adding = Thread.ofVirtual().start(() -> addMany(added));

        await().until(() -> begun.get() == 8);
        assertThat(added).hasValue(8);
        answers.release(2);
        await().until(() -> begun.get() == 10);
        assertThat(added).hasValue(10);

        answers.release(100);
        adding.join();
        queue.awaitEmpty();
        assertThat(begun).hasValue(50);
        assertThat(unexpected).hasNullValue();
    }

    @Test
    void whatHasEndedIsJudgedWithAllCallsThatMayBeInFlight() throws InterruptedException {
        for (var i = 0; i < 100; i++) {
            queue.add(this::judge);
        }

        await().until(() -> begun.get() == 80);
        answers.release(100);
        queue.awaitEmpty();
        assertThat(begun).hasValue(100);
    }

    @Test
    void nobodyWaitsForAThreadThatCouldNotBeHad() {
        var starved = new JudgingQueue(new WorkerPool(
                task -> {
                    throw new InternalError("no thread");
                },
                80,
                unexpected::set));

        assertThatExceptionOfType(InternalError.class).isThrownBy(() -> starved.add(this::judge));

        assertTimeoutPreemptively(Duration.ofSeconds(5), starved::awaitEmpty);
    }

    private void addMany(AtomicInteger added) {
        try {
            for (var i = 0; i < 50; i++) {
                queue.awaitRoom();
                added.incrementAndGet();
                queue.add(this::judge);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void judge() throws InterruptedException {
        begun.incrementAndGet();
        answers.acquire();
    }
}

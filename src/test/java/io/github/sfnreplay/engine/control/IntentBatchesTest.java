package io.github.sfnreplay.engine.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.testing.TestReplay;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntentBatchesTest {

    private final Item item = TestReplay.builder().running().item(0);
    private final CountDownLatch firstGoesOn = new CountDownLatch(1);
    private final AtomicInteger writes = new AtomicInteger();
    private final List<String> outcomes = new CopyOnWriteArrayList<>();
    private final IntentBatches batches = new IntentBatches(items -> {
        if (writes.incrementAndGet() == 1) {
            await().until(() -> firstGoesOn.getCount() == 0);
        } else {
            throw new OutOfMemoryError("as the test says");
        }
    });

    @Test
    void nobodyTakesForKeptWhatAnErrorKeptFromBeingWritten() throws InterruptedException {
        var first = Thread.ofVirtual().start(this::add);
        await().until(() -> writes.get() == 1);
        var others = IntStream.range(0, 3)
                .mapToObj(i -> Thread.ofVirtual().start(this::add))
                .toList();
        await().until(() -> others.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));

        firstGoesOn.countDown();
        first.join();
        for (var other : others) {
            other.join();
        }

        assertThat(writes).hasValue(2);
        assertThat(outcomes).containsExactlyInAnyOrder("kept", "not kept", "not kept", "not kept");
    }

    private void add() {
        try {
            batches.add(item);
            outcomes.add("kept");
        } catch (InterruptedException | RuntimeException | Error e) {
            outcomes.add("not kept");
        }
    }
}

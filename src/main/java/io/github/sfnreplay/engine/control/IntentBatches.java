package io.github.sfnreplay.engine.control;

import io.github.sfnreplay.replay.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes intents down, those of many threads at once: while one batch is being written, the next gathers.
final class IntentBatches {

    private final Consumer<Collection<Item>> write;
    private Batch next = new Batch();
    private boolean isWriting;

    /// @param write returns when the items are kept safely
    IntentBatches(Consumer<Collection<Item>> write) {
        this.write = write;
    }

    private static final class Batch {
        private final List<Item> items = new ArrayList<>();
        private boolean isDone;
        private @Nullable RuntimeException failure;
    }

    /// Returns when the item is kept safely.
    ///
    /// @throws RuntimeException what the write of its batch throws
    void add(Item item) throws InterruptedException {
        var batch = join(item);
        if (lead(batch)) {
            write(batch);
        }
        if (batch.failure != null) {
            throw batch.failure;
        }
    }

    private synchronized Batch join(Item item) {
        next.items.add(item);
        return next;
    }

    /// Waits until the batch is written, or is the caller's to write.
    private synchronized boolean lead(Batch batch) throws InterruptedException {
        while (!batch.isDone && isWriting) {
            wait();
        }
        if (batch.isDone) {
            return false;
        }
        isWriting = true;
        next = new Batch();
        return true;
    }

    private void write(Batch batch) {
        RuntimeException failure = null;
        try {
            write.accept(batch.items);
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            failure = new IllegalStateException("What is intended could not be written", e);
            throw e;
        } finally {
            written(batch, failure);
        }
    }

    private synchronized void written(Batch batch, @Nullable RuntimeException failure) {
        batch.failure = failure;
        batch.isDone = true;
        isWriting = false;
        notifyAll();
    }
}

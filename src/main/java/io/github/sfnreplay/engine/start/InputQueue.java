package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.Gate;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.read.ExecutionData;
import io.github.sfnreplay.engine.read.ExecutionKey;
import io.github.sfnreplay.engine.read.HeldRead;
import io.github.sfnreplay.engine.read.PendingRead;
import io.github.sfnreplay.engine.read.ReadBudget;
import io.github.sfnreplay.engine.read.SourceReader;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The second step: reads what the starts need, in plan order, so many ahead and no more.
public final class InputQueue {

    private final ActiveReplay job;
    private final Gate gate;
    private final SourceReader reader;
    private final BlockingQueue<Prepared> queue;

    /// @param ahead how many items may be read, or being read, that are not started yet
    public InputQueue(ActiveReplay job, Gate gate, SourceReader reader, int ahead) {
        this.job = job;
        this.gate = gate;
        this.reader = reader;
        this.queue = new ArrayBlockingQueue<>(ahead);
    }

    /// An item whose input is there, or is being read; without an item it marks the end.
    record Prepared(@Nullable Item item, PendingRead reading) {}

    /// Reads for all items that are pending, then marks the end.
    public void readAll() throws InterruptedException {
        for (var item : job.items().in(ItemState.PENDING)) {
            put(new Prepared(item, begin(item)));
        }
        put(new Prepared(null, PendingRead.nothing()));
    }

    /// Waits for the next item.
    Prepared next() throws InterruptedException {
        while (true) {
            var next = queue.poll(200, TimeUnit.MILLISECONDS);
            if (next != null) {
                return next;
            }
            stopIfShut();
        }
    }

    private PendingRead begin(Item item) throws InterruptedException {
        var key = keyOf(item);
        var compares = job.spec().follow() == Follow.OUTPUT;
        if (isRedrive(item)) {
            return compares ? reader.begin(key, ExecutionData.Need.END, false) : PendingRead.nothing();
        }
        var both = compares && item.source().status() == ExecutionStatus.SUCCEEDED;
        return reader.begin(key, both ? ExecutionData.Need.BOTH : ExecutionData.Need.INPUT, both);
    }

    /// Whether the item is to be redriven, as far as is known before AWS is asked.
    boolean isRedrive(Item item) {
        return switch (job.spec().mode()) {
            case START_NEW -> false;
            case REDRIVE -> true;
            case AUTO -> item.source().whyNotRedrivable(job.time()) == null;
        };
    }

    /// Waits for what was read of an item, and takes it over.
    HeldRead take(PendingRead reading) throws InterruptedException {
        return reader.take(reading);
    }

    /// See [SourceReader].
    boolean mayStartWith(HeldRead held) {
        return reader.mayStartWith(held);
    }

    /// The input as the description tells it; null where AWS does not include it.
    @Nullable
    String describedInput(Item item) throws InterruptedException {
        return reader.describe(job.latest().sourceOf(item)).input();
    }

    /// Waits for the bytes that `describedInput` needs; to be closed when its result is used.
    ReadBudget.Lease reserve() throws InterruptedException {
        return reader.reserve(1);
    }

    private ExecutionKey keyOf(Item item) {
        return ExecutionKey.of(job.latest().sourceOf(item), item.source());
    }

    boolean mayStartInstead() {
        return job.spec().mode() == Mode.AUTO;
    }

    private void put(Prepared prepared) throws InterruptedException {
        while (!queue.offer(prepared, 200, TimeUnit.MILLISECONDS)) {
            stopIfShut();
        }
    }

    private void stopIfShut() {
        if (gate.isShut()) {
            throw new StoppedException();
        }
    }
}

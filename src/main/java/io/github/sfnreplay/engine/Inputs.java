package io.github.sfnreplay.engine;

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
final class Inputs {

    private final Job job;
    private final Gate gate;
    private final SourceReader reader;
    private final BlockingQueue<Prepared> queue;

    /// @param ahead how many items may be read, or being read, that are not started yet
    Inputs(Job job, Gate gate, SourceReader reader, int ahead) {
        this.job = job;
        this.gate = gate;
        this.reader = reader;
        this.queue = new ArrayBlockingQueue<>(ahead);
    }

    /// An item whose input is there, or is being read; without an item it marks the end.
    record Prepared(@Nullable Item item, Reading reading) {}

    /// Reads for all items that are pending, then marks the end.
    void readAll() throws InterruptedException {
        for (var item : job.items().in(ItemState.PENDING)) {
            put(new Prepared(item, begin(item)));
        }
        put(new Prepared(null, Reading.of(Known.NOTHING)));
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

    private Reading begin(Item item) throws InterruptedException {
        var arn = job.latest().sourceOf(item);
        var compares = job.spec().follow() == Follow.OUTPUT;
        if (isRedrive(item)) {
            return compares ? reader.begin(arn, Known.Need.END, false) : Reading.of(Known.NOTHING);
        }
        var both = compares && item.source().status() == ExecutionStatus.SUCCEEDED;
        return reader.begin(arn, both ? Known.Need.BOTH : Known.Need.INPUT, both);
    }

    /// Whether the item is to be redriven, as far as is known before AWS is asked.
    boolean isRedrive(Item item) {
        return switch (job.spec().mode()) {
            case START_NEW -> false;
            case REDRIVE -> true;
            case AUTO -> item.source().whyNotRedrivable(job.time()) == null;
        };
    }

    /// Reads the input of an item that was to be redriven and has to be started instead.
    Reading readAfterAll(Item item) throws InterruptedException {
        return reader.begin(job.latest().sourceOf(item), Known.Need.INPUT, false);
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

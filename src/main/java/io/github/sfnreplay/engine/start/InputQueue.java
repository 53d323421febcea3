package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.Gate;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.log.WantedExecution;
import io.github.sfnreplay.engine.read.ExecutionData;
import io.github.sfnreplay.engine.read.ExecutionKey;
import io.github.sfnreplay.engine.read.HeldRead;
import io.github.sfnreplay.engine.read.PendingRead;
import io.github.sfnreplay.engine.read.ReadBudget;
import io.github.sfnreplay.engine.read.SourceReader;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.AwsClock;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The second step: reads what the starts need, in plan order, a bounded number ahead.
final class InputQueue {

    private final ActiveReplay job;
    private final Gate gate;
    private final SourceReader reader;
    private final AwsClock clock;
    private final BlockingQueue<Prepared> queue;

    /// @param clock AWS's time, by which sources can be redriven or not
    /// @param ahead how many items may be read, or being read, that are not started yet
    InputQueue(ActiveReplay job, SourceReader reader, AwsClock clock, int ahead) {
        this.job = job;
        this.gate = job.gate();
        this.reader = reader;
        this.clock = clock;
        this.queue = new ArrayBlockingQueue<>(ahead);
    }

    /// An item whose input is there, or is being read; without an item it marks the end.
    ///
    /// @param action that it is to be started by; decided once, because what was read fits no other
    record Prepared(@Nullable Item item, Action action, PendingRead reading) {}

    /// Reads for all items that are pending, then marks the end.
    ///
    /// @param isWanted whether the item is to be started; asked once for each
    void readAll(Predicate<Item> isWanted) throws InterruptedException {
        announce(isWanted);
        for (var item : job.items().in(ItemState.PENDING)) {
            if (isWanted.test(item)) {
                var action = job.spec().mode().firstAction(item.source(), clock.now());
                put(new Prepared(item, action, begin(item, action)));
            }
        }
        new ReadingReport(job, reader.logs()).write();
        put(new Prepared(null, Action.START_EXECUTION, PendingRead.nothing()));
    }

    /// What is started is told beforehand, so that its inputs can be read in bulk. Outputs are too where they are to be
    /// compared.
    private void announce(Predicate<Item> isWanted) throws InterruptedException {
        if (!job.spec().mode().startsNew()) {
            return;
        }
        var need = job.spec().follow() == Follow.OUTPUT || job.spec().types().expressSource()
                ? ExecutionData.Need.BOTH
                : ExecutionData.Need.INPUT;
        Iterable<WantedExecution> executions =
                () -> StreamSupport.stream(job.items().in(ItemState.PENDING).spliterator(), false)
                        .filter(item -> item.source().stoppedAt() != null && isStarted(item) && isWanted.test(item))
                        .map(item -> WantedExecution.of(job.latest().sourceOf(item), item.source()))
                        .iterator();
        reader.announce(executions, job.now().tally().itemCounts().of(ItemState.PENDING), need);
    }

    private boolean isStarted(Item item) {
        return job.spec().mode().firstAction(item.source(), clock.now()) == Action.START_EXECUTION;
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

    private PendingRead begin(Item item, Action action) throws InterruptedException {
        var key = keyOf(item);
        var compares = job.spec().follow() == Follow.OUTPUT;
        if (action == Action.REDRIVE_EXECUTION) {
            return compares ? reader.begin(key, ExecutionData.Need.END, false) : PendingRead.nothing();
        }
        var succeeded = item.source().status() == ExecutionStatus.SUCCEEDED;
        var both = succeeded ? compares : job.spec().types().expressSource();
        return reader.begin(key, both ? ExecutionData.Need.BOTH : ExecutionData.Need.INPUT, both);
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

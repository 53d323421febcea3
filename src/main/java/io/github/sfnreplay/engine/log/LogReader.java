package io.github.sfnreplay.engine.log;

import io.github.sfnreplay.engine.control.WorkerPool;
import io.github.sfnreplay.engine.control.Workers;
import io.github.sfnreplay.executionlogs.LogPage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads executions from the log of their machine ahead of whoever takes them, one after the other in an order that is
/// told beforehand. A chain of pages can only be read one after the other, so several stretches of time are read at
/// once.
///
/// Bytes are bounded: only the stretch that is being taken may be read on when too much is held.
public final class LogReader {

    private static final Logger log = LoggerFactory.getLogger(LogReader.class);

    /// At 2 KB each a megabyte, three pages: little enough to have the first ones soon, and enough not to read the same
    /// page for two stretches.
    private static final int SLICE = 500;

    /// As many chains as are needed for 25 pages a second that take 0.3 s each.
    private static final int AHEAD = 8;

    /// With four replays at once 64 MB.
    private static final long MAX_HELD = 16L << 20;

    /// A stop, which nothing here is woken by, is noticed within this.
    private static final long LOOK_MILLIS = 100;

    private final LogCalls calls;
    private final MachineLog source;
    private final LogUsage usage;
    private final Workers workers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Deque<LogSlice> slices = new ArrayDeque<>();
    private Iterator<WantedExecution> wanted = Collections.emptyIterator();
    private boolean inputs;
    private boolean ends;

    LogReader(LogCalls calls, MachineLog source, LogUsage usage, WorkerPool pool) {
        this.calls = calls;
        this.source = source;
        this.usage = usage;
        this.workers = pool.workers(2 * AHEAD);
    }

    /// Tells what will be taken, in its order; what was told before is forgotten.
    ///
    /// @param wantsInputs whether inputs are wanted
    /// @param wantsEnds whether ends are wanted
    public void readAhead(Iterator<WantedExecution> executions, boolean wantsInputs, boolean wantsEnds) {
        lock.lock();
        try {
            slices.forEach(LogSlice::end);
            slices.clear();
            wanted = executions;
            inputs = wantsInputs;
            ends = wantsEnds;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for what the logs tell of an execution.
    ///
    /// @return null if they tell nothing of it, or are not used
    public @Nullable LoggedExecution take(String arn) throws InterruptedException {
        if (!usage.isOn()) {
            return null;
        }
        var slice = sliceOf(arn);
        if (slice == null) {
            return null;
        }
        var told = awaited(slice, arn);
        return told.isNothing() ? null : told;
    }

    /// The stretch that the execution is in. Those before it are passed.
    private @Nullable LogSlice sliceOf(String arn) throws InterruptedException {
        lock.lock();
        try {
            fill();
            if (slices.stream().noneMatch(slice -> slice.contains(arn))) {
                return null;
            }
            while (!slices.element().contains(arn)) {
                slices.remove().end();
                moved.signalAll();
            }
            fill();
            return slices.element();
        } finally {
            lock.unlock();
        }
    }

    private void fill() throws InterruptedException {
        while (slices.size() < AHEAD && wanted.hasNext()) {
            var executions = new ArrayList<WantedExecution>(SLICE);
            while (executions.size() < SLICE && wanted.hasNext()) {
                var next = wanted.next();
                if (source.keeps(next.startedAt())) {
                    executions.add(next);
                }
            }
            if (!executions.isEmpty()) {
                var slice = new LogSlice(executions, inputs, ends);
                slices.add(slice);
                workers.fork(() -> read(slice));
            }
        }
    }

    private LoggedExecution awaited(LogSlice slice, String arn) throws InterruptedException {
        while (true) {
            calls.pass();
            lock.lockInterruptibly();
            try {
                if (slice.isComplete(arn) || slice.isOver() || !usage.isOn()) {
                    var told = slice.take(arn);
                    moved.signalAll();
                    return told;
                }
                var ignored = moved.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } finally {
                lock.unlock();
            }
        }
    }

    private void read(LogSlice slice) throws InterruptedException {
        try {
            for (var query : slice.queries(source)) {
                String token = null;
                do {
                    awaitRoom(slice);
                    var page = calls.find(query, token);
                    var found = add(slice, page);
                    usage.pageRead(found);
                    token = page.nextToken();
                } while (token != null && !isOver(slice) && usage.isOn());
            }
        } catch (LogsUnusableException e) {
            log.debug("Logs are not used any more: {}", e.why());
            usage.stop(e.why(), e.isNotable());
        } finally {
            end(slice);
        }
    }

    private int add(LogSlice slice, LogPage page) {
        lock.lock();
        try {
            var found = 0;
            for (var event : page.events()) {
                found += slice.add(event, source.mayBeMasked(event)) ? 1 : 0;
            }
            moved.signalAll();
            return found;
        } finally {
            lock.unlock();
        }
    }

    /// The stretch that is being taken is always read on, or nobody would make room.
    private void awaitRoom(LogSlice slice) throws InterruptedException {
        while (true) {
            calls.pass();
            lock.lockInterruptibly();
            try {
                var held = slices.stream().mapToLong(LogSlice::weight).sum();
                if (held < MAX_HELD || slice == slices.peek() || slice.isOver() || !usage.isOn()) {
                    return;
                }
                var ignored = moved.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean isOver(LogSlice slice) {
        lock.lock();
        try {
            return slice.isOver();
        } finally {
            lock.unlock();
        }
    }

    private void end(LogSlice slice) {
        lock.lock();
        try {
            slice.end();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

package io.github.sfnreplay.engine.log;

import io.github.sfnreplay.engine.control.WorkerPool;
import io.github.sfnreplay.executionlogs.ExecutionEvent;
import io.github.sfnreplay.executionlogs.LogQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Goes through all events of a time. The pages of one stretch can only be read one after the other, so several
/// stretches are read at once.
final class LogScan {

    /// An hour may hold thousands of pages, or none.
    private static final Duration STRETCH = Duration.ofHours(1);

    /// More are not worth a call each where most are empty.
    private static final long MOST_STRETCHES = 256;

    /// At a quarter of a second a call, more than the quota of FilterLogEvents serves.
    private static final int AT_ONCE = 8;

    private final LogCalls calls;
    private final MachineLog log;
    private final WorkerPool pool;
    private final ReentrantLock using = new ReentrantLock();

    LogScan(LogCalls calls, MachineLog log, WorkerPool pool) {
        this.calls = calls;
        this.log = log;
        this.pool = pool;
    }

    void scan(Instant from, Instant until, Set<ExecutionEvent.Type> types, Consumer<ExecutionEvent> use)
            throws InterruptedException {
        var begin = from.isBefore(log.since()) ? log.since() : from;
        if (until.isBefore(begin)) {
            return;
        }
        var whole = Duration.between(begin, until);
        var parts = Math.clamp(whole.dividedBy(STRETCH), 1L, MOST_STRETCHES);
        var length = whole.dividedBy(parts);
        var workers = pool.workers(AT_ONCE);
        var fault = new AtomicReference<@Nullable RuntimeException>();
        for (var i = 0; i < parts && fault.get() == null; i++) {
            var first = begin.plus(length.multipliedBy(i));
            var last = i + 1 == parts ? until : first.plus(length).minusMillis(1);
            var query = log.query(types, first, last);
            workers.fork(() -> {
                try {
                    read(query, use);
                } catch (RuntimeException e) {
                    fault.compareAndSet(null, e);
                }
            });
        }
        workers.settle();
        var failed = fault.get();
        if (failed != null) {
            throw failed;
        }
    }

    private void read(LogQuery query, Consumer<ExecutionEvent> use) throws InterruptedException {
        String token = null;
        do {
            var page = calls.find(query, token);
            using.lock();
            try {
                page.events().forEach(use);
            } finally {
                using.unlock();
            }
            token = page.nextToken();
        } while (token != null);
    }
}

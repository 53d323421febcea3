package io.github.sfnreplay.store.lease;

import io.github.sfnreplay.replay.ReplayOwnership;
import io.github.sfnreplay.replay.StoreUnavailableException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads behind the leases: one renews them and never waits for anything else, one tells the engine what has
/// happened, and working sets are written down each by a thread of its own.
final class LeaseWatch implements Leases.Events, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LeaseWatch.class);

    /// What another instance has changed is known after this: a pause takes effect within a second.
    private static final Duration LOOK = Duration.ofMillis(250);

    /// A heartbeat goes with every fourth look: once a second, for leases of four.
    private static final int LOOKS_PER_HEARTBEAT = 4;

    /// Counts that other instances show are as old as this at most, and that much is lost in a crash.
    private static final Duration FLUSH = Duration.ofMillis(400);

    /// How often is looked for replays that nobody runs.
    private static final Duration SEARCH = Duration.ofMillis(500);

    /// Two heartbeats: one that is late says nothing yet.
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final Leases leases;
    private final LeaseTable table;
    private final ReplayOwnership.Listener listener;
    private final LongSupplier nanoTime;
    private final Consumer<Boolean> onReachable;
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final Set<String> changes = ConcurrentHashMap.newKeySet();
    private final Set<JdbcLease> flushing = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("leases-", 0).factory());
    private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread teller =
            Thread.ofPlatform().daemon().name("lease-events").unstarted(this::tell);
    private volatile long answeredAt;
    private volatile boolean closed;
    private boolean reachable = true;
    private int looks;

    LeaseWatch(
            Leases leases,
            LeaseTable table,
            ReplayOwnership.Listener listener,
            LongSupplier nanoTime,
            Consumer<Boolean> onReachable) {
        this.leases = leases;
        this.table = table;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.onReachable = onReachable;
    }

    void start() {
        answeredAt = nanoTime.getAsLong();
        every(LOOK, this::look);
        every(FLUSH, this::flush);
        teller.start();
    }

    private void every(Duration period, Runnable work) {
        var ignored = clock.scheduleWithFixedDelay(work, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void changed(String id) {
        if (changes.add(id)) {
            queue.add(() -> tellChange(id));
        }
    }

    @Override
    public void lost(String id) {
        queue.add(() -> listener.lost(id));
    }

    private void tellChange(String id) {
        changes.remove(id);
        var lease = leases.lease(id);
        if (lease != null) {
            leases.refresh(lease);
            listener.changed(id);
        }
    }

    private void look() {
        try {
            leases.beat(looks++ % LOOKS_PER_HEARTBEAT == 0);
            answeredAt = nanoTime.getAsLong();
        } catch (StoreUnavailableException e) {
            looks = 0;
        } catch (RuntimeException e) {
            log.error("Leases could not be looked at; trying again", e);
        }
    }

    private void flush() {
        for (var lease : leases.all()) {
            if (flushing.add(lease)) {
                writers.execute(() -> flush(lease));
            }
        }
    }

    private void flush(JdbcLease lease) {
        try {
            leases.flush(lease);
        } catch (StoreUnavailableException e) {
            log.debug("Replay {} is written down later: {}", lease.id(), e.getMessage());
        } catch (RuntimeException e) {
            log.error("Replay {} could not be written down; trying again", lease.id(), e);
        } finally {
            flushing.remove(lease);
        }
    }

    private void tell() {
        var search = nanoTime.getAsLong();
        while (!closed) {
            try {
                var next = queue.poll(Math.max(0, search - nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
                guarded(next);
                if (nanoTime.getAsLong() - search >= 0) {
                    search = nanoTime.getAsLong() + SEARCH.toNanos();
                    guarded(this::judge);
                    guarded(this::search);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void guarded(@Nullable Runnable work) {
        if (work == null) {
            return;
        }
        try {
            work.run();
        } catch (StoreUnavailableException e) {
            log.debug("Not told: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("What happened to a lease could not be told", e);
        }
    }

    /// Whether the database answers.
    private void judge() {
        var answers = nanoTime.getAsLong() - answeredAt < SILENCE.toNanos();
        if (answers == reachable) {
            return;
        }
        reachable = answers;
        log.warn(answers ? "The database answers again" : "The database does not answer; nothing begins until it does");
        onReachable.accept(answers);
        if (answers) {
            listener.reachable();
        } else {
            listener.unreachable();
        }
    }

    private void search() {
        if (reachable) {
            table.ownerless().stream().filter(id -> leases.lease(id) == null).forEach(listener::ownerless);
        }
    }

    @Override
    public void close() {
        closed = true;
        clock.shutdownNow();
        teller.interrupt();
        writers.shutdownNow();
    }
}

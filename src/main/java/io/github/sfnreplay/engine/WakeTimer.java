package io.github.sfnreplay.engine;

import io.github.sfnreplay.pacing.Ticker;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// Looks once a second, as long as time alone can let a replay begin.
final class WakeTimer {

    /// How late a replay may begin whose time has come.
    private static final long SECOND = 1_000_000_000L;

    private final Ticker ticker;
    private final Executor threads;
    private final BooleanSupplier needed;
    private final Runnable look;
    private final AtomicBoolean runs = new AtomicBoolean();

    WakeTimer(Ticker ticker, Executor threads, BooleanSupplier needed, Runnable look) {
        this.ticker = ticker;
        this.threads = threads;
        this.needed = needed;
        this.look = look;
    }

    void runIfNeeded() {
        if (needed.getAsBoolean() && runs.compareAndSet(false, true)) {
            threads.execute(this::run);
        }
    }

    private void run() {
        try {
            do {
                ticker.sleep(SECOND);
                look.run();
            } while (needed.getAsBoolean());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } finally {
            runs.set(false);
        }
        runIfNeeded();
    }
}

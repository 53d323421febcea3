package io.github.sfnreplay.store.jdbc;

import io.github.sfnreplay.replay.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes in the background what is no longer kept.
public final class Sweeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

    /// Nobody waits for it; often enough that a million deleted items are gone within minutes.
    private static final Duration PERIOD = Duration.ofSeconds(20);

    private final Retention retention;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sweeper").factory());

    public Sweeper(Retention retention) {
        this.retention = retention;
        var ignored =
                clock.scheduleWithFixedDelay(this::sweep, PERIOD.toSeconds(), PERIOD.toSeconds(), TimeUnit.SECONDS);
    }

    private void sweep() {
        try {
            var ignored = retention.makeRoom(0);
            while (!clock.isShutdown() && retention.sweep()) {
                Thread.onSpinWait();
            }
        } catch (StoreUnavailableException e) {
            log.debug("Nothing is deleted now: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("What is no longer kept could not be deleted; trying again", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

package io.github.sfnreplay.notification;

import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a notification for each change of state that is worth one, beside the replay and never in its way. Each has a
/// virtual thread of its own and is retried with growing pauses; how that ended is in [Deliveries].
final class Notifier implements ReplayListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Notifier.class);

    /// A receiver that is down for an hour must not cost memory without bound; a notification has about 1 KB.
    static final int MAX_PENDING = 1_000;

    /// Connections to one receiver at a time; Slack's limit is about one message a second.
    private static final int MAX_SENDING = 4;

    /// As long as a receiver needs that was only being restarted behind a load balancer.
    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();

    /// Long enough not to burden a receiver that is down, short enough to be told soon after it is back.
    private static final long LONGEST_PAUSE = Duration.ofMinutes(1).toNanos();

    /// 425, which `java.net.http` has no name for.
    private static final int TOO_EARLY = 425;

    private final Receiver receiver;
    private final Function<Replay, byte[]> body;
    private final long retryFor;
    private final Ticker ticker;
    private final ExecutorService threads;
    private final Deliveries deliveries;
    private final Semaphore pending = new Semaphore(MAX_PENDING);
    private final Semaphore sending = new Semaphore(MAX_SENDING);

    /// @param body makes the JSON of a replay's notification
    /// @param threads runs each delivery beside the caller
    Notifier(
            Receiver receiver,
            Function<Replay, byte[]> body,
            Duration retryFor,
            Ticker ticker,
            ExecutorService threads,
            Deliveries deliveries) {
        this.receiver = receiver;
        this.body = body;
        this.retryFor = retryFor.toNanos();
        this.ticker = ticker;
        this.threads = threads;
        this.deliveries = deliveries;
    }

    @Override
    public void moved(Replay before, Replay after) {
        if (!Notification.isWorthwhile(after)) {
            return;
        }
        if (!pending.tryAcquire()) {
            deliveries.ended(after, Deliveries.Result.DROPPED, "too many wait");
            log.warn("No notification that replay {} is {}: {} wait already", after.id(), after.state(), MAX_PENDING);
            return;
        }
        threads.execute(() -> {
            try {
                deliver(after);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                pending.release();
            }
        });
    }

    private void deliver(Replay replay) throws InterruptedException {
        var message = body.apply(replay);
        var end = ticker.nanoTime() + retryFor;
        for (var pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            var attempt = attempt(message);
            if (attempt.isFinal() || ticker.nanoTime() + pause > end) {
                conclude(replay, attempt);
                return;
            }
            if (pause == FIRST_PAUSE) {
                deliveries.delayed(replay, attempt.detail());
            }
            deliveries.retried(attempt.detail());
            ticker.sleep(pause);
        }
    }

    private Attempt attempt(byte[] message) throws InterruptedException {
        sending.acquire();
        try {
            return Attempt.answered(receiver.send(message));
        } catch (IOException | RuntimeException e) {
            return new Attempt(false, false, e.getClass().getSimpleName());
        } finally {
            sending.release();
        }
    }

    private void conclude(Replay replay, Attempt attempt) {
        deliveries.ended(
                replay, attempt.delivered() ? Deliveries.Result.DELIVERED : Deliveries.Result.FAILED, attempt.detail());
        if (!attempt.delivered()) {
            log.warn(
                    "The notification that replay {} is {} was not delivered: {}",
                    replay.id(),
                    replay.state(),
                    attempt.detail());
        }
    }

    /// What was not delivered yet is lost.
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /// How one attempt ended.
    ///
    /// @param isFinal whether another attempt would end the same way
    /// @param detail without the address, which may hold a token
    private record Attempt(boolean delivered, boolean isFinal, String detail) {

        static Attempt answered(int status) {
            var delivered = status >= 200 && status < 300;
            var mayHeal = status >= 500 || status == 408 || status == 429 || status == TOO_EARLY;
            return new Attempt(delivered, delivered || !mayHeal, "HTTP " + status);
        }
    }
}

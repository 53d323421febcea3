package io.github.sfnreplay.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.pacing.FakeTicker;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.StateReason;
import io.github.sfnreplay.testing.TestReplay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NotifierTest {

    private final FakeTicker ticker = new FakeTicker();
    private final TestReplay running = TestReplay.builder().running();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> notes = new ArrayList<>();
    private final Deliveries deliveries = new Deliveries(meters, Clock.systemUTC(), (id, note) -> notes.add(note));
    private final List<String> received = new ArrayList<>();
    private final Deque<Object> answers = new ArrayDeque<>();
    private final Later later = new Later();

    private final Notifier notifier = new Notifier(
            body -> {
                received.add(new String(body, UTF_8));
                var answer = answers.isEmpty() ? 200 : answers.remove();
                if (answer instanceof IOException failure) {
                    throw failure;
                }
                return (Integer) answer;
            },
            replay -> replay.state().name().getBytes(UTF_8),
            Duration.ofHours(1),
            ticker,
            later,
            deliveries);

    @Test
    void tellsThatAReplayPausedByItself() {
        notifier.moved(running.job.latest(), pausedByItself());
        later.runAll();
        assertThat(received).containsExactly("PAUSED");
        assertThat(count("delivered")).isEqualTo(1);
        assertThat(notes).containsExactly("Sent that it is PAUSED (HTTP 200).");
    }

    @Test
    void doesNotTellWhatAPersonDidOrWhatIsOnItsWay() {
        notifier.moved(running.job.latest(), running.job.latest());
        running.pause();
        notifier.moved(running.job.latest(), running.job.latest());
        later.runAll();
        assertThat(received).isEmpty();
    }

    @Test
    void returnsBeforeAnythingIsSent() {
        notifier.moved(running.job.latest(), pausedByItself());
        assertThat(received).isEmpty();
    }

    @Test
    void triesAgainWithGrowingPauses() {
        answers.addAll(List.of(503, new IOException("reset"), 429, 200));
        var began = ticker.nanoTime();
        notifier.moved(running.job.latest(), pausedByItself());
        later.runAll();
        assertThat(received).hasSize(4);
        assertThat(ticker.nanoTime() - began).isEqualTo(TimeUnit.SECONDS.toNanos(1 + 2 + 4));
        assertThat(count("retried")).isEqualTo(3);
        assertThat(notes)
                .containsExactly(
                        "Not delivered yet that it is PAUSED (HTTP 503); tried again.",
                        "Sent that it is PAUSED (HTTP 200).");
        assertThat(count("delivered")).isEqualTo(1);
    }

    @Test
    void givesUpAfterAnHour() {
        for (var i = 0; i < 1_000; i++) {
            answers.add(500);
        }
        var began = ticker.nanoTime();
        notifier.moved(running.job.latest(), pausedByItself());
        later.runAll();
        assertThat(Duration.ofNanos(ticker.nanoTime() - began)).isBetween(Duration.ofMinutes(58), Duration.ofHours(1));
        assertThat(received).hasSizeBetween(60, 70);
        assertThat(count("failed")).isEqualTo(1);
        assertThat(notes).hasSize(2).last().isEqualTo("Given up: not delivered that it is PAUSED (HTTP 500).");
        assertThat(deliveries.health().getDetails())
                .containsEntry("result", "failed")
                .containsEntry("detail", "HTTP 500");
    }

    @Test
    void doesNotRepeatWhatTheReceiverRefuses() {
        answers.add(404);
        notifier.moved(running.job.latest(), pausedByItself());
        later.runAll();
        assertThat(received).hasSize(1);
        assertThat(count("failed")).isEqualTo(1);
    }

    @Test
    void dropsWhatIsTooMuchInsteadOfKeepingIt() {
        var paused = pausedByItself();
        for (var i = 0; i < Notifier.MAX_PENDING + 3; i++) {
            notifier.moved(running.job.latest(), paused);
        }
        assertThat(count("dropped")).isEqualTo(3);
        later.runAll();
        assertThat(received).hasSize(Notifier.MAX_PENDING);
        notifier.moved(running.job.latest(), paused);
        later.runAll();
        assertThat(received).hasSize(Notifier.MAX_PENDING + 1);
    }

    private Replay pausedByItself() {
        return running.store.update(
                running.job.latest().id(),
                replay -> replay.pause(StateReason.CANARY_FAILED, "Look.", running.clock.instant()));
    }

    private double count(String result) {
        return meters.get("sfn.replay.notifications")
                .tag("result", result)
                .counter()
                .count();
    }

    /// Runs what it was given when it is told to.
    private static final class Later extends AbstractExecutorService {

        private final Deque<Runnable> tasks = new ArrayDeque<>();

        void runAll() {
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void shutdown() {
            tasks.clear();
        }

        @Override
        public List<Runnable> shutdownNow() {
            var left = List.copyOf(tasks);
            tasks.clear();
            return left;
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}

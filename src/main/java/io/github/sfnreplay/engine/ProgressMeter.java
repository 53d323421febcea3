package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Progress;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Measures, once a second, how fast a replay goes and when it will be done.
final class ProgressMeter {

    private static final long SECOND = 1_000_000_000L;
    private static final int WINDOW_MILLIS = 10_000;

    private final ActiveReplay job;
    private final PacedCalls calls;
    private final Ticker ticker;
    private final Supplier<Progress.Planning> planning;
    private final Deque<Sample> samples = new ArrayDeque<>();

    /// @param planning how far the planning is
    ProgressMeter(ActiveReplay job, PacedCalls calls, Ticker ticker, Supplier<Progress.Planning> planning) {
        this.job = job;
        this.calls = calls;
        this.ticker = ticker;
        this.planning = planning;
    }

    /// Measures once a second.
    void measureUntilStopped() throws InterruptedException {
        while (!stopped) {
            ticker.sleep(SECOND);
            measure();
        }
    }

    /// The replay is over.
    void stop() {
        stopped = true;
    }

    private volatile boolean stopped;

    private record Sample(Instant at, int submitted, int open) {}

    /// Looks at the counts and writes the progress down.
    private void measure() {
        var replay = job.now();
        if (replay.state().isFinal()) {
            return;
        }
        var counts = replay.tally().itemCounts();
        var sample = new Sample(job.time(), replay.tally().itemsStarted(), counts.open());
        samples.addLast(sample);
        while (samples.getFirst().at().isBefore(sample.at().minusMillis(WINDOW_MILLIS))) {
            samples.removeFirst();
        }
        var seen = new Progress(
                round(startRate()),
                calls.throttled(),
                estimate(replay),
                null,
                replay.plan() == null ? planning.get() : null,
                null);
        job.update(latest -> latest.state().isFinal() ? latest : latest.progressed(seen, sample.at()));
    }

    private double startRate() {
        return perSecond(samples.getLast().submitted() - samples.getFirst().submitted());
    }

    private @Nullable Instant estimate(Replay replay) {
        if (replay.state() != ReplayState.RUNNING) {
            return null;
        }
        var counts = replay.tally().itemCounts();
        var ending = perSecond(samples.getFirst().open() - samples.getLast().open());
        var rate = ending > 0 ? ending : replay.effectiveLimits().startsPerSecond();
        var left = counts.of(ItemState.PENDING) + counts.of(ItemState.RUNNING);
        return left == 0 ? null : job.time().plusSeconds((long) Math.ceil(left / rate));
    }

    private double perSecond(int change) {
        var millis =
                samples.getLast().at().toEpochMilli() - samples.getFirst().at().toEpochMilli();
        return millis == 0 ? 0 : change * 1_000.0 / millis;
    }

    private static double round(double rate) {
        return Math.round(rate * 10) / 10.0;
    }
}

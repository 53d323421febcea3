package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Progress;
import io.github.sfnreplay.replay.Progress.BoundBy;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Measures, once a second, how fast a replay goes and when it will be done.
final class ProgressMeter {

    /// A second in nanoseconds.
    private static final long SECOND = 1_000_000_000L;

    /// Long enough to smooth the steps of a sweep, short enough to show new limits soon.
    private static final int WINDOW_MILLIS = 10_000;

    /// How often a second it is looked what holds the starts: a wait that fills a third of the time is not missed.
    private static final int LOOKS = 10;

    private final ActiveReplay job;
    private final PacedCalls calls;
    private final Ticker ticker;
    private final Supplier<Progress.Planning> planning;
    private final Supplier<@Nullable BoundBy> heldBy;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private volatile boolean stopped;

    /// @param planning how far the planning is
    /// @param heldBy why no start can begin at this moment; null if one can
    ProgressMeter(
            ActiveReplay job,
            PacedCalls calls,
            Supplier<Progress.Planning> planning,
            Supplier<@Nullable BoundBy> heldBy) {
        this.job = job;
        this.calls = calls;
        this.ticker = calls.pace().ticker();
        this.planning = planning;
        this.heldBy = heldBy;
    }

    /// Measures once a second.
    void measureUntilStopped() throws InterruptedException {
        while (!stopped) {
            var held = new EnumMap<BoundBy, Integer>(BoundBy.class);
            for (var look = 0; look < LOOKS && !stopped; look++) {
                ticker.sleep(SECOND / LOOKS);
                var cause = heldBy.get();
                if (cause != null) {
                    held.merge(cause, 1, Integer::sum);
                }
            }
            measure(mostOften(held));
        }
    }

    private static @Nullable BoundBy mostOften(Map<BoundBy, Integer> held) {
        return held.entrySet().stream()
                .filter(entry -> entry.getValue() >= LOOKS / 3)
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /// The replay is over.
    void stop() {
        stopped = true;
    }

    private record Sample(Instant at, int submitted, int open) {}

    /// Looks at the counts and writes the progress down.
    private void measure(@Nullable BoundBy held) {
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
                boundBy(replay, held),
                replay.plan() == null ? planning.get() : null,
                upstream());
        job.update(latest -> latest.state().isFinal() ? latest : latest.progressed(seen, sample.at()));
    }

    private @Nullable BoundBy boundBy(Replay replay, @Nullable BoundBy held) {
        if (replay.state() != ReplayState.RUNNING && replay.state() != ReplayState.PLANNING) {
            return null;
        }
        return calls.silence() == null ? held : BoundBy.UPSTREAM;
    }

    private Progress.@Nullable Upstream upstream() {
        var silence = calls.silence();
        return silence == null ? null : new Progress.Upstream(job.time().minusNanos(silence.since()), silence.error());
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

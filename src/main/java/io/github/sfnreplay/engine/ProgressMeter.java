package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Progress;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Measures, once a second, how fast a replay goes and when it will be done.
final class ProgressMeter {

    private static final int WINDOW_MILLIS = 10_000;

    private final ActiveReplay job;
    private final AtomicLong throttled;
    private final Deque<Beat> beats = new ArrayDeque<>();

    ProgressMeter(ActiveReplay job, AtomicLong throttled) {
        this.job = job;
        this.throttled = throttled;
    }

    private record Beat(Instant at, int submitted, int open) {}

    /// Looks at the counts and writes the progress down.
    void beat() {
        var replay = job.now();
        if (replay.state().isFinal()) {
            return;
        }
        var counts = replay.tally().itemCounts();
        var beat = new Beat(job.time(), replay.tally().itemsStarted(), counts.open());
        beats.addLast(beat);
        while (beats.getFirst().at().isBefore(beat.at().minusMillis(WINDOW_MILLIS))) {
            beats.removeFirst();
        }
        var seen = new Progress(round(startRate()), throttled.get(), estimate(replay));
        job.update(latest -> latest.state().isFinal() ? latest : latest.progressed(seen, beat.at()));
    }

    private double startRate() {
        return perSecond(beats.getLast().submitted() - beats.getFirst().submitted());
    }

    private @Nullable Instant estimate(Replay replay) {
        if (replay.state() != ReplayState.RUNNING) {
            return null;
        }
        var counts = replay.tally().itemCounts();
        var ending = perSecond(beats.getFirst().open() - beats.getLast().open());
        var rate = ending > 0 ? ending : replay.effectiveLimits().startsPerSecond();
        var left = counts.of(ItemState.PENDING) + counts.of(ItemState.RUNNING);
        return left == 0 ? null : job.time().plusSeconds((long) Math.ceil(left / rate));
    }

    private double perSecond(int change) {
        var millis = beats.getLast().at().toEpochMilli() - beats.getFirst().at().toEpochMilli();
        return millis == 0 ? 0 : change * 1_000.0 / millis;
    }

    private static double round(double rate) {
        return Math.round(rate * 10) / 10.0;
    }
}

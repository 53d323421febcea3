package io.github.sfnreplay.engine.control;

import java.util.concurrent.TimeUnit;

/// What waits for ends of executions, the most urgent first. It says how often it is worthwhile to look for them.
public enum Urgency {
    /// Starts wait for ends, or soon may: a look costs little beside what an idle start costs.
    STARTS_WAIT(10, 3),
    /// Everything has been started, so that the last end is the end of the replay.
    REPLAY_WAITS(250, 15),
    NONE(1_000, 15);

    private final long shortest;
    private final long longest;

    /// @param shortestMillis how long to wait at least between two looks
    /// @param longestSeconds how long at most
    Urgency(long shortestMillis, long longestSeconds) {
        this.shortest = TimeUnit.MILLISECONDS.toNanos(shortestMillis);
        this.longest = TimeUnit.SECONDS.toNanos(longestSeconds);
    }

    /// The shortest wait between two looks, in nanoseconds.
    public long shortest() {
        return shortest;
    }

    /// The wait, within the bounds of this urgency; at most a page a second is listed unless it is urgent.
    ///
    /// @param wait in nanoseconds
    /// @param pages how many the last look took
    public long bounded(long wait, int pages) {
        return Math.clamp(wait, shortest, Math.clamp(TimeUnit.SECONDS.toNanos(pages), shortest, longest));
    }
}

package io.github.sfnreplay.engine.control;

import io.github.sfnreplay.replay.Limits;

/// Judges how many of the items that finished since the start, or the last resume, have failed.
public final class FailureThreshold {

    private int finished;
    private int failed;

    public synchronized void reset() {
        finished = 0;
        failed = 0;
    }

    /// Goes on where an earlier owner has left off.
    synchronized void restore(int finishedBefore, int failedBefore) {
        finished = finishedBefore;
        failed = failedBefore;
    }

    /// Counts one more.
    ///
    /// @return whether more have failed than the limits tolerate
    public synchronized boolean isExceededBy(boolean bad, Limits limits) {
        finished++;
        failed += bad ? 1 : 0;
        var tolerated = limits.toleratedFailurePercentage();
        return tolerated != null && finished >= limits.minimumItems() && failed * 100.0 > tolerated * finished;
    }
}

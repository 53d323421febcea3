package io.github.sfnreplay.engine.call;

import io.github.sfnreplay.pacing.Ticker;
import java.time.Duration;

/// Knows since when nothing has come back from Step Functions.
public final class OutageDetector {

    private final long tolerance;
    private final Ticker ticker;
    private boolean failing;
    private long failingSince;
    private long lastAnswer;
    private long resumed;

    public OutageDetector(Duration tolerance, Ticker ticker) {
        this.tolerance = tolerance.toNanos();
        this.ticker = ticker;
        this.lastAnswer = ticker.nanoTime();
        this.resumed = lastAnswer;
    }

    /// Some call came back.
    synchronized void answered() {
        failing = false;
        lastAnswer = ticker.nanoTime();
    }

    /// A person says that it shall be tried again: what was does not count any more.
    public synchronized void resumed() {
        failing = false;
        resumed = ticker.nanoTime();
    }

    synchronized boolean isResumedSince(long moment) {
        return resumed > moment;
    }

    /// A call did not come back, or came back with a fault.
    ///
    /// @return whether nothing else has come back for as long as is tolerated
    synchronized boolean failed() {
        var now = ticker.nanoTime();
        if (!failing) {
            failing = true;
            failingSince = now;
        }
        return now - failingSince >= tolerance;
    }

    /// Follows one call through its attempts.
    Trial newTrial() {
        return new Trial();
    }

    /// Knows how long one call has been failing while others came back. An outage, in which none does, and the time
    /// before a resume do not count.
    final class Trial {

        private long lastFailure = ticker.nanoTime();
        private long aloneSince = Long.MAX_VALUE;

        /// Another attempt has failed.
        ///
        /// @return whether the call has failed alone for longer than is tolerated
        boolean failedAlone() {
            synchronized (OutageDetector.this) {
                var now = ticker.nanoTime();
                if (lastAnswer <= lastFailure) {
                    aloneSince = Long.MAX_VALUE;
                } else if (aloneSince == Long.MAX_VALUE || resumed > aloneSince) {
                    aloneSince = now;
                }
                lastFailure = now;
                return aloneSince != Long.MAX_VALUE && now - aloneSince >= tolerance;
            }
        }
    }
}

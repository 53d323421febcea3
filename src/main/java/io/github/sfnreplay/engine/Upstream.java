package io.github.sfnreplay.engine;

import io.github.sfnreplay.pacing.Ticker;
import java.time.Duration;

/// Knows since when nothing has come back from Step Functions.
final class Upstream {

    private final long tolerance;
    private final Ticker ticker;
    private boolean failing;
    private long failingSince;
    private long lastAnswer;

    Upstream(Duration tolerance, Ticker ticker) {
        this.tolerance = tolerance.toNanos();
        this.ticker = ticker;
        this.lastAnswer = ticker.nanoTime();
    }

    /// Some call came back, or a person says that it shall be tried again.
    synchronized void answered() {
        failing = false;
        lastAnswer = ticker.nanoTime();
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

    /// Whether one call has failed for longer than is tolerated while others came back.
    synchronized boolean isOnlyFailing(long since) {
        return ticker.nanoTime() - since >= tolerance && lastAnswer > since;
    }
}

package io.github.sfnreplay.engine.call;

import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.stepfunctions.Action;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Knows since when nothing has come back from Step Functions, and which actions fail.
public final class OutageDetector {

    /// A silence that is shorter is no news: a slow answer or a single lost one.
    private static final long WORTH_TELLING = TimeUnit.SECONDS.toNanos(2);

    private final long tolerance;
    private final Ticker ticker;
    private final Map<Action, ActionHealth> actions = new EnumMap<>(Action.class);
    private boolean failing;
    private long failingSince;
    private long lastAnswer;
    private String lastError = "";
    private long resumed;

    public OutageDetector(Duration tolerance, Ticker ticker) {
        this.tolerance = tolerance.toNanos();
        this.ticker = ticker;
        this.lastAnswer = ticker.nanoTime();
        this.resumed = lastAnswer;
        for (var action : Action.values()) {
            actions.put(action, new ActionHealth(ticker, this::newCall));
        }
    }

    /// Nothing comes back.
    ///
    /// @param since the last answer, in nanoseconds
    /// @param error AWS's name of the last error, or the class of the fault
    public record Silence(long since, String error) {}

    ActionHealth health(Action action) {
        return Objects.requireNonNull(actions.get(action));
    }

    /// Some call came back.
    synchronized void answered() {
        failing = false;
        lastAnswer = ticker.nanoTime();
    }

    /// A person says that it shall be tried again: what was does not count any more.
    public void resumed() {
        synchronized (this) {
            failing = false;
            resumed = ticker.nanoTime();
        }
        actions.values().forEach(ActionHealth::reset);
    }

    synchronized boolean isResumedSince(long moment) {
        return resumed > moment;
    }

    /// A call did not come back, or came back with a fault.
    ///
    /// @return whether nothing else has come back for as long as is tolerated
    synchronized boolean failed(String error) {
        var now = ticker.nanoTime();
        if (!failing) {
            failing = true;
            failingSince = now;
        }
        lastError = error;
        return now - failingSince >= tolerance;
    }

    /// The silence that lasts at this moment; null while there is none to speak of.
    public synchronized @Nullable Silence silence() {
        var since = ticker.nanoTime() - lastAnswer;
        return failing && since >= WORTH_TELLING ? new Silence(since, lastError) : null;
    }

    /// Follows one call through its attempts.
    Attempts newCall() {
        return new Attempts();
    }

    /// Knows how long one call has been failing while others came back. An outage, in which none does, and the time
    /// before a resume do not count.
    final class Attempts implements ActionHealth.Attempts {

        private long lastFailure = ticker.nanoTime();
        private long aloneSince = Long.MAX_VALUE;

        @Override
        public boolean failedAlone() {
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

        /// Since when it has been failing alone; in the future if it has not.
        long aloneSince() {
            synchronized (OutageDetector.this) {
                return aloneSince;
            }
        }
    }
}

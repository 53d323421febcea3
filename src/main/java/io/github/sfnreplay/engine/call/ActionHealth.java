package io.github.sfnreplay.engine.call;

import io.github.sfnreplay.pacing.Ticker;
import java.util.function.Supplier;

/// Knows whether one action fails on whatever it is called for, and spaces its attempts then, so that many items
/// together
/// do not try more often than one would.
final class ActionHealth {

    /// A millisecond in nanoseconds.
    private static final long MILLI = 1_000_000L;

    /// This number of failures without a success between them are not a coincidence: with 5 % of random failures they
    /// come
    /// once in three million calls.
    private static final int FAILING = 5;

    /// As long as a few calls take; doubles from there.
    private static final long FIRST_WAIT = 100 * MILLI;

    /// An action that works again is noticed after this long at the latest; an outage of two minutes costs some thirty
    /// attempts.
    private static final long LONGEST_WAIT = 5_000 * MILLI;

    private final Ticker ticker;
    private final Supplier<Attempts> newCall;
    private Attempts attempts;
    private int failures;
    private long lastSuccess = Long.MIN_VALUE;
    private long wait;
    private long nextAttempt;

    /// The attempts of one call.
    interface Attempts {

        /// Another attempt has failed.
        ///
        /// @return whether the call has failed alone for longer than is tolerated
        boolean failedAlone();
    }

    /// @param newCall begins to count the attempts of a call
    ActionHealth(Ticker ticker, Supplier<Attempts> newCall) {
        this.ticker = ticker;
        this.newCall = newCall;
        this.attempts = newCall.get();
    }

    synchronized void succeeded() {
        lastSuccess = ticker.nanoTime();
        reset();
    }

    /// A person says that it shall be tried again.
    synchronized void reset() {
        attempts = newCall.get();
        failures = 0;
        wait = 0;
        nextAttempt = Long.MIN_VALUE;
    }

    /// A call of the action did not come back.
    ///
    /// @return whether none has come back for as long as is tolerated, while other actions did
    synchronized boolean failed() {
        failures++;
        if (failures >= FAILING && wait == 0) {
            wait = FIRST_WAIT;
            nextAttempt = ticker.nanoTime() + wait;
        }
        return attempts.failedAlone();
    }

    /// Takes the next attempt, if it may begin now.
    ///
    /// @return 0 if it may, otherwise after how many nanoseconds to ask again
    synchronized long nanosUntilAttempt() {
        if (wait == 0) {
            return 0;
        }
        var now = ticker.nanoTime();
        if (now < nextAttempt) {
            return nextAttempt - now;
        }
        wait = Math.min(2 * wait, LONGEST_WAIT);
        nextAttempt = now + wait;
        return 0;
    }

    /// Whether it has succeeded, for whatever it was called, since that moment.
    synchronized boolean hasSucceededSince(long moment) {
        return lastSuccess >= moment;
    }
}

package io.github.sfnreplay.pacing;

/// At which part of its full rate a lane runs: halves when there is evidence that the bucket at AWS is empty, and
/// comes back by itself. Times are nanoseconds of the [Ticker].
final class Pace {

    /// A second in nanoseconds.
    private static final long SECOND = 1_000_000_000L;

    /// Six halvings: next to nothing, but still one call in a while, which notices that the others have gone.
    private static final double SLOWEST = 1.0 / 64;

    /// Halving finds the rate that is left within four steps, however little that is.
    private static final double CUT = 0.5;

    /// Back from the lowest rate within 50 s, so that an outage of others is forgotten within a minute.
    static final double RECOVERY_PER_SECOND = 1.0 / 50;

    /// Near the rate that was too much, an eighth of that: each return to it costs throttled calls.
    private static final double CAREFUL_RECOVERY_PER_SECOND = 1.0 / 400;

    /// Which part of the rate that was too much counts as near it.
    private static final double NEAR = 0.8;

    /// How long a rate that was too much is remembered, and the lane counts as crowded; others may have gone by then.
    private static final long MEMORY = 60 * SECOND;

    /// The calls that were on their way when the rate was cut come back within this; they say nothing new.
    private static final long QUIET = 700_000_000L;

    /// As long as nothing but throttled calls comes back, the rate does not recover; without calls it does after this,
    /// which is longer than a lane of ten calls a second takes to the next call at its lowest rate.
    private static final long HOLD = 10 * SECOND;

    /// After this number of cuts without a call that passed in between, others take all there is: what was found before
    /// does
    /// not say what will be left when they stop. Beside others who leave something a call passes after two.
    private static final int IN_VAIN = 3;

    /// What there is to show that the bucket at AWS is empty.
    enum Evidence {
        /// A throttled call, and too few calls to find out more.
        ONE_CALL,

        /// A throttled call in a lane that was found crowded a short time ago.
        ONE_CALL_IN_A_CROWD,

        /// All but one of a burst were throttled.
        BURST,

        /// All of a burst were throttled: there is nothing left, and the rate at which that happened says nothing
        /// about the time when there is.
        WHOLE_BURST
    }

    private double part = 1;
    private long recoveredAt;
    private long heldUntil;
    private long cutAt;
    private long quietUntil;
    private long crowdedUntil;
    private int cutsInVain;
    private double tooMuch = Double.POSITIVE_INFINITY;
    private long tooMuchAt;

    Pace(long now) {
        recoveredAt = now;
        heldUntil = now;
        cutAt = now;
        quietUntil = now;
        crowdedUntil = now;
        tooMuchAt = now;
    }

    /// Above 0, up to 1.
    double part() {
        return part;
    }

    /// Lets the rate recover, in steps of a second.
    ///
    /// @return whether the rate is another one now
    boolean recover(long now) {
        var before = part;
        var heldBefore = now - heldUntil < 0 ? now : heldUntil;
        recoveredAt += Math.max(0, heldBefore - recoveredAt);
        while (part < 1 && now - recoveredAt >= SECOND) {
            recoveredAt += SECOND;
            var careful = recoveredAt - tooMuchAt < MEMORY && part >= NEAR * tooMuch;
            part = Math.min(1, part + (careful ? CAREFUL_RECOVERY_PER_SECOND : RECOVERY_PER_SECOND));
        }
        return part != before;
    }

    /// A call passed: there are tokens again, if it began after the rate was cut.
    void passed(long begunAt, long now) {
        if (begunAt - cutAt >= 0) {
            cutsInVain = 0;
            heldUntil = now - heldUntil < 0 ? now : heldUntil;
        }
    }

    /// A call was throttled.
    void throttled(long now) {
        if (part < 1) {
            heldUntil = now + HOLD;
        }
    }

    /// Whether the rate was cut so short a time ago that calls from before it are still coming back.
    boolean isQuiet(long now) {
        return now - quietUntil < 0;
    }

    /// Whether others were found to have emptied the bucket a short time ago.
    boolean isCrowded(long now) {
        return now - crowdedUntil < 0;
    }

    /// Halves the rate, unless that was done just now.
    void cut(Evidence evidence, long now) {
        if (isQuiet(now)) {
            return;
        }
        remember(evidence, now);
        cutsInVain++;
        if (cutsInVain >= IN_VAIN) {
            tooMuch = Double.POSITIVE_INFINITY;
        }
        part = Math.max(SLOWEST, part * CUT);
        recoveredAt = now;
        cutAt = now;
        heldUntil = now + HOLD;
        quietUntil = now + QUIET;
    }

    private void remember(Evidence evidence, long now) {
        switch (evidence) {
            case ONE_CALL -> {}
            case ONE_CALL_IN_A_CROWD -> {
                tooMuch = Math.min(tooMuch, Math.max(part, tooMuch * CUT));
                tooMuchAt = now;
            }
            case BURST -> {
                tooMuch = part;
                tooMuchAt = now;
                crowdedUntil = now + MEMORY;
            }
            case WHOLE_BURST -> {
                tooMuch = Double.POSITIVE_INFINITY;
                crowdedUntil = now + MEMORY;
            }
        }
    }
}

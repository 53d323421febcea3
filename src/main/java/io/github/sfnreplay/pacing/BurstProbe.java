package io.github.sfnreplay.pacing;

/// Finds out why AWS throttled a call, by letting the next few calls go all at once. An empty bucket lets one or two
/// of them pass at most, because hardly anything flows into it in that time; if AWS throttles by chance, nearly all
/// pass. Times are nanoseconds of the [Ticker].
final class BurstProbe {

    /// A millisecond in nanoseconds.
    private static final long MILLI = 1_000_000L;

    /// Five calls tell the two cases apart; in a slow lane four, since they are paid for with seconds of waiting.
    private static final int SIZE = 5;

    /// One fewer, since each is paid for with seconds of waiting.
    private static final int SIZE_IN_SLOW_LANES = 4;

    /// Below five calls a second, a probe of five takes more than a second.
    private static final double SLOW = 5;

    /// From the throttled call to the burst. Whoever waits asks again within this time and so learns of the burst.
    private static final long LEAD = 100 * MILLI;

    /// How far apart the calls of one burst may be: less than AWS needs to refill one or two tokens, but time enough
    /// for threads to wake up.
    private static final long SHORTEST_SPREAD = 10 * MILLI;

    /// 100 ms: calls further apart are no burst.
    private static final long LONGEST_SPREAD = 100 * MILLI;

    /// How often a burst may come to nothing because callers came too late, as they do on a busy machine.
    private static final int TRIES = 3;

    /// How long the answers may take; nearly all are there within one second. Some never come: a caller may have lost
    /// its
    /// permit to a pause, or its connection.
    private static final long PATIENCE = 2_000 * MILLI;

    /// More than one call passes only if there are tokens.
    private static final int PASSED_BY_CHANCE = 2;

    /// What the burst has shown.
    enum Verdict {
        NONE_YET,
        CHANCE,
        EMPTY,
        NOTHING_PASSED,

        /// There were too few callers for a burst.
        TOO_FEW
    }

    private final int size;
    private final long spread;
    private int round;
    private int tries;
    private long opensAt;
    private int begun;
    private long firstBegun;
    private long lastBegun;
    private int ended;
    private int throttled;

    /// @param callsPerSecond of the lane at its full rate
    BurstProbe(double callsPerSecond) {
        this.size = callsPerSecond < SLOW ? SIZE_IN_SLOW_LANES : SIZE;
        this.spread = Math.clamp((long) (1_000 * MILLI / callsPerSecond), SHORTEST_SPREAD, LONGEST_SPREAD);
    }

    boolean isIdle() {
        return round == 0;
    }

    /// Prepares a burst.
    void start(long now) {
        tries = 0;
        prepare(1, now);
    }

    private void prepare(int nextRound, long now) {
        round = nextRound;
        opensAt = now + LEAD;
        begun = 0;
        ended = 0;
        throttled = 0;
    }

    /// How many calls may go at once.
    int free(long now) {
        return isIdle() || now - opensAt < 0 ? 0 : size - begun;
    }

    /// In how many nanoseconds it is worth asking again.
    long untilOpen(long now) {
        return isIdle() || now - opensAt >= 0 ? Long.MAX_VALUE : opensAt - now;
    }

    /// Whether the calls that begin now are part of a burst.
    boolean isRunning(long now) {
        return !isIdle() && begun > 0 && now - firstBegun <= spread;
    }

    /// A call begins as part of the burst.
    void begin(long now) {
        firstBegun = begun == 0 ? now : firstBegun;
        lastBegun = now;
        begun++;
    }

    /// Some call has come back.
    ///
    /// @param begunAt when it had begun, which tells whether it was part of the burst
    /// @return whether it was
    boolean ended(long begunAt, boolean wasThrottled) {
        var counts =
                !isIdle() && begun > 0 && ended < size && begunAt - firstBegun >= 0 && begunAt - lastBegun <= spread;
        if (counts) {
            ended++;
            throttled += wasThrottled ? 1 : 0;
        }
        return counts;
    }

    /// What is known by now; the probe is idle after a verdict.
    Verdict verdict(long now) {
        if (isIdle()) {
            return Verdict.NONE_YET;
        }
        if (ended == size) {
            return judge(now);
        }
        while (now - deadline() > 0) {
            tries++;
            if (begun == size && throttled <= 1 && ended - throttled >= PASSED_BY_CHANCE) {
                round = 0;
                return Verdict.CHANCE;
            }
            if (tries == TRIES) {
                round = 0;
                return Verdict.TOO_FEW;
            }
            prepare(round, deadline());
        }
        return Verdict.NONE_YET;
    }

    private long deadline() {
        if (begun == 0) {
            return opensAt + LONGEST_SPREAD;
        }
        return begun < size ? firstBegun + spread : lastBegun + PATIENCE;
    }

    private Verdict judge(long now) {
        if (throttled < size - 1 && throttled > 1 && round == 1) {
            prepare(2, now);
            return Verdict.NONE_YET;
        }
        round = 0;
        if (throttled < size - 1) {
            return Verdict.CHANCE;
        }
        return throttled == size ? Verdict.NOTHING_PASSED : Verdict.EMPTY;
    }
}

package io.github.sfnreplay.engine.read;

import io.github.sfnreplay.engine.read.ExecutionData.Need;
import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows whether the histories of this endpoint tell the same as its descriptions. They do at AWS; an endpoint that
/// imitates AWS may tell something else, and an execution must never start with an input that was not its source's.
/// So histories are used only after a few probes, in which both were read, have agreed; and a sample of the reads stays
/// a probe for good. The first difference ends the use of histories in this process.
public final class HistoryTrust {

    private static final Logger log = LoggerFactory.getLogger(HistoryTrust.class);

    /// Two agree before anything relies on a history: an endpoint that differs always is found by the first already.
    private static final int PROBES = 2;

    /// The sample begins with every other read or so, as what differs at times is best found before much was started.
    private static final int FIRST_GAP = 2;

    /// One read in 50 costs 2 % more calls.
    private static final int LAST_GAP = 50;

    /// A permission that was given is noticed without a restart, and one that is not costs a call every ten minutes.
    private static final long REFUSAL = Duration.ofMinutes(10).toNanos();

    private final Ticker ticker;
    private final RandomGenerator random;
    private final Track inputs = new Track();
    private final Track ends = new Track();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long refusedUntil;
    private boolean refused;
    private volatile boolean refuted;

    /// @param random spreads the sample, so that no pattern of executions escapes it
    public HistoryTrust(Ticker ticker, RandomGenerator random) {
        this.ticker = ticker;
        this.random = random;
    }

    /// How a read may use the history.
    enum Use {
        FREELY,
        AS_PROBE,
        NOT
    }

    /// What the probes of inputs, or of ends, have shown.
    private final class Track {

        private int agreed;
        private boolean probing;
        private int gap = FIRST_GAP;
        private int untilSample = FIRST_GAP;

        Use next() {
            if (agreed < PROBES) {
                return probing ? Use.NOT : Use.AS_PROBE;
            }
            return --untilSample > 0 ? Use.FREELY : Use.AS_PROBE;
        }

        void begin() {
            probing = true;
            gap = Math.min(LAST_GAP, gap + (gap + 1) / 2);
            untilSample = agreed < PROBES ? FIRST_GAP : gap / 2 + 1 + random.nextInt(gap);
        }
    }

    /// How the next read may use the history; a probe has to be ended by `compared` or `notCompared`.
    synchronized Use next(Need need) {
        if (refuted || isRefused()) {
            return Use.NOT;
        }
        var use = need.includesInput() ? inputs.next() : Use.FREELY;
        if (need.includesEnd() && use != Use.NOT) {
            var other = ends.next();
            use = use == Use.FREELY || other == Use.NOT ? other : use;
        }
        if (use == Use.AS_PROBE) {
            tracks(need).forEach(Track::begin);
        }
        return use;
    }

    /// A probe has read the description, and what the history told.
    void compared(ExecutionData history, ExecutionData description, Need need) {
        if (differs(history, description, need)) {
            log.warn("GetExecutionHistory of this endpoint tells other inputs or ends than DescribeExecution;"
                    + " only DescribeExecution is used from now on");
            listeners.forEach(Runnable::run);
        }
    }

    /// Compares what both ways of reading told.
    ///
    /// @return whether this is the first difference
    private synchronized boolean differs(ExecutionData history, ExecutionData description, Need need) {
        notCompared(need);
        if (!history.satisfies(need)) {
            return false;
        }
        var sameInput = !need.includesInput() || history.hasSameInput(description);
        var sameEnd = !need.includesEnd() || history.hasSameEnd(description);
        if (!sameInput || !sameEnd) {
            var first = !refuted;
            refuted = true;
            return first;
        }
        if (need.includesInput() && description.hasTellingInput()) {
            inputs.agreed++;
        }
        if (need.includesEnd()) {
            ends.agreed++;
        }
        return false;
    }

    /// A probe could not read the description.
    synchronized void notCompared(Need need) {
        tracks(need).forEach(track -> track.probing = false);
    }

    /// A probe could not read the history.
    synchronized void notTold(StepFunctionsException fault) {
        if (fault.kind() == StepFunctionsException.Kind.DENIED
                || fault.kind() == StepFunctionsException.Kind.REJECTED) {
            refused = true;
            refusedUntil = ticker.nanoTime() + REFUSAL;
            log.warn("GetExecutionHistory cannot be used ({}); only DescribeExecution is", fault.errorCode());
        }
    }

    /// Whether the data was told by a history, and histories have turned out to be wrong.
    boolean doubts(ExecutionData data) {
        return refuted && data.isFromHistory();
    }

    public boolean isRefuted() {
        return refuted;
    }

    /// Has something done at the first difference; at once if that was found already.
    ///
    /// @return ends the interest
    public Runnable whenRefuted(Runnable action) {
        listeners.add(action);
        if (refuted) {
            action.run();
        }
        return () -> listeners.remove(action);
    }

    private boolean isRefused() {
        return refused && ticker.nanoTime() - refusedUntil < 0;
    }

    private List<Track> tracks(Need need) {
        return switch (need) {
            case INPUT -> List.of(inputs);
            case END -> List.of(ends);
            case BOTH -> List.of(inputs, ends);
        };
    }
}

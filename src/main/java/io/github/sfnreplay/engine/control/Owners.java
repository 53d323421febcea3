package io.github.sfnreplay.engine.control;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.stepfunctions.AwsTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;

/// Knows which executions a replay has started itself, and which had been started before under the same name.
///
/// Where the dates leave that open, the item counts as started by this replay, so that the canary and the tolerated
/// failures see it. It may be stopped only as long as nothing shows that somebody else starts the same executions, and
/// never where AWS's time is unknown, because then nothing could show it.
public final class Owners {

    private final BitSet doubtful = new BitSet();
    private boolean othersMayBeAtWork;

    /// An execution answers to the item's name.
    ///
    /// @param date of its start, of AWS
    /// @param sent AWS's time when the first attempt to start it was sent
    /// @return the item as it is now: started, or adopted
    public synchronized Item begun(Item item, Instant date, AwsTime sent) {
        othersMayBeAtWork |= !sent.isKnown();
        return switch (Owner.of(date, sent)) {
            case OWN -> item.started(date);
            case FOREIGN -> {
                othersMayBeAtWork = true;
                yield item.adopted(date);
            }
            case DOUBTFUL -> {
                doubtful.set(item.index());
                yield item.started(date);
            }
        };
    }

    /// An execution answers to the item's name after an attempt in doubt, but cannot be looked at.
    ///
    /// @param estimate about when it was started
    public synchronized Item begunUnseen(Item item, Instant estimate) {
        doubtful.set(item.index());
        return item.started(estimate);
    }

    /// Somebody else has started what an item was to start.
    public synchronized void otherSeen() {
        othersMayBeAtWork = true;
    }

    /// Whether the item's execution is surely one that this replay has started or redriven.
    public synchronized boolean mayStop(Item item) {
        return !item.run().adopted() && !(othersMayBeAtWork && doubtful.get(item.index()));
    }

    /// Who has started an execution, as its start date tells it.
    private enum Owner {
        /// The call that asked for it.
        OWN,
        /// Somebody else, before that call was sent.
        FOREIGN,
        /// The dates are too coarse, or AWS's time is not known well enough.
        DOUBTFUL;

        private static final Duration SECOND = Duration.ofSeconds(1);
        private static final Duration MILLISECOND = Duration.ofMillis(1);

        /// @param date AWS's date of the start; AWS tells milliseconds, some endpoints tell whole seconds only
        /// @param sent AWS's time when the call was sent
        static Owner of(Instant date, AwsTime sent) {
            var resolution = date.equals(date.truncatedTo(ChronoUnit.SECONDS)) ? SECOND : MILLISECOND;
            if (!date.plus(resolution).isAfter(sent.earliest())) {
                return FOREIGN;
            }
            return date.isBefore(sent.latest()) ? DOUBTFUL : OWN;
        }
    }
}

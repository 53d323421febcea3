package io.github.sfnreplay.engine.control;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.stepfunctions.AwsClock;
import io.github.sfnreplay.stepfunctions.AwsTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Knows which executions a replay has started itself, and which had been started before under the same name.
///
/// Where the dates leave that open, the item counts as started by this replay, so that the canary and the tolerated
/// failures see it. It may be stopped only as long as nothing shows that somebody else starts the same executions, and
/// never where AWS's time is unknown, because then nothing could show it.
public final class Owners {

    /// How much later than the real one AWS's time may have been noted when the replay began: the width of what one
    /// answer with a whole second tells.
    private static final Duration START_TOLERANCE = Duration.ofSeconds(1);

    private final BitSet doubtful = new BitSet();
    private boolean othersMayBeAtWork;
    private @Nullable Reign earlier;

    /// When an earlier owner ran the replay.
    ///
    /// @param from AWS's time when the replay began
    /// @param until AWS's time when this instance took over, by all that is known when it is asked
    private record Reign(AwsTime from, Supplier<AwsTime> until) {

        Owner of(Instant date) {
            var isSurelyLater =
                    until.get().isKnown() && date.isAfter(until.get().latest());
            return isSurelyLater ? Owner.FOREIGN : Owner.of(date, from);
        }
    }

    /// Another owner has run the replay from its start to this moment: what was started meanwhile under the names of
    /// its
    /// items, the replay has started.
    public synchronized void takeOver(Replay replay, AwsClock clock) {
        var began = Objects.requireNonNull(replay.times().startedAt());
        var now = clock.moment();
        earlier = new Reign(new AwsTime(began.minus(START_TOLERANCE), began), () -> clock.at(now));
        othersMayBeAtWork = replay.tally().itemCounts().adopted() > 0;
    }

    /// Whether an earlier owner may have started an execution with that start date.
    public synchronized boolean mayHaveStarted(Instant date) {
        return earlier != null && earlier.of(date) != Owner.FOREIGN;
    }

    /// Whether another owner may have started items before.
    public synchronized boolean isTakeover() {
        return earlier != null;
    }

    /// An earlier owner has written down that it started this.
    public synchronized void restored(Item item) {
        var date = item.run().startedAt();
        var isSure = item.run().redriven() || (date != null && earlier != null && earlier.of(date) == Owner.OWN);
        if (!isSure) {
            doubtful.set(item.index());
        }
    }

    /// An execution was found that answers to the item's name.
    ///
    /// @return the item as it is now: started by an earlier owner, or adopted
    public synchronized Item found(Item item, Instant date) {
        // what was there before this replay began shows nobody who starts the same now
        return earlier == null ? item.adopted(date) : begun(item, date, earlier.of(date));
    }

    /// An execution answers to the item's name.
    ///
    /// @param date of its start, of AWS
    /// @param sent AWS's time when the first attempt to start it was sent
    /// @return the item as it is now: started, or adopted
    public synchronized Item begun(Item item, Instant date, AwsTime sent) {
        othersMayBeAtWork |= !sent.isKnown();
        var owner = Owner.of(date, sent);
        var before = earlier == null ? Owner.FOREIGN : earlier.of(date);
        return begun(item, date, owner == Owner.FOREIGN || before == Owner.OWN ? before : owner);
    }

    private Item begun(Item item, Instant date, Owner owner) {
        return switch (owner) {
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

        /// Some dates of AWS are whole seconds.
        private static final Duration SECOND = Duration.ofSeconds(1);

        /// All others have milliseconds.
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

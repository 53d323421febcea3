package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.AwsClock;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Learns which replays of the planned sources exist already.
///
/// A start cannot be repeated by mistake: its name is refused. So for starts it is only a saving to know it beforehand
/// (neither a read nor a start is needed), and little is listed for it. A redrive has no such lock: before it, all that
/// runs or has succeeded since the oldest source began is listed, and the replays that are kept are asked.
///
/// A replay is recognized by its name alone. Whoever gives an execution such a name by hand takes the lock of that
/// source: AWS would refuse the replay's start. So it is adopted, not compared with its source's input. Only where the
/// replay changes inputs does the start itself find out.
public final class ExistingReplays {

    private static final Logger log = LoggerFactory.getLogger(ExistingReplays.class);

    private final ActiveReplay job;
    private final ExecutionListing listing;
    private final AwsClock clock;
    private final boolean transforms;
    private final List<ReplayIndex> indexes = new ArrayList<>();
    private final Map<String, ExecutionArn> kept = new HashMap<>();
    private boolean asked;

    /// When it was asked: whoever asks about an item later gets the same answer, although it may meanwhile have become
    /// too old to be redriven.
    private Instant asOf = Instant.EPOCH;

    private boolean complete = true;

    /// @param clock AWS's time, by which sources can be redriven or not
    public ExistingReplays(ActiveReplay job, ExecutionListing listing, AwsClock clock, ReplayExpressions expressions) {
        this.job = job;
        this.listing = listing;
        this.clock = clock;
        this.transforms = expressions.transforms();
    }

    /// What was listed of the source's machine, with its version or alias, before.
    ///
    /// @param statuses of which all executions were listed
    /// @param replays those that replays made
    record Listed(Set<ExecutionStatus> statuses, Collection<Execution> replays) {

        static final Listed NOTHING = new Listed(Set.of(), List.of());
    }

    /// Learns about the items of a plan that was made earlier, or elsewhere; does nothing if it has learned already.
    public void learn() throws InterruptedException {
        if (!asked) {
            learn(Listed.NOTHING, job.items().in(ItemState.PENDING));
        }
    }

    /// @param items the plan; may be walked through more than once
    void learn(Listed listed, Iterable<Item> items) throws InterruptedException {
        asked = true;
        asOf = clock.now();
        var pending = 0;
        var earliest = Instant.MAX;
        for (var item : items) {
            var date = item.source().startedAt();
            if (item.state() == ItemState.PENDING && date != null) {
                pending++;
                earliest = date.isBefore(earliest) ? date : earliest;
            }
        }
        if (pending == 0 || job.spec().types().expressTarget()) {
            return;
        }
        var survey = new ReplaySurvey(listing, earliest);
        for (var machine : machines()) {
            var index = new ReplayIndex(machine, sourceMachine(), items);
            indexes.add(index);
            var covered = job.spec().stateMachine().equals(machine) ? listed.statuses() : Set.<ExecutionStatus>of();
            if (sourceMachine().equals(machine)) {
                listed.replays().forEach(index::add);
            }
            if (mustNotRepeat()) {
                complete &= survey.listEffective(index, covered);
            } else if (job.spec().mode().startsNew() && !transforms) {
                survey.listWhatPays(index, covered, pending);
            }
        }
        if (mustNotRepeat()) {
            askKept();
        }
        indexes.forEach(ReplayIndex::complete);
    }

    /// Whether all that could matter is known; false where too much would have had to be listed.
    boolean isComplete() {
        return complete;
    }

    public boolean isEmpty() {
        return kept.isEmpty() && indexes.stream().allMatch(ReplayIndex::isEmpty);
    }

    /// The execution that replays the item under its very name, so that it can be adopted; null if none is known, or if
    /// the item would not be started under that name.
    public @Nullable Execution of(Item item) {
        var same = sameName(item);
        if (same != null && job.owners().mayHaveStarted(same.startedAt())) {
            return same; // an earlier owner of this very replay did, whatever it tried first
        }
        var startsNew = job.spec().mode().firstAction(item.source(), asOf) == Action.START_EXECUTION;
        return startsNew && !transforms ? same : null;
    }

    /// The item, skipped if it is not to be replayed since another replay of its source runs or has succeeded. What can
    /// be adopted is not skipped: it is followed on.
    public Item settled(Item item) {
        if (item.state() != ItemState.PENDING || !mustNotRepeat() || of(item) != null) {
            return item;
        }
        var other = effective(item);
        return other == null
                ? item
                : item.skipped(
                        SkipReason.ALREADY_REPLAYED,
                        "A replay of it runs or has succeeded: " + other
                                + ". Ask with includeReplayed to replay it all the same.");
    }

    /// The execution that has the name of the item's replay, whether or not it can be adopted unseen.
    @Nullable
    Execution sameName(Item item) {
        for (var index : indexes) {
            if (index.machine().equals(target())) {
                return index.of(item.source().name(), item.attempt());
            }
        }
        return null;
    }

    /// A replay of the item's source, under whatever attempt or mode, that runs or has succeeded.
    @Nullable
    ExecutionArn effective(Item item) {
        for (var index : indexes) {
            var found = index.effective(item.source().name());
            if (found != null) {
                return found;
            }
        }
        return kept.get(item.source().name());
    }

    /// Whether nothing else keeps a source from being run again.
    private boolean mustNotRepeat() {
        return job.spec().mode().redrives() && !job.spec().includeReplayed();
    }

    private Set<StateMachineArn> machines() {
        return !mustNotRepeat() || target().equals(sourceMachine())
                ? Set.of(target())
                : Set.of(target(), sourceMachine());
    }

    private StateMachineArn target() {
        return job.spec().target().unqualified();
    }

    private StateMachineArn sourceMachine() {
        return job.spec().stateMachine().unqualified();
    }

    /// Replays into other machines are in no listing that was looked at.
    private void askKept() {
        for (var other : job.others()) {
            try {
                askKept(other, ItemState.SUCCEEDED);
                askKept(other, ItemState.RUNNING);
            } catch (ReplayException e) {
                log.debug("Replay {} was deleted, or has expired, meanwhile", other.id());
            }
        }
    }

    private void askKept(Replay other, ItemState state) {
        if (other.tally().itemCounts().of(state) == 0) {
            return;
        }
        for (var item : job.itemsOf(other).in(state)) {
            var replay = other.replayOf(item);
            if (!replay.equals(other.sourceOf(item))
                    && indexes.stream()
                            .anyMatch(index -> index.mayHold(item.source().name()))) {
                kept.put(item.source().name(), replay);
            }
        }
    }
}

package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.StartAdmission;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.control.Urgency;
import io.github.sfnreplay.engine.read.ExecutionData;
import io.github.sfnreplay.engine.read.SourceReader;
import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows what was started to its end. One sweep of `ListExecutions` tells a thousand ends a call; what no sweep
/// shows is described, and so are all while there are only a few.
public final class Follower {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long OVERDUE = 120 * SECOND;
    private static final int FEW = 10;
    private static final int LONGEST_WAIT = 15;
    private static final int WORTHWHILE_PART = 20;
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    private final ActiveReplay job;
    private final ExecutionListing listing;
    private final SourceReader reader;
    private final Ends ends;
    private final Ticker ticker;
    private final long nanosPerDescription;
    private final Map<ExecutionArn, FollowedExecution> tracked = new ConcurrentHashMap<>();
    private final Map<StateMachineArn, Instant> newest = new HashMap<>();
    private long describedAt;
    private int ended;
    private long pause = Urgency.STARTS_WAIT.shortest();
    private volatile boolean reading = true;
    private boolean unfound;

    public Follower(
            ActiveReplay job, ExecutionListing listing, SourceReader reader, Ends ends, Pacer pacer, Ticker ticker) {
        this.job = job;
        this.listing = listing;
        this.reader = reader;
        this.ends = ends;
        this.ticker = ticker;
        this.describedAt = ticker.nanoTime();
        this.nanosPerDescription =
                (long) (SECOND / pacer.ratePerSecond(job.spec().stateMachine().region(), Action.DESCRIBE_EXECUTION));
    }

    /// What is told of an end.
    interface Ends {

        /// The execution has ended.
        ///
        /// @param details what a description told beyond the listing; null if there was none
        void ended(FollowedExecution tracked, Execution shown, @Nullable ExecutionData details)
                throws InterruptedException;

        /// It is followed no longer: it cannot be found, or is not to be waited for.
        void unfollowed(FollowedExecution tracked);

        /// How much depends on ends.
        Urgency urgency();
    }

    /// Follows the item from now on, until its permit is closed.
    public void follow(Item item, @Nullable ExecutionEnd sourceEnd, StartAdmission.Permit permit) {
        tracked.put(job.latest().replayOf(item), new FollowedExecution(item, sourceEnd, permit, ticker.nanoTime()));
    }

    /// Follows an item whose execution was found in a listing, or takes its end from there.
    public void follow(Item item, Execution shown, StartAdmission.Permit permit) throws InterruptedException {
        var each = new FollowedExecution(item, null, permit, ticker.nanoTime());
        if (each.isEndedBy(shown)) {
            ends.ended(each, shown, null);
        } else {
            tracked.put(job.latest().replayOf(item), each);
        }
    }

    /// Follows the execution no longer; it goes on.
    void unfollow(FollowedExecution each) {
        tracked.remove(job.latest().replayOf(each.item));
        ends.unfollowed(each);
    }

    /// No input is to be read any more, so that descriptions may use the whole share.
    public void readingIsOver() {
        reading = false;
    }

    public boolean isIdle() {
        return tracked.isEmpty();
    }

    /// What is followed at the moment.
    List<FollowedExecution> open() {
        return List.copyOf(tracked.values());
    }

    /// Looks once at what is followed. The looks come as often as each finds a twentieth of what is open ended, within
    /// the bounds of the urgency, but not more than a page a second unless it is urgent.
    ///
    /// @return after how many nanoseconds to look again
    public long look() throws InterruptedException {
        var now = ticker.nanoTime();
        if (tracked.isEmpty()) {
            return 50 * MILLI;
        }
        if (tracked.size() <= FEW) {
            return describeFew(now);
        }
        ended = 0;
        var worthwhile = tracked.size() / WORTHWHILE_PART;
        var pages = trySweep(now);
        describeOverdue();
        pause = ends.urgency().bounded(ended > worthwhile ? pause / 2 : pause * 2, pages);
        return pause;
    }

    private long describeFew(long now) throws InterruptedException {
        var wait = 10 * SECOND;
        unfound = false;
        for (var each : open()) {
            var due = each.checkedAt + Math.clamp((each.checkedAt - each.since) / 4, 250 * MILLI, 30 * SECOND);
            if (due <= now || each.mayBeOver()) {
                describe(each);
            } else {
                wait = Math.min(wait, due - now);
            }
        }
        if (unfound) {
            trySweep(now); // which tells whether the whole machine is gone
        }
        return Math.clamp(wait, 50 * MILLI, 250 * MILLI);
    }

    /// A listing that fails for good, while others come back, is tried again later; meanwhile descriptions tell.
    private int trySweep(long now) throws InterruptedException {
        try {
            return sweep(now);
        } catch (StepFunctionsException e) {
            if (e.kind() == StepFunctionsException.Kind.MACHINE_GONE) {
                throw e;
            }
            log.warn("The executions of {} cannot be listed: {}", job.spec().target(), e.errorCode());
            return LONGEST_WAIT;
        }
    }

    /// Lists the machines on which something is followed: the target, and where sources are redriven also theirs.
    private int sweep(long now) throws InterruptedException {
        var byMachine = tracked.keySet().stream()
                .collect(Collectors.groupingBy(ExecutionArn::machine, Collectors.toCollection(HashSet::new)));
        var pages = 0;
        for (var machine : byMachine.entrySet()) {
            pages += sweep(machine.getKey(), machine.getValue(), now);
        }
        return pages;
    }

    private int sweep(StateMachineArn machine, Set<ExecutionArn> missing, long now) throws InterruptedException {
        var order = new ExecutionListing.Order();
        var bound = bound(machine);
        return listing.forEachPage(machine, null, page -> {
            for (var execution : page) {
                newest.merge(machine, execution.sortKey(), (one, other) -> one.isAfter(other) ? one : other);
                var arn = machine.execution(execution.name());
                missing.remove(arn);
                shown(arn, execution, now);
            }
            return missing.isEmpty() || order.isAllBefore(bound, page);
        });
    }

    private Instant bound(StateMachineArn machine) {
        var earliest = tracked.values().stream()
                .map(each -> each.item.run().startedAt())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        var last = newest.getOrDefault(machine, earliest);
        return last.equals(Instant.MAX) ? job.time().minus(OVERLAP) : last.minus(OVERLAP);
    }

    private void shown(ExecutionArn arn, Execution execution, long now) {
        var each = tracked.get(arn);
        if (each == null) {
            return;
        }
        each.checkedAt = now;
        if (each.isEndedBy(execution)) {
            tracked.remove(arn);
            ended++;
            end(each, execution, null);
        }
    }

    private void describeOverdue() throws InterruptedException {
        var budget = (ticker.nanoTime() - describedAt) / (nanosPerDescription * (reading ? 10 : 1));
        if (budget < 1) {
            return;
        }
        describedAt = ticker.nanoTime();
        var bound = ticker.nanoTime() - OVERDUE;
        var due = tracked.values().stream()
                .filter(each -> each.mayBeOver() || each.checkedAt < bound)
                .sorted(Comparator.comparingLong(each -> each.checkedAt))
                .limit(budget);
        for (var each : (Iterable<FollowedExecution>) due::iterator) {
            describe(each);
        }
    }

    private void describe(FollowedExecution each) throws InterruptedException {
        var execution = job.latest().replayOf(each.item);
        try {
            var details = reader.describe(execution);
            each.checkedAt = ticker.nanoTime();
            if (each.isEndedBy(details.execution())) {
                tracked.remove(execution);
                end(each, details.execution(), ExecutionData.of(details));
            }
        } catch (StepFunctionsException e) {
            var gone = e.kind() == StepFunctionsException.Kind.EXECUTION_GONE;
            unfound |= gone;
            if (gone && isOld(each)) {
                tracked.remove(execution);
                ends.unfollowed(each);
            }
            each.checkedAt = ticker.nanoTime();
        }
    }

    /// What was started just now may not be found yet.
    private boolean isOld(FollowedExecution each) {
        return each.mayBeOver() || ticker.nanoTime() - each.since > OVERDUE;
    }

    private void end(FollowedExecution each, Execution execution, @Nullable ExecutionData details) {
        try {
            ends.ended(each, execution, details);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
    }
}

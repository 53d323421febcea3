package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.StartAdmission;
import io.github.sfnreplay.engine.control.Urgency;
import io.github.sfnreplay.engine.log.ReplayLogs;
import io.github.sfnreplay.engine.read.Access;
import io.github.sfnreplay.engine.read.ExecutionData;
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
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows what was started to its end. One sweep of `ListExecutions` tells a thousand ends a call; what no sweep
/// shows is described, and so are all while there are only a few.
public final class Follower {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);

    /// A millisecond in nanoseconds.
    private static final long MILLI = 1_000_000L;

    /// A second in nanoseconds.
    private static final long SECOND = 1_000 * MILLI;

    /// Two minutes: a listing that has not shown an end by then has missed it.
    private static final long OVERDUE = 120 * SECOND;

    /// Descriptions at AWS lag by a few seconds at most.
    private static final long PATIENCE = 15 * SECOND;

    /// Up to ten, a description each is cheaper than sweeping through pages of 1,000.
    private static final int FEW = 10;

    /// While inputs wait to be read, one read in ten may tell an end.
    private static final int PART_WHILE_SCARCE = 10;

    /// A listing that fails counts as this many pages, so that it is tried again after about as many seconds.
    private static final int LONGEST_WAIT = 15;

    /// Sweeps follow each other faster while one tells the ends of more than one in twenty of what is open.
    private static final int WORTHWHILE_PART = 20;

    /// A minute: listings are eventually consistent, and what they showed late is seen by the next sweep.
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    private final ActiveReplay job;
    private final Access access;
    private final Ends ends;
    private final BooleanSupplier areReadsScarce;
    private final Ticker ticker;
    private final long nanosPerDescription;
    private final Map<ExecutionArn, FollowedExecution> tracked = new ConcurrentHashMap<>();
    private final Map<StateMachineArn, Instant> newest = new HashMap<>();
    private final @Nullable LoggedEnds logged;
    private long describedAt;
    private int ended;
    private long pause = Urgency.STARTS_WAIT.shortest();
    private boolean unfound;

    /// @param access whose calls go on when the replay is paused
    /// @param areReadsScarce whether inputs wait to be read at this moment, so that descriptions must be few
    /// @param logs of a target that is an EXPRESS machine; null for one that is not
    Follower(Access access, Ends ends, BooleanSupplier areReadsScarce, @Nullable ReplayLogs logs) {
        this.job = access.job();
        this.access = access;
        this.ends = ends;
        this.areReadsScarce = areReadsScarce;
        var pace = access.calls().pace();
        this.ticker = pace.ticker();
        this.describedAt = ticker.nanoTime();
        this.logged = logs == null ? null : new LoggedEnds(job, logs, ends, ticker, tracked);
        this.nanosPerDescription = (long)
                (SECOND / pace.pacer().ratePerSecond(job.spec().stateMachine().region(), Action.DESCRIBE_EXECUTION));
    }

    /// What is told of an end.
    interface Ends {

        /// The execution has ended. Must not wait for anything.
        ///
        /// @param details what a description told beyond the listing; null if there was none
        void ended(FollowedExecution followed, Execution shown, @Nullable ExecutionData details);

        /// It is followed no longer: it cannot be found, or is not to be waited for.
        void unfollowed(FollowedExecution followed);

        /// No answer came to its start, and the logs tell nothing of it.
        void neverSeen(FollowedExecution followed);

        /// How much depends on ends.
        Urgency urgency();
    }

    /// Follows the item from now on, until its permit is closed.
    public void follow(Item item, @Nullable ExecutionEnd sourceEnd, StartAdmission.Permit permit) {
        tracked.put(job.latest().replayOf(item), new FollowedExecution(item, sourceEnd, permit, ticker.nanoTime()));
    }

    /// Follows an item whose execution was found in a listing, or takes its end from there.
    public void follow(Item item, Execution shown, StartAdmission.Permit permit) {
        var each = new FollowedExecution(item, null, permit, ticker.nanoTime());
        if (each.isEndedBy(shown)) {
            ends.ended(each, shown, null);
        } else {
            tracked.put(job.latest().replayOf(item), each);
        }
    }

    /// Follows what an earlier owner has left running. What it may have asked to stop counts as stopped.
    public void followOn(Item item, StartAdmission.Permit permit) {
        var each = new FollowedExecution(item, null, permit, ticker.nanoTime());
        each.mayBeStopped = job.latest().stopRunning() && job.owners().mayStop(item);
        tracked.put(job.latest().replayOf(item), each);
    }

    /// Follows the execution no longer; it goes on.
    void unfollow(FollowedExecution each) {
        if (tracked.remove(job.latest().replayOf(each.item), each)) {
            ends.unfollowed(each);
        }
    }

    boolean isIdle() {
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
    long look() throws InterruptedException {
        var now = ticker.nanoTime();
        if (tracked.isEmpty()) {
            return 50 * MILLI;
        }
        if (logged != null) {
            return logged.look();
        }
        if (tracked.size() <= FEW && !areReadsScarce.getAsBoolean()) {
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
            if (due <= now) {
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
        var wasCancelling = job.isCancelling();
        return access.listing().forEachPage(machine, null, page -> {
            for (var execution : page) {
                newest.merge(machine, execution.sortKey(), (one, other) -> one.isAfter(other) ? one : other);
                var arn = machine.execution(execution.name());
                missing.remove(arn);
                shown(arn, execution, now);
            }
            var isCancelled = !wasCancelling && job.isCancelling();
            return isCancelled || missing.isEmpty() || order.isAllBefore(bound, page);
        });
    }

    private Instant bound(StateMachineArn machine) {
        var earliest = tracked.values().stream()
                .map(each -> each.item.run().startedAt())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        var last = newest.getOrDefault(machine, earliest);
        return last.equals(Instant.MAX) ? access.stepFunctions().clock().now().minus(OVERLAP) : last.minus(OVERLAP);
    }

    private void shown(ExecutionArn arn, Execution execution, long now) {
        var each = tracked.get(arn);
        if (each == null) {
            return;
        }
        each.checkedAt = now;
        if (each.isEndedBy(execution) && tracked.remove(arn, each)) {
            ended++;
            ends.ended(each, execution, null);
        }
    }

    private void describeOverdue() throws InterruptedException {
        var budget = (ticker.nanoTime() - describedAt)
                / (nanosPerDescription * (areReadsScarce.getAsBoolean() ? PART_WHILE_SCARCE : 1));
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
            var details = access.calls()
                    .call(
                            Action.DESCRIBE_EXECUTION,
                            () -> access.stepFunctions().describeExecution(execution));
            each.checkedAt = ticker.nanoTime();
            if (each.isEndedBy(details.execution()) && tracked.remove(execution, each)) {
                ends.ended(each, details.execution(), ExecutionData.of(details));
            }
        } catch (StepFunctionsException e) {
            var gone = e.kind() == StepFunctionsException.Kind.EXECUTION_GONE;
            unfound |= gone;
            if (gone && isOld(each)) {
                unfollow(each);
            }
            each.checkedAt = ticker.nanoTime();
        }
    }

    /// What was started just now may not be found yet. What is known by its name alone may have been deleted long ago.
    private boolean isOld(FollowedExecution each) {
        return ticker.nanoTime() - each.since > (each.mayBeOver() ? PATIENCE : OVERDUE);
    }
}

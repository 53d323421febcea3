package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.ExecutionArn;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One bulk replay, and its moves. Immutable: each move gives the next version, or refuses with a [ReplayException].
///
/// @param version rises with every visible change
/// @param log every change of state or limits, and every confirmation
public record Replay(Origin origin, long version, ReplaySpec spec, Status status, Times times, Work work, ReplayLog log)
        implements ReplayParts {

    public static Replay create(Origin origin, ReplaySpec spec, EffectiveLimits limits, Instant now) {
        var work = new Work(limits, null, Tally.NONE, Progress.NONE);
        return new Replay(origin, 1, spec, Status.NEW, Times.created(now), work, ReplayLog.EMPTY);
    }

    /// The execution that replays, or would replay, the item.
    public ExecutionArn replayOf(Item item) {
        var source = sourceOf(item);
        return item.run().redriven() || !spec.mode().startsNew()
                ? source
                : spec.target().execution(ReplayName.of(source, spec.target(), item.attempt()));
    }

    /// The past execution that the item replays.
    public ExecutionArn sourceOf(Item item) {
        return spec.stateMachine().execution(item.source().name());
    }

    /// Whether it keeps others off its state machine: it runs, or will run without being asked again.
    public boolean holdsMachine() {
        return state().isActive() && (!spec.dryRun() || plan() != null);
    }

    /// Per cent of the items that are in a final state, to one decimal: 0 while it is not known how many there are.
    public double percent() {
        var counts = tally().itemCounts();
        return counts.total() == 0 && !state().isFinal() ? 0 : counts.percent();
    }

    /// What a caller may ask for now, by the names of the API.
    public List<String> allowedActions() {
        if (isResumed()) {
            return ReplayState.RUNNING.allowedActions();
        }
        var nothingToRetry = tally().itemCounts().bad() == 0;
        return state().allowedActions().stream()
                .filter(action -> !(action.equals("retry-failed") && nothingToRetry))
                .toList();
    }

    /// A free place was found: it is planned, or runs at once if its plan is there already.
    public Replay begin(Instant now) {
        var change = change(Command.BY_ENGINE, "begin", now);
        return plan() == null
                ? change.to(ReplayState.PLANNING, null, Details.PLANNING)
                : change.at(times.started(now)).to(ReplayState.RUNNING, null, Details.RUNNING);
    }

    /// The replay after a move; if that let it begin, what AWS has started before `awsNow` is not this replay's.
    public Replay begunAfter(Replay before, Instant awsNow) {
        return before.times.startedAt() != null || times.startedAt() == null
                ? this
                : new Replay(origin, version, spec, status, times.startedAt(awsNow), work, log);
    }

    /// Planning ended where one person may start any number.
    public Replay planned(Plan made, Instant now) {
        return planned(made, SecondPerson.NEVER, now);
    }

    /// Planning ended: a dry run rests, and what one person may not start alone; any other goes on.
    public Replay planned(Plan made, SecondPerson rule, Instant now) {
        var planned = with(times.planned(now), work.with(made));
        return spec.dryRun() || rule.isNeededFor(made)
                ? planned.change(Command.BY_ENGINE, "plan", now).stay(rule.rest(made, origin))
                : planned.change(Command.BY_ENGINE, "plan", now)
                        .at(planned.times.started(now))
                        .to(ReplayState.RUNNING, null, Details.RUNNING);
    }

    /// Gives a replay the plan that was made elsewhere, before it begins; it rests if one person may not start it
    /// alone.
    public Replay withPlan(Plan made, SecondPerson rule, Instant now) {
        var planned = with(times.planned(now), work.with(made));
        return rule.isNeededFor(made)
                ? planned.change(Command.BY_ENGINE, "plan", now).stay(rule.rest(made, origin))
                : planned;
    }

    /// A planned replay is to run; the same replay if just that was confirmed already.
    ///
    /// @throws ReplayException PLAN_CHANGED, INVALID_STATE_TRANSITION, SECOND_PERSON_REQUIRED
    public Replay confirm(Confirmation asked, Command command, Instant now) {
        var plan = plan();
        if (plan == null || !(state() == ReplayState.PLANNED || isConfirmed())) {
            throw refused("confirm");
        }
        SecondPerson.require(this, plan, command);
        asked.requireHash(plan.planHash());
        var notBefore = asked.notBefore();
        var detail = notBefore == null ? Details.CONFIRMED : Details.scheduled(notBefore);
        var change = change(command, "confirm", now)
                .at(times.confirmed(notBefore, now))
                .noting(detail + " planHash " + plan.planHash());
        if (state() == ReplayState.PLANNED) {
            return change.to(ReplayState.PENDING, null, detail);
        }
        var isOtherTime = state() == ReplayState.PENDING && !Objects.equals(notBefore, times.startsAt());
        return isOtherTime && times.startedAt() == null ? change.stay(status.withDetail(detail)) : this;
    }

    private boolean isConfirmed() {
        var rested = plan() != null && (spec.dryRun() || SecondPerson.concerns(this));
        return rested && state() != ReplayState.CANCELLED && state() != ReplayState.CANCELLING;
    }

    /// The engine pauses it; the same replay if it is paused already.
    ///
    /// @param detail one sentence: what happened and what to do
    public Replay pause(StateReason why, String detail, Instant now) {
        return pause(why, detail, Command.BY_ENGINE, now);
    }

    /// A caller pauses it; the same replay if it is paused already.
    public Replay pause(Command command, Instant now) {
        return pause(StateReason.USER_REQUESTED, Details.paused(command), command, now);
    }

    private Replay pause(StateReason why, String detail, Command command, Instant now) {
        if (state() == ReplayState.PAUSED) {
            return this;
        }
        if (!allowedActions().contains("pause")) {
            throw refused("pause");
        }
        return change(command, "pause", now).to(ReplayState.PAUSED, why, detail);
    }

    /// A caller pauses all replays, those too that wait for a place; the same replay if there is nothing to pause.
    public Replay hold(Command command, Instant now) {
        return switch (state()) {
            case PENDING, PLANNING, RUNNING ->
                change(command, "pause", now)
                        .to(ReplayState.PAUSED, StateReason.USER_REQUESTED, Details.paused(command));
            default -> this;
        };
    }

    /// It goes on, or waits for a place; the same replay if it does already.
    public Replay resume(boolean hasPlace, Command command, Instant now) {
        if (state() == ReplayState.RUNNING || state() == ReplayState.PLANNING || isResumed()) {
            return this;
        }
        if (state() != ReplayState.PAUSED) {
            throw refused("resume");
        }
        var change = change(command, "resume", now);
        if (!hasPlace) {
            return change.to(ReplayState.PENDING, null, Details.RESUMED);
        }
        return times.startedAt() == null
                ? change.to(ReplayState.PLANNING, null, Details.PLANNING)
                : change.to(ReplayState.RUNNING, null, Details.RUNNING);
    }

    private boolean isResumed() {
        return state() == ReplayState.PENDING && (times.startedAt() != null || log.lastMoveIs("resume"));
    }

    /// The same replay if it is being cancelled, or was, already.
    ///
    /// @param stop whether to stop also what this replay started
    public Replay cancel(boolean stop, Command command, Instant now) {
        var change = change(command, "cancel", now);
        return switch (isResumed() ? ReplayState.PAUSED : state()) {
            case PENDING, PLANNING, PLANNED ->
                change.at(times.finished(now))
                        .to(ReplayState.CANCELLED, StateReason.USER_REQUESTED, Details.cancelled(command))
                        .closed();
            case RUNNING, PAUSED -> {
                var cancelling = change.to(
                                ReplayState.CANCELLING, StateReason.USER_REQUESTED, Details.cancelling(command, stop))
                        .stopping(stop);
                yield times.startedAt() == null ? cancelling.finish(now) : cancelling;
            }
            case CANCELLING ->
                stop && !stopRunning()
                        ? change.stay(status.stopping(true).withDetail(Details.cancelling(command, true)))
                        : this;
            case CANCELLED -> this;
            case SUCCEEDED, PARTIALLY_SUCCEEDED, FAILED -> throw refused("cancel");
        };
    }

    /// Other limits, which the engine says will hold as `effective`.
    public Replay patch(Limits limits, EffectiveLimits effective, Command command, Instant now) {
        if (state().isFinal() || state() == ReplayState.CANCELLING) {
            throw refused("patch");
        }
        var note = Details.limits(spec.limits(), limits);
        var patched = change(command, "patch", now).noting(note).stay(status);
        var asked = spec.withLimits(limits);
        return new Replay(origin, patched.version, asked, status, patched.times, work.with(effective), patched.log);
    }

    /// The same, with an entry in its log of what this service did beside it.
    public Replay noted(String action, String note, Instant now) {
        return change(Command.BY_ENGINE, action, now).noting(note).stay(status);
    }

    /// Nothing is left to be done: the end state follows from the counts.
    public Replay finish(Instant now) {
        if (state() == ReplayState.CANCELLING) {
            return end(ReplayState.CANCELLED, stateReason(), "Cancelled; what was started is not followed.", now);
        }
        return end(tally().endState(), tally().whyNothing(), Details.ended(tally()), now);
    }

    /// It cannot go on.
    public Replay fail(Fault fault, Instant now) {
        if (state().isFinal()) {
            return this;
        }
        if (state() == ReplayState.CANCELLING) {
            return end(ReplayState.CANCELLED, stateReason(), "Cancelled; " + fault.detail(), now);
        }
        var why = tally().itemsStarted() == 0 ? StateReason.NOTHING_STARTED : null;
        var failed = end(ReplayState.FAILED, why, fault.detail(), now);
        return failed.with(failed.status.withError(fault));
    }

    public Replay progressed(Progress seen, Instant now) {
        return seen.equals(progress()) ? this : with(times.updated(now), work.with(tally(), seen));
    }

    /// The same with a warning beside those of its plan.
    public Replay warned(Plan.Warning warning, Instant now) {
        var plan = plan();
        return plan == null ? this : with(times.updated(now), work.with(plan.with(warning)));
    }

    /// The same, with what is known of where its inputs were read.
    public Replay readFrom(Plan.InputsFrom where, Instant now) {
        var plan = plan();
        return plan == null ? this : with(times.updated(now), work.with(plan.with(where)));
    }

    /// The same with the counts of its items as they are now.
    public Replay counted(Tally counts, Instant now) {
        return with(times.updated(now), work.with(counts, progress()));
    }

    /// A 409 that says what is allowed instead.
    public ReplayException refused(String action) {
        return ReplayException.invalidTransition(state(), action, allowedActions());
    }

    private Replay end(ReplayState next, @Nullable StateReason why, String detail, Instant now) {
        return change(Command.BY_ENGINE, "end", now)
                .at(times.finished(now))
                .to(next, why, detail)
                .closed();
    }

    private Replay closed() {
        return with(times, work.with(tally().closed(), progress().ended()));
    }

    private Replay stopping(boolean stop) {
        return with(status.stopping(stop));
    }

    private Replay with(Status other) {
        return new Replay(origin, version, spec, other, times, work, log);
    }

    private Replay with(Times then, Work done) {
        return new Replay(origin, version + 1, spec, status, then, done, log);
    }

    private Transition change(Command command, String action, Instant now) {
        return new Transition(this, command, action, times.updated(now), null);
    }
}

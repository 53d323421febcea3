package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.ExecutionArn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One bulk replay. Immutable: each move gives the next version, or refuses with a [ReplayException].
///
/// @param version rises with every visible change
/// @param parentReplayId the replay whose failed items this one retries
/// @param plan null until it is planned
/// @param error why it could not go on, in state FAILED
/// @param stopRunning whether a cancel also stops what this replay started
/// @param moves every change of state so far, the last 100
public record Replay(
        String id,
        long version,
        ReplaySpec spec,
        ReplayState state,
        @Nullable StateReason stateReason,
        @Nullable String parentReplayId,
        Times times,
        @Nullable Plan plan,
        EffectiveLimits effectiveLimits,
        Tally tally,
        Progress progress,
        @Nullable Fault error,
        boolean stopRunning,
        List<Move> moves) {

    private static final int MAX_MOVES = 100;

    public Replay {
        moves = List.copyOf(moves);
    }

    public static Replay create(
            String id, ReplaySpec spec, EffectiveLimits limits, @Nullable String parentReplayId, Instant now) {
        return new Replay(
                id,
                1,
                spec,
                ReplayState.PENDING,
                null,
                parentReplayId,
                Times.created(now),
                null,
                limits,
                Tally.NONE,
                Progress.NONE,
                null,
                false,
                List.of());
    }

    /// The execution that replays, or would replay, the item.
    public ExecutionArn replayOf(Item item) {
        var source = sourceOf(item);
        return item.run().redriven() || spec.mode() == Mode.REDRIVE
                ? source
                : spec.target().execution(ReplayName.of(source, spec.target(), item.attempt()));
    }

    /// The past execution that the item replays.
    public ExecutionArn sourceOf(Item item) {
        return spec.stateMachine().execution(item.source().name());
    }

    /// A free place was found: it is planned, or runs at once if its plan is there already.
    public Replay begin(Instant now) {
        return plan == null
                ? to(ReplayState.PLANNING, null, null, times.updated(now))
                : to(ReplayState.RUNNING, null, null, times.started(now));
    }

    /// Planning ended: a dry run rests, any other goes on.
    public Replay planned(Plan made, Instant now) {
        var planned = copy(state, stateReason, times.planned(now), made, error, stopRunning, moves);
        return spec.dryRun()
                ? planned.to(ReplayState.PLANNED, null, null, planned.times.updated(now))
                : planned.to(ReplayState.RUNNING, null, null, planned.times.started(now));
    }

    /// Gives a replay the plan that was made elsewhere, before it begins.
    public Replay withPlan(Plan made, Instant now) {
        return copy(state, stateReason, times.planned(now), made, error, stopRunning, moves);
    }

    /// A planned replay is to run.
    ///
    /// @param planHash what the caller has seen; null for any
    public Replay confirm(@Nullable String planHash, Instant now) {
        if (state != ReplayState.PLANNED || plan == null) {
            throw refused("confirm");
        }
        if (planHash != null && !planHash.equals(plan.planHash())) {
            throw new ReplayException(new Fault(
                    Fault.Kind.PLAN_CHANGED,
                    "The plan is not the one you confirm. Read the replay again, look at its plan and confirm that.",
                    Map.of("planHash", plan.planHash(), "confirmedPlanHash", planHash)));
        }
        return to(ReplayState.PENDING, null, null, times.updated(now));
    }

    /// The same replay if it is paused already.
    public Replay pause(StateReason why, @Nullable String reason, Instant now) {
        if (state == ReplayState.PAUSED) {
            return this;
        }
        if (state != ReplayState.RUNNING && state != ReplayState.PLANNING) {
            throw refused("pause");
        }
        return to(ReplayState.PAUSED, why, reason, times.updated(now));
    }

    /// The same replay if it goes on already.
    public Replay resume(@Nullable String reason, Instant now) {
        if (state == ReplayState.RUNNING || state == ReplayState.PLANNING) {
            return this;
        }
        if (state != ReplayState.PAUSED) {
            throw refused("resume");
        }
        return times.startedAt() == null
                ? to(ReplayState.PLANNING, null, reason, times.updated(now))
                : to(ReplayState.RUNNING, null, reason, times.updated(now));
    }

    /// The same replay if it is being cancelled, or was, already.
    ///
    /// @param stop whether to stop also what this replay started
    public Replay cancel(boolean stop, @Nullable String reason, Instant now) {
        return switch (state) {
            case PENDING, PLANNING, PLANNED -> end(ReplayState.CANCELLED, StateReason.USER_REQUESTED, reason, now);
            case RUNNING, PAUSED ->
                to(ReplayState.CANCELLING, StateReason.USER_REQUESTED, reason, times.updated(now))
                        .stopping(stop, now);
            case CANCELLING -> stop && !stopRunning ? stopping(true, now) : this;
            case CANCELLED -> this;
            case SUCCEEDED, PARTIALLY_SUCCEEDED, FAILED -> throw refused("cancel");
        };
    }

    /// Other limits, which the engine says will hold as `effective`.
    public Replay patch(Limits limits, EffectiveLimits effective, Instant now) {
        if (state.isFinal() || state == ReplayState.CANCELLING) {
            throw refused("patch");
        }
        return new Replay(
                id,
                version + 1,
                spec.withLimits(limits),
                state,
                stateReason,
                parentReplayId,
                times.updated(now),
                plan,
                effective,
                tally,
                progress,
                error,
                stopRunning,
                moves);
    }

    /// Nothing is left to be done: the end state follows from the counts.
    public Replay finish(Instant now) {
        if (state == ReplayState.CANCELLING) {
            return end(ReplayState.CANCELLED, stateReason, null, now);
        }
        var counts = tally.itemCounts();
        var judged = counts.total() - counts.of(ItemState.SKIPPED);
        var next = counts.bad() == 0
                ? ReplayState.SUCCEEDED
                : counts.bad() == judged ? ReplayState.FAILED : ReplayState.PARTIALLY_SUCCEEDED;
        return end(next, tally.itemsStarted() == 0 ? StateReason.NOTHING_STARTED : null, null, now);
    }

    /// It cannot go on.
    public Replay fail(Fault fault, Instant now) {
        if (state.isFinal()) {
            return this;
        }
        if (state == ReplayState.CANCELLING) {
            return end(ReplayState.CANCELLED, stateReason, null, now);
        }
        var why = tally.itemsStarted() == 0 ? StateReason.NOTHING_STARTED : null;
        return end(ReplayState.FAILED, why, fault.detail(), now).withError(fault);
    }

    public Replay progressed(Progress seen, Instant now) {
        return seen.equals(progress) ? this : counted(tally, seen, now);
    }

    /// The same with the counts of its items as they are now.
    public Replay counted(Tally counts, Instant now) {
        return counted(counts, progress, now);
    }

    /// A 409 that says what is allowed instead.
    public ReplayException refused(String action) {
        return new ReplayException(new Fault(
                Fault.Kind.INVALID_STATE_TRANSITION,
                "A replay that is " + state + " does not allow " + action + "; allowed: "
                        + String.join(", ", state.allowedActions()) + ".",
                Map.of("currentState", state.name(), "allowedActions", state.allowedActions())));
    }

    private Replay counted(Tally counts, Progress seen, Instant now) {
        return new Replay(
                id,
                version + 1,
                spec,
                state,
                stateReason,
                parentReplayId,
                times.updated(now),
                plan,
                effectiveLimits,
                counts,
                seen,
                error,
                stopRunning,
                moves);
    }

    private Replay end(ReplayState next, @Nullable StateReason why, @Nullable String reason, Instant now) {
        var ended = to(next, why, reason, times.finished(now));
        return ended.counted(tally.closed(), new Progress(0, progress.throttledCalls(), null), now);
    }

    private Replay to(ReplayState next, @Nullable StateReason why, @Nullable String reason, Times then) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("a replay cannot go from " + state + " to " + next);
        }
        var all = new ArrayList<>(moves.size() < MAX_MOVES ? moves : moves.subList(1, moves.size()));
        all.add(new Move(then.updatedAt(), state, next, why, reason));
        return copy(next, why, then, plan, error, stopRunning, all);
    }

    private Replay stopping(boolean stop, Instant now) {
        return copy(state, stateReason, times.updated(now), plan, error, stop, moves);
    }

    private Replay withError(Fault fault) {
        return copy(state, stateReason, times, plan, fault, stopRunning, moves);
    }

    private Replay copy(
            ReplayState newState,
            @Nullable StateReason why,
            Times then,
            @Nullable Plan made,
            @Nullable Fault fault,
            boolean stop,
            List<Move> steps) {
        return new Replay(
                id,
                version + 1,
                spec,
                newState,
                why,
                parentReplayId,
                then,
                made,
                effectiveLimits,
                tally,
                progress,
                fault,
                stop,
                steps);
    }
}

package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a caller asked for, complete and free of contradictions.
///
/// @param stateMachine the machine, version or alias whose executions are replayed
/// @param reason why, in the caller's words
public record ReplaySpec(
        StateMachineArn stateMachine,
        Selection filter,
        Planning planning,
        Start start,
        Follow follow,
        Limits limits,
        @Nullable String reason) {

    /// What becomes of the executions that match.
    ///
    /// @param distinctBy JSONata key; null to replay all
    /// @param skipSuperseded JSONata key; null to replay also what a later execution with the same key has made good
    /// @param includeReplayed whether a source is replayed of which another replay runs or has succeeded
    /// @param dryRun whether the plan rests until it is confirmed
    public record Planning(
            @Nullable String distinctBy,
            @Nullable String skipSuperseded,
            boolean includeReplayed,
            Order order,
            boolean dryRun) {

        public Planning(@Nullable String distinctBy, boolean includeReplayed, Order order, boolean dryRun) {
            this(distinctBy, null, includeReplayed, order, dryRun);
        }

        public static final Planning DEFAULT = new Planning(null, false, RequestBounds.DEFAULT_ORDER, false);
    }

    /// How each of them is run again.
    ///
    /// @param target where executions are started; the source's machine unless another was named
    /// @param inputTransform JSONata; null to send inputs on as they are
    /// @param attempt 1 for the first replay of a source, more to replay it on purpose once more
    /// @param types of the machines
    public record Start(
            Mode mode, StateMachineArn target, @Nullable String inputTransform, int attempt, Types types) {

        /// Between machines that are not known to be EXPRESS.
        public Start(Mode mode, StateMachineArn target, @Nullable String inputTransform, int attempt) {
            this(mode, target, inputTransform, attempt, Types.STANDARD);
        }

        public static Start on(StateMachineArn target) {
            return new Start(RequestBounds.DEFAULT_MODE, target, null, RequestBounds.DEFAULT_ATTEMPT);
        }

        Start withAttempt(int other) {
            return new Start(mode, target, inputTransform, other, types);
        }
    }

    /// Which machines are of type EXPRESS; found out when the replay is created.
    ///
    /// @param expressSource whether the sources are in logs only
    /// @param expressTarget whether starts have no lock, and ends are in logs only
    public record Types(boolean expressSource, boolean expressTarget) {

        public static final Types STANDARD = new Types(false, false);
    }

    public ReplaySpec {
        if (start.attempt() < 1) {
            throw new IllegalArgumentException("attempt must be 1 or more");
        }
        if (!start.mode().startsNew()
                && (start.inputTransform() != null || !start.target().equals(stateMachine))) {
            throw new IllegalArgumentException("a redrive keeps input and machine of its execution");
        }
        if (follow == Follow.NONE && !limits.needOutcome().isEmpty()) {
            throw new IllegalArgumentException(limits.needOutcome() + " need follow OUTCOME or OUTPUT");
        }
        requireRoom(filter.executionArns().size(), limits.maxItems());
        for (var arn : filter.executionArns()) {
            if (!arn.machine().equals(stateMachine.unqualified())) {
                throw new IllegalArgumentException("executionArns must be of the state machine");
            }
        }
    }

    private static void requireRoom(int named, int maxItems) {
        if (named > maxItems) {
            throw new ReplayException(new Fault(
                    Fault.Kind.MAX_ITEMS_EXCEEDED,
                    named + " executions are named, more than maxItems, " + maxItems
                            + ". Nothing was started. Name fewer, or raise limits.maxItems.",
                    Map.of("matched", named, "maxItems", maxItems)));
        }
    }

    public Mode mode() {
        return start.mode();
    }

    public Types types() {
        return start.types();
    }

    /// The same between machines of those types.
    public ReplaySpec withTypes(Types known) {
        return new ReplaySpec(
                stateMachine,
                filter,
                planning,
                new Start(start.mode(), start.target(), start.inputTransform(), start.attempt(), known),
                follow,
                limits,
                reason);
    }

    /// The action that starts an execution on the target.
    public Action startAction() {
        return types().expressTarget() ? Action.START_EXPRESS_EXECUTION : Action.START_EXECUTION;
    }

    /// The action whose quota bounds how fast a replay can go.
    public Action boundingAction() {
        return mode().startsNew() ? startAction() : mode().boundingAction();
    }

    public StateMachineArn target() {
        return start.target();
    }

    public @Nullable String inputTransform() {
        return start.inputTransform();
    }

    public int attempt() {
        return start.attempt();
    }

    public @Nullable String distinctBy() {
        return planning.distinctBy();
    }

    public @Nullable String skipSuperseded() {
        return planning.skipSuperseded();
    }

    public boolean includeReplayed() {
        return planning.includeReplayed();
    }

    public Order order() {
        return planning.order();
    }

    public boolean dryRun() {
        return planning.dryRun();
    }

    /// The same with the upper bound of the selection fixed.
    public ReplaySpec withFilter(Selection frozen) {
        return new ReplaySpec(stateMachine, frozen, planning, start, follow, limits, reason);
    }

    /// The same under other limits.
    public ReplaySpec withLimits(Limits changed) {
        return new ReplaySpec(stateMachine, filter, planning, start, follow, changed, reason);
    }
}

package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.StateMachineArn;
import org.jspecify.annotations.Nullable;

/// What a caller asked for, complete and free of contradictions.
///
/// @param stateMachine the machine, version or alias whose executions are replayed
/// @param target where they are started; the same as `stateMachine` unless another was named
/// @param inputTransform JSONata; null to send inputs on as they are
/// @param distinctBy JSONata key; null to replay all
/// @param attempt 1 for the first replay of a source, more to replay it on purpose once more
/// @param reason why, in the caller's words
public record ReplaySpec(
        StateMachineArn stateMachine,
        Selection filter,
        Mode mode,
        StateMachineArn target,
        @Nullable String inputTransform,
        @Nullable String distinctBy,
        int attempt,
        Order order,
        boolean dryRun,
        Follow follow,
        Limits limits,
        @Nullable String reason) {

    public ReplaySpec {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt must be 1 or more");
        }
        if (mode == Mode.REDRIVE && (inputTransform != null || !target.equals(stateMachine))) {
            throw new IllegalArgumentException("a redrive keeps input and machine of its execution");
        }
        if (follow == Follow.NONE && limits.needsOutcome()) {
            throw new IllegalArgumentException("limits on outcomes need follow OUTCOME or OUTPUT");
        }
        if (filter.executionArns().size() > limits.maxItems()) {
            throw new IllegalArgumentException("more executionArns than maxItems");
        }
        for (var arn : filter.executionArns()) {
            if (!arn.machine().equals(stateMachine.unqualified())) {
                throw new IllegalArgumentException("executionArns must be of the state machine");
            }
        }
    }

    /// The same with the upper bound of the selection fixed.
    public ReplaySpec withFilter(Selection frozen) {
        return new ReplaySpec(
                stateMachine,
                frozen,
                mode,
                target,
                inputTransform,
                distinctBy,
                attempt,
                order,
                dryRun,
                follow,
                limits,
                reason);
    }

    /// The same under other limits.
    public ReplaySpec withLimits(Limits changed) {
        return new ReplaySpec(
                stateMachine,
                filter,
                mode,
                target,
                inputTransform,
                distinctBy,
                attempt,
                order,
                dryRun,
                follow,
                changed,
                reason);
    }

    /// The same, to be run for another reason and at once.
    public ReplaySpec toRunFor(@Nullable String otherReason) {
        return new ReplaySpec(
                stateMachine,
                filter,
                mode,
                target,
                inputTransform,
                distinctBy,
                attempt,
                order,
                false,
                follow,
                limits,
                otherReason);
    }
}

package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.AllowedStateMachines;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.util.List;
import java.util.Map;

/// Why something was refused, or why a replay could not go on.
///
/// @param detail what happened and what to do, for a person
/// @param properties what a program may want to know, by the names of the API
public record Fault(Kind kind, String detail, Map<String, Object> properties) {

    /// The kinds of faults that the domain and the engine know.
    public enum Kind {
        REPLAY_NOT_FOUND,
        STATE_MACHINE_NOT_FOUND,
        STATE_MACHINE_NOT_ALLOWED,
        EXECUTION_NOT_FOUND,
        INVALID_PAGE_TOKEN,
        REPLAY_CONFLICT,
        INVALID_STATE_TRANSITION,
        PLAN_CHANGED,
        SECOND_PERSON_REQUIRED,
        NOTHING_TO_RETRY,
        PRECONDITION_FAILED,
        IDEMPOTENCY_KEY_REUSED,
        STATE_MACHINE_TYPE_NOT_SUPPORTED,
        LOGGING_NOT_SUFFICIENT,
        LOGS_ARE_MASKED,
        MAX_ITEMS_EXCEEDED,
        TOO_MANY_REPLAYS,
        UPSTREAM_ACCESS_DENIED,
        UPSTREAM_ERROR,
        UPSTREAM_THROTTLED,
        SHUTTING_DOWN,
        INTERNAL_ERROR
    }

    public Fault {
        properties = Map.copyOf(properties);
    }

    /// The refusal of a state machine that the service may not touch.
    public static ReplayException notAllowed(StateMachineArn machine) {
        return new ReplayException(new Fault(
                Kind.STATE_MACHINE_NOT_ALLOWED,
                AllowedStateMachines.refusal(machine),
                Map.of("stateMachineArn", machine.toString())));
    }

    static ReplayException invalidTransition(ReplayState state, String action, List<String> allowed) {
        return new ReplayException(new Fault(
                Kind.INVALID_STATE_TRANSITION,
                "A replay that is " + state + " does not allow " + action + "; allowed: " + String.join(", ", allowed)
                        + ".",
                Map.of("currentState", state.name(), "allowedActions", allowed)));
    }

    public Fault(Kind kind, String detail) {
        this(kind, detail, Map.of());
    }
}

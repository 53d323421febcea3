package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.AllowedStateMachines;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.util.List;
import java.util.Map;

/// A refusal, with the [Fault] that explains it.
public class ReplayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    public ReplayException(Fault fault) {
        super(fault.detail());
        this.fault = fault;
    }

    /// The refusal of a state machine that the service may not touch.
    public static ReplayException notAllowed(StateMachineArn machine) {
        return new ReplayException(new Fault(
                Fault.Kind.STATE_MACHINE_NOT_ALLOWED,
                AllowedStateMachines.refusal(machine),
                Map.of("stateMachineArn", machine.toString())));
    }

    static ReplayException invalidTransition(ReplayState state, String action, List<String> allowed) {
        return new ReplayException(new Fault(
                Fault.Kind.INVALID_STATE_TRANSITION,
                "A replay that is " + state + " does not allow " + action + "; allowed: " + String.join(", ", allowed)
                        + ".",
                Map.of("currentState", state.name(), "allowedActions", allowed)));
    }

    public Fault fault() {
        return fault;
    }
}

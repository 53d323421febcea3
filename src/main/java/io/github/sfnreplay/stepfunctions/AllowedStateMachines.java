package io.github.sfnreplay.stepfunctions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which state machines the service may touch, as source and as target. The gateway lets no other call pass, and the
/// domain asks first, so that callers get an answer that says so.
public final class AllowedStateMachines {

    private final @Nullable List<StateMachinePattern> patterns;

    private AllowedStateMachines(@Nullable List<StateMachinePattern> patterns) {
        this.patterns = patterns;
    }

    /// All that the credentials reach.
    public static AllowedStateMachines all() {
        return new AllowedStateMachines(null);
    }

    /// Those that match one of the patterns.
    public static AllowedStateMachines of(List<StateMachinePattern> patterns) {
        return new AllowedStateMachines(List.copyOf(patterns));
    }

    /// Whether the machine, or the one that the version or alias belongs to, may be touched.
    public boolean allows(StateMachineArn machine) {
        return patterns == null || patterns.stream().anyMatch(pattern -> pattern.matches(machine));
    }

    /// The patterns; null if nothing is excluded.
    public @Nullable List<StateMachinePattern> patterns() {
        return patterns;
    }

    /// What is said of a machine that may not be touched.
    public static String refusal(StateMachineArn machine) {
        return machine + " is not among the state machines that this service may touch. Choose one that GET"
                + " /state-machines lists, or have it added to sfn-replay.allowed-state-machines.";
    }

    void require(StateMachineArn machine) {
        if (!allows(machine)) {
            throw new StepFunctionsException(
                    StepFunctionsException.Kind.DENIED,
                    StepFunctionsException.NOT_ALLOWED,
                    refusal(machine),
                    false,
                    null);
        }
    }
}

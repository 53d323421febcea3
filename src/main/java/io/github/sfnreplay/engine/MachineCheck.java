package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.call.RequestCalls;
import io.github.sfnreplay.engine.inspect.MachineInspection;
import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Asks Step Functions, within bounded time, whether the machines of a request exist and can be replayed.
@Component
final class MachineCheck {

    private final StepFunctions stepFunctions;
    private final RequestCalls calls;
    private final Duration timeout;

    MachineCheck(StepFunctions stepFunctions, RequestCalls calls, EngineSettings settings) {
        this.stepFunctions = stepFunctions;
        this.calls = calls;
        this.timeout = settings.checkTimeout();
    }

    /// Refuses with a [ReplayException] what cannot be replayed.
    void check(ReplaySpec spec) {
        check(spec.stateMachine());
        if (!spec.target().equals(spec.stateMachine())) {
            check(spec.target());
        }
    }

    private void check(StateMachineArn arn) {
        var machine = calls.within(timeout)
                .call(Lane.of(arn, Action.DESCRIBE_STATE_MACHINE), arn, () -> stepFunctions.describeStateMachine(arn));
        if (machine.express()) {
            throw new ReplayException(new Fault(
                    Fault.Kind.STATE_MACHINE_TYPE_NOT_SUPPORTED,
                    arn + " is of type EXPRESS. " + MachineInspection.WHY_NOT_EXPRESS,
                    Map.of("stateMachineArn", arn.toString())));
        }
    }
}

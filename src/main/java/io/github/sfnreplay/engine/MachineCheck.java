package io.github.sfnreplay.engine;

import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Asks Step Functions, within bounded time, whether the machines of a request exist and can be replayed.
@Component
final class MachineCheck {

    private static final Logger log = LoggerFactory.getLogger(MachineCheck.class);
    private static final long PAUSE = 200_000_000L;

    private final StepFunctions stepFunctions;
    private final Pacer pacer;
    private final Ticker ticker;
    private final long timeout;

    MachineCheck(StepFunctions stepFunctions, Pacer pacer, Ticker ticker, EngineSettings settings) {
        this.stepFunctions = stepFunctions;
        this.pacer = pacer;
        this.ticker = ticker;
        this.timeout = settings.checkTimeout().toNanos();
    }

    /// Refuses with a [ReplayException] what cannot be replayed.
    void check(ReplaySpec spec) {
        check(spec.stateMachine());
        if (!spec.target().equals(spec.stateMachine())) {
            check(spec.target());
        }
    }

    private void check(StateMachineArn arn) {
        var end = ticker.nanoTime() + timeout;
        try {
            while (true) {
                var lane = Lane.of(arn, Action.DESCRIBE_STATE_MACHINE);
                if (!pacer.acquire(lane, () -> ticker.nanoTime() < end)) {
                    throw refused(Fault.Kind.UPSTREAM_THROTTLED, "ThrottlingException", "too many calls at the moment");
                }
                var begunAt = ticker.nanoTime();
                try {
                    refuseExpress(arn);
                    pacer.answered(lane, begunAt);
                    return;
                } catch (StepFunctionsException e) {
                    if (e.kind() == Kind.THROTTLED) {
                        pacer.throttled(lane, begunAt);
                    }
                    if (!canHeal(e) || ticker.nanoTime() + PAUSE >= end) {
                        throw refused(arn, e);
                    }
                    ticker.sleep(PAUSE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(Fault.Kind.SHUTTING_DOWN, "Interrupted", "the service is shutting down");
        }
    }

    private void refuseExpress(StateMachineArn arn) {
        if (stepFunctions.describeStateMachine(arn).express()) {
            throw new ReplayException(new Fault(
                    Fault.Kind.STATE_MACHINE_TYPE_NOT_SUPPORTED,
                    arn + " is of type EXPRESS. Step Functions lists no executions of it, and no name keeps them from"
                            + " being started twice; only STANDARD state machines can be replayed.",
                    Map.of("stateMachineArn", arn.toString())));
        }
    }

    private static boolean canHeal(StepFunctionsException fault) {
        return fault.kind() == Kind.THROTTLED || fault.kind() == Kind.UNAVAILABLE;
    }

    private static ReplayException refused(StateMachineArn arn, StepFunctionsException fault) {
        return switch (fault.kind()) {
            case MACHINE_GONE ->
                new ReplayException(new Fault(
                        Fault.Kind.STATE_MACHINE_NOT_FOUND,
                        arn + " does not exist. Look at its account, Region and name.",
                        Map.of("stateMachineArn", arn.toString())));
            case TYPE_NOT_SUPPORTED ->
                refused(Fault.Kind.STATE_MACHINE_TYPE_NOT_SUPPORTED, fault.errorCode(), fault.detail());
            case DENIED -> refused(Fault.Kind.UPSTREAM_ACCESS_DENIED, fault.errorCode(), fault.detail());
            case THROTTLED -> refused(Fault.Kind.UPSTREAM_THROTTLED, fault.errorCode(), fault.detail());
            default -> refused(Fault.Kind.UPSTREAM_ERROR, fault.errorCode(), fault.detail());
        };
    }

    private static ReplayException refused(Fault.Kind kind, String errorCode, String detail) {
        log.warn("A request was refused with {}: {}: {}", kind, errorCode, detail);
        return new ReplayException(new Fault(
                kind,
                "Step Functions could not be asked what the state machine is: " + detail,
                Map.of("awsErrorCode", errorCode)));
    }
}

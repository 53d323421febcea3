package io.github.sfnreplay.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.sfnreplay.engine.call.RequestCalls;
import io.github.sfnreplay.engine.log.MachineLog;
import io.github.sfnreplay.executionlogs.ExecutionLogs;
import io.github.sfnreplay.executionlogs.LogGroup;
import io.github.sfnreplay.executionlogs.LogGroupArn;
import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.StateMachine;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Asks Step Functions, within bounded time, whether the machines of a request exist and can be replayed. An EXPRESS
/// machine can where its logs tell what Step Functions does not.
@Component
final class MachineCheck {

    private final StepFunctions stepFunctions;
    private final ExecutionLogs logs;
    private final RequestCalls calls;
    private final Duration timeout;
    private final Cache<StateMachineArn, Boolean> express =
            Caffeine.newBuilder().maximumSize(1_000).build();

    MachineCheck(StepFunctions stepFunctions, ExecutionLogs logs, RequestCalls calls, EngineSettings settings) {
        this.stepFunctions = stepFunctions;
        this.logs = logs;
        this.calls = calls;
        this.timeout = settings.checkTimeout();
    }

    /// Refuses with a [ReplayException] what cannot be replayed.
    void check(ReplaySpec spec) {
        var source = described(spec.stateMachine());
        var target = spec.target().equals(spec.stateMachine()) ? source : described(spec.target());
        if ((source.express() || target.express()) && spec.mode().redrives()) {
            throw refused(
                    Fault.Kind.STATE_MACHINE_TYPE_NOT_SUPPORTED,
                    source.express() ? source : target,
                    "is of type EXPRESS, whose executions cannot be redriven. Use mode START_NEW.");
        }
        if (source.express() && spec.skipSuperseded() != null) {
            throw refused(
                    Fault.Kind.STATE_MACHINE_TYPE_NOT_SUPPORTED,
                    source,
                    "is of type EXPRESS, of which no later successes are listed. Leave skipSuperseded out.");
        }
        if (source.express()) {
            checkLogs(source, true, "");
        }
        if (target.express() && spec.follow() != Follow.NONE) {
            checkLogs(target, spec.follow() == Follow.OUTPUT, " Or start without following: follow NONE.");
        }
    }

    /// The types of the machines, as they were last described.
    ReplaySpec.Types types(ReplaySpec spec) {
        return new ReplaySpec.Types(isExpress(spec.stateMachine()), isExpress(spec.target()));
    }

    private boolean isExpress(StateMachineArn arn) {
        return Boolean.TRUE.equals(express.getIfPresent(arn));
    }

    private StateMachine described(StateMachineArn arn) {
        var machine = calls.within(timeout)
                .call(Lane.of(arn, Action.DESCRIBE_STATE_MACHINE), arn, () -> stepFunctions.describeStateMachine(arn));
        express.put(arn, machine.express());
        return machine;
    }

    private void checkLogs(StateMachine machine, boolean needsData, String otherwise) {
        var why = MachineLog.whyNotLogged(machine.logging(), needsData);
        if (why != null) {
            throw notSufficient(machine, why + otherwise);
        }
        if (!logs.isReachable()) {
            throw notSufficient(
                    machine,
                    "AWS_ENDPOINT_URL_SFN points to another endpoint; set AWS_ENDPOINT_URL_CLOUDWATCH_LOGS as well."
                            + otherwise);
        }
        var arn = LogGroupArn.parse(Objects.requireNonNull(machine.logging().logGroupArn()));
        var group = group(machine.arn(), arn);
        why = MachineLog.whyNotReadable(arn, group);
        if (why != null || group == null) {
            throw notSufficient(machine, why + otherwise);
        }
        if (needsData && group.masks()) {
            throw refused(
                    Fault.Kind.LOGS_ARE_MASKED,
                    machine,
                    "is of type EXPRESS, so that its inputs are in its logs only, and a data protection policy masks"
                            + " what the log group " + arn.name() + " tells. What is masked would be replayed masked.");
        }
    }

    private @Nullable LogGroup group(StateMachineArn machine, LogGroupArn arn) {
        var lane = new Lane(arn.accountId(), arn.region(), Action.DESCRIBE_LOG_GROUPS);
        return calls.within(timeout).<@Nullable LogGroup>call(lane, machine, () -> logs.describe(arn));
    }

    private static ReplayException notSufficient(StateMachine machine, String why) {
        return refused(
                Fault.Kind.LOGGING_NOT_SUFFICIENT,
                machine,
                "is of type EXPRESS, so that only its logs tell of its executions, and they do not suffice: " + why);
    }

    private static ReplayException refused(Fault.Kind kind, StateMachine machine, String why) {
        return new ReplayException(new Fault(
                kind,
                machine.arn() + " " + why,
                Map.of("stateMachineArn", machine.arn().toString())));
    }
}

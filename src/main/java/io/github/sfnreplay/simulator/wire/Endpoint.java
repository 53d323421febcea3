package io.github.sfnreplay.simulator.wire;

import io.github.sfnreplay.simulator.account.Account;
import io.github.sfnreplay.simulator.account.Executions;
import io.github.sfnreplay.simulator.account.PageTokens;
import io.github.sfnreplay.simulator.http.HttpReply;
import io.github.sfnreplay.simulator.http.HttpRequest;
import io.github.sfnreplay.simulator.http.Pause;
import io.github.sfnreplay.simulator.json.JsonReply;
import io.github.sfnreplay.simulator.logs.Logs;
import io.github.sfnreplay.simulator.quota.CallCounts;
import io.github.sfnreplay.simulator.quota.Quotas;
import io.github.sfnreplay.simulator.quota.TokenBuckets;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.AwsError;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.Latency;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes each call through latency, quota and faults to the action that answers it.
public final class Endpoint {

    private static final String JSON_1_0 = "application/x-amz-json-1.0";
    private static final String LOGS = "Logs_20140328.";
    private static final byte[] GARBAGE = "<html>this is not JSON".getBytes(StandardCharsets.US_ASCII);

    private final Account world;
    private final InstantSource clock;
    private final CallCounts calls = new CallCounts();
    private final Map<Action, Function<Params, byte[]>> actions = new EnumMap<>(Action.class);
    private volatile TokenBuckets buckets;
    private volatile FaultPlan faults = FaultPlan.none();
    private volatile Latency latency = Latency.none();

    public Endpoint(Account world, Executions executions, Logs logs, PageTokens tokens, InstantSource clock) {
        this.world = world;
        this.clock = clock;
        this.buckets = new TokenBuckets(Quotas.off(), clock);
        var onMachines = new MachineActions(world, tokens);
        var onExecutions = new ExecutionActions(world, executions);
        actions.put(Action.CREATE_STATE_MACHINE, onMachines::create);
        actions.put(Action.DESCRIBE_STATE_MACHINE, onMachines::describe);
        actions.put(Action.DESCRIBE_STATE_MACHINE_FOR_EXECUTION, onMachines::describeForExecution);
        actions.put(Action.LIST_STATE_MACHINES, onMachines::list);
        var onQualifiers = new QualifierActions(world, tokens);
        actions.put(Action.LIST_STATE_MACHINE_VERSIONS, onQualifiers::versions);
        actions.put(Action.LIST_STATE_MACHINE_ALIASES, onQualifiers::aliases);
        actions.put(Action.START_EXECUTION, onExecutions::start);
        actions.put(Action.DESCRIBE_EXECUTION, onExecutions::describe);
        actions.put(Action.STOP_EXECUTION, onExecutions::stop);
        actions.put(Action.REDRIVE_EXECUTION, onExecutions::redrive);
        actions.put(Action.LIST_EXECUTIONS, new ListingActions(world, tokens)::list);
        var onLogs = new LogActions(logs, tokens);
        actions.put(Action.FILTER_LOG_EVENTS, onLogs::filter);
        actions.put(Action.DESCRIBE_LOG_GROUPS, onLogs::groups);
        actions.put(Action.GET_EXECUTION_HISTORY, new HistoryActions(world, tokens)::history);
    }

    public HttpReply handle(HttpRequest request) {
        var target = request.header("x-amz-target");
        var action = Action.named(target.substring(target.indexOf('.') + 1));
        if (action == null || !request.method().equals("POST") || isOfLogs(action) != target.startsWith(LOGS)) {
            return answer(AwsError.of("UnknownOperationException", "Unknown operation: '" + target + "'"));
        }
        calls.receive(action);
        Pause.of(latency.next());
        var fault = faults.strike(action);
        if (fault == null) {
            return work(action, request);
        }
        return disturbed(fault, action, request);
    }

    private static boolean isOfLogs(Action action) {
        return action == Action.FILTER_LOG_EVENTS || action == Action.DESCRIBE_LOG_GROUPS;
    }

    private HttpReply disturbed(FaultPlan.Fault fault, Action action, HttpRequest request) {
        var error = fault.kind().error();
        if (error != null) {
            if (fault.kind() == FaultKind.THROTTLE) {
                calls.throttle(action);
            }
            return answer(error);
        }
        var answer = fault.kind().worksFirst() ? work(action, request) : null;
        return switch (fault.kind()) {
            case SLOW, HANG, HANG_BEFORE -> late(fault, answer);
            case HALF_ANSWER -> answer == null ? new HttpReply.Drop() : new HttpReply.Half(answer);
            case MALFORMED -> new HttpReply.Answer(200, JSON_1_0, GARBAGE);
            default -> new HttpReply.Drop();
        };
    }

    private static HttpReply late(FaultPlan.Fault fault, HttpReply.@Nullable Answer answer) {
        Pause.of(fault.delay());
        return fault.kind() == FaultKind.SLOW && answer != null ? answer : new HttpReply.Drop();
    }

    private HttpReply.Answer work(Action action, HttpRequest request) {
        try {
            var params = Params.parse(request.body());
            if (!take(action, params)) {
                calls.throttle(action);
                throw AwsError.throttled();
            }
            var handler = actions.get(action);
            if (handler == null) {
                throw new IllegalStateException("No handler for " + action);
            }
            return new HttpReply.Answer(200, JSON_1_0, handler.apply(params));
        } catch (AwsError e) {
            return answer(e);
        }
    }

    private boolean take(Action action, Params params) {
        var state = buckets;
        if (action == Action.START_EXECUTION && startsExpress(params)) {
            return state.tryTakeExpressStart();
        }
        return state.tryTake(action);
    }

    private boolean startsExpress(Params params) {
        try {
            var arn = params.required("stateMachineArn");
            var ref = world.arns().readMachine(arn, Action.START_EXECUTION);
            return world.now(now -> world.machine(ref, arn).express());
        } catch (AwsError e) {
            return false;
        }
    }

    private static HttpReply.Answer answer(AwsError error) {
        return new HttpReply.Answer(error.status(), JSON_1_0, JsonReply.error(error));
    }

    public CallCounts calls() {
        return calls;
    }

    public long takeForeign(Action action, long count) {
        return buckets.takeUpTo(action, count);
    }

    public void quotas(Quotas value) {
        buckets = new TokenBuckets(value, clock);
    }

    public void faults(FaultPlan value) {
        faults = value;
    }

    public void latency(Latency value) {
        latency = value;
    }
}

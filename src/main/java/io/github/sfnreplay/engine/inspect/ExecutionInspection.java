package io.github.sfnreplay.engine.inspect;

import io.github.sfnreplay.engine.call.RequestCalls;
import io.github.sfnreplay.engine.plan.ReplayExpressions;
import io.github.sfnreplay.engine.read.SourceReaders;
import io.github.sfnreplay.expression.guard.ExpressionLimits;
import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.replay.ExecutionInspector;
import io.github.sfnreplay.replay.ExecutionSummary;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.AllowedStateMachines;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks at machines and executions through the same pacing as everything else, and in bounded time.
public final class ExecutionInspection implements ExecutionInspector {

    /// Long enough for a hundred pages within the share of the usual quotas, short enough to wait for.
    private static final Duration SUMMARY = Duration.ofSeconds(20);

    private final StepFunctions stepFunctions;
    private final RequestCalls calls;
    private final Bounds bounds;
    private final Clock clock;
    private final Descriptions descriptions;
    private final MachineInspection machines;
    private final ExpressionInspection expressions;
    private final AllowedStateMachines allowed;

    /// What bounds an inspection.
    ///
    /// @param timeout of all but the summary
    public record Bounds(Duration timeout, ExpressionLimits expressions) {}

    /// @param allowed machines that may be looked at
    public ExecutionInspection(
            StepFunctions stepFunctions,
            RequestCalls calls,
            SourceReaders readers,
            Bounds bounds,
            Clock clock,
            AllowedStateMachines allowed) {
        this.stepFunctions = stepFunctions;
        this.calls = calls;
        this.bounds = bounds;
        this.clock = clock;
        this.descriptions = new Descriptions(stepFunctions, readers);
        this.machines = new MachineInspection(stepFunctions);
        this.expressions = new ExpressionInspection(bounds.expressions());
        this.allowed = allowed;
    }

    private void requireAllowed(StateMachineArn machine) {
        if (!allowed.allows(machine)) {
            throw ReplayException.notAllowed(machine);
        }
    }

    @Override
    public ItemInput input(Replay replay, Item item) {
        requireAllowed(replay.spec().stateMachine());
        var arn = replay.sourceOf(item);
        return descriptions.read(arn, deadline(), details -> {
            var input = details.input();
            var context = ReplayExpressions.context(arn, item.source());
            return new ItemInput(
                    input,
                    input == null ? null : expressions.transformed(replay.spec().inputTransform(), input, context));
        });
    }

    @Override
    public Evaluation evaluate(StateMachineArn machine, Subject subject, Expressions asked) {
        requireAllowed(machine);
        if (subject instanceof Subject.Of of) {
            requireAllowed(of.execution().machine());
        }
        var deadline = deadline();
        return switch (subject) {
            case Subject.Given given -> evaluateGiven(machine, given.json(), asked);
            case Subject.Of of -> evaluateOf(of.execution(), asked, deadline);
            case Subject.Newest newest -> evaluateOf(newest(machine, deadline), asked, deadline);
        };
    }

    private Evaluation evaluateGiven(StateMachineArn machine, String input, Expressions asked) {
        var now = clock.instant();
        var example = new Source("example", ExecutionStatus.FAILED, now.minusSeconds(1), now, 0);
        var context = ReplayExpressions.context(machine.execution(example.name()), example);
        return expressions.evaluate(asked, input, context, null);
    }

    private Evaluation evaluateOf(ExecutionArn execution, Expressions asked, RequestCalls.Deadline deadline) {
        return descriptions.read(execution, deadline, details -> {
            var input = details.input();
            if (input == null) {
                throw new ReplayException(new Fault(
                        Fault.Kind.UPSTREAM_ERROR,
                        "Step Functions does not tell the input of " + execution + ". Give an input instead.",
                        Map.of("awsErrorCode", "InputNotIncluded")));
            }
            var context = ReplayExpressions.context(execution, Source.of(details.execution()));
            return expressions.evaluate(asked, input, context, execution);
        });
    }

    /// The execution that started last; one that no replay made, where there is one.
    private ExecutionArn newest(StateMachineArn machine, RequestCalls.Deadline deadline) {
        var page = deadline.call(
                Lane.of(machine, Action.LIST_EXECUTIONS),
                machine,
                () -> stepFunctions.listExecutions(machine, null, null));
        return page.items().stream()
                .max(Comparator.comparing((Execution execution) -> !Selection.isReplayName(execution.name()))
                        .thenComparing(Execution::startedAt))
                .map(execution -> machine.execution(execution.name()))
                .orElseThrow(() -> new ReplayException(new Fault(
                        Fault.Kind.EXECUTION_NOT_FOUND,
                        machine + " has no executions. Give an input instead.",
                        Map.of("stateMachineArn", machine.toString()))));
    }

    @Override
    public ExecutionSummary summarize(StateMachineArn machine, Selection filter) {
        if (filter.namesExecutions() || filter.inputMatches() != null) {
            throw new IllegalArgumentException("executionArns and inputMatches cannot be summarized");
        }
        requireAllowed(machine);
        return new SummaryInspection(stepFunctions, descriptions).summarize(machine, filter, calls.within(SUMMARY));
    }

    @Override
    public MachinePage stateMachines(String region, @Nullable String pageToken) {
        return machines.stateMachines(region, pageToken, deadline());
    }

    @Override
    public Qualifiers qualifiers(StateMachineArn machine) {
        requireAllowed(machine);
        return machines.qualifiers(machine, deadline());
    }

    private RequestCalls.Deadline deadline() {
        return calls.within(bounds.timeout());
    }
}

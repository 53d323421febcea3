package io.github.sfnreplay.testing;

import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.AwsClock;
import io.github.sfnreplay.stepfunctions.Definition;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.Page;
import io.github.sfnreplay.stepfunctions.QualifiedMachine;
import io.github.sfnreplay.stepfunctions.StateMachine;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A gateway that answers what the test tells it to, and remembers every call. An action without a script fails the
/// test.
public final class ScriptedStepFunctions implements StepFunctions {

    /// One call.
    ///
    /// @param subject the ARN that it named; the name of the execution for a start
    public record Call(Action action, String subject) {}

    /// Answers a start.
    public interface Start {
        Instant answer(StateMachineArn target, String name, String input);
    }

    /// Answers a redrive.
    public interface Redrive {
        Instant answer(ExecutionArn execution, String clientToken);
    }

    /// Answers a listing.
    public interface Listing {
        Page<Execution> answer(StateMachineArn machine, @Nullable ExecutionStatus status, @Nullable String pageToken);
    }

    private final AwsClock clock;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Start start = (target, name, input) -> {
        throw unscripted(Action.START_EXECUTION);
    };
    private volatile Redrive redrive = (execution, token) -> {
        throw unscripted(Action.REDRIVE_EXECUTION);
    };
    private volatile Listing listing = (machine, status, token) -> {
        throw unscripted(Action.LIST_EXECUTIONS);
    };
    private volatile Function<ExecutionArn, ExecutionDetails> description = execution -> {
        throw unscripted(Action.DESCRIBE_EXECUTION);
    };
    private volatile Function<ExecutionArn, @Nullable String> firstEvent = execution -> {
        throw unscripted(Action.GET_EXECUTION_HISTORY);
    };
    private volatile Function<ExecutionArn, @Nullable ExecutionEnd> lastEvent = execution -> {
        throw unscripted(Action.GET_EXECUTION_HISTORY);
    };
    private volatile Function<ExecutionArn, @Nullable Instant> stop = execution -> {
        throw unscripted(Action.STOP_EXECUTION);
    };
    private volatile Function<StateMachineArn, StateMachine> machine = arn -> new StateMachine(arn, false, null);
    private volatile Function<ExecutionArn, Definition> definitionThen = execution -> new Definition(null, null);
    private volatile Function<StateMachineArn, Definition> definitionNow = arn -> new Definition(null, null);

    private volatile Function<@Nullable String, Page<StateMachine>> machines = token -> new Page<>(List.of(), null);
    private volatile Function<@Nullable String, Page<QualifiedMachine>> versions = token -> new Page<>(List.of(), null);
    private volatile Function<@Nullable String, Page<QualifiedMachine>> aliases = token -> new Page<>(List.of(), null);

    /// The answer is told the page token, which is null for the first page.
    public ScriptedStepFunctions onListMachines(Function<@Nullable String, Page<StateMachine>> answer) {
        machines = answer;
        return this;
    }

    /// The answer is told the page token, which is null for the first page.
    public ScriptedStepFunctions onListVersions(Function<@Nullable String, Page<QualifiedMachine>> answer) {
        versions = answer;
        return this;
    }

    /// The answer is told the page token, which is null for the first page.
    public ScriptedStepFunctions onListAliases(Function<@Nullable String, Page<QualifiedMachine>> answer) {
        aliases = answer;
        return this;
    }

    /// Without a date in any answer.
    public ScriptedStepFunctions() {
        this(new AwsClock(() -> 0, Clock.fixed(FakeClock.NOON, ZoneOffset.UTC)));
    }

    /// @param clock which the test shows AWS's dates, where they matter
    public ScriptedStepFunctions(AwsClock clock) {
        this.clock = clock;
    }

    @Override
    public AwsClock clock() {
        return clock;
    }

    public ScriptedStepFunctions onStart(Start answer) {
        start = answer;
        return this;
    }

    public ScriptedStepFunctions onRedrive(Redrive answer) {
        redrive = answer;
        return this;
    }

    public ScriptedStepFunctions onList(Listing answer) {
        listing = answer;
        return this;
    }

    public ScriptedStepFunctions onDescribe(Function<ExecutionArn, ExecutionDetails> answer) {
        description = answer;
        return this;
    }

    /// How descriptions are answered at present.
    public Function<ExecutionArn, ExecutionDetails> description() {
        return description;
    }

    public ScriptedStepFunctions onFirstEvent(Function<ExecutionArn, @Nullable String> answer) {
        firstEvent = answer;
        return this;
    }

    public ScriptedStepFunctions onLastEvent(Function<ExecutionArn, @Nullable ExecutionEnd> answer) {
        lastEvent = answer;
        return this;
    }

    /// Answers a stop, or throws; what the answer returns does not matter.
    public ScriptedStepFunctions onStop(Function<ExecutionArn, @Nullable Instant> answer) {
        stop = answer;
        return this;
    }

    public ScriptedStepFunctions onDescribeMachine(Function<StateMachineArn, StateMachine> answer) {
        machine = answer;
        return this;
    }

    /// The definition that an execution was started with, and the one that a machine has now.
    public ScriptedStepFunctions onDefinition(
            Function<ExecutionArn, Definition> then, Function<StateMachineArn, Definition> now) {
        definitionThen = then;
        definitionNow = now;
        return this;
    }

    /// All calls so far, in order.
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /// What was named in the calls of that action, in order.
    public List<String> calls(Action action) {
        return calls.stream()
                .filter(call -> call.action() == action)
                .map(Call::subject)
                .toList();
    }

    /// Answers in that order, then with the last one again.
    @SafeVarargs
    public static <T> Supplier<T> inOrder(Supplier<T>... answers) {
        var next = new AtomicInteger();
        return () -> answers[Math.min(next.getAndIncrement(), answers.length - 1)].get();
    }

    /// An answer that is an error; nothing was done.
    public static StepFunctionsException fault(Kind kind) {
        return new StepFunctionsException(kind, kind.name(), "scripted " + kind, false, null);
    }

    /// No answer came; the work may have been done all the same.
    public static StepFunctionsException noAnswer() {
        return new StepFunctionsException(Kind.UNAVAILABLE, "Timeout", "scripted timeout", true, null);
    }

    @Override
    public StateMachine describeStateMachine(StateMachineArn arn) {
        note(Action.DESCRIBE_STATE_MACHINE, arn);
        return machine.apply(arn);
    }

    @Override
    public Definition definitionOf(StateMachineArn arn) {
        note(Action.DESCRIBE_STATE_MACHINE, arn);
        return definitionNow.apply(arn);
    }

    @Override
    public Definition definitionOf(ExecutionArn execution) {
        note(Action.DESCRIBE_STATE_MACHINE_FOR_EXECUTION, execution);
        return definitionThen.apply(execution);
    }

    @Override
    public Page<StateMachine> listStateMachines(String region, @Nullable String pageToken) {
        note(Action.LIST_STATE_MACHINES, region);
        return machines.apply(pageToken);
    }

    @Override
    public Page<QualifiedMachine> listVersions(StateMachineArn arn, @Nullable String pageToken) {
        note(Action.LIST_STATE_MACHINE_VERSIONS, arn);
        return versions.apply(pageToken);
    }

    @Override
    public Page<QualifiedMachine> listAliases(StateMachineArn arn, @Nullable String pageToken) {
        note(Action.LIST_STATE_MACHINE_ALIASES, arn);
        return aliases.apply(pageToken);
    }

    @Override
    public Page<Execution> listExecutions(
            StateMachineArn arn, @Nullable ExecutionStatus status, @Nullable String pageToken) {
        note(Action.LIST_EXECUTIONS, arn);
        return listing.answer(arn, status, pageToken);
    }

    @Override
    public ExecutionDetails describeExecution(ExecutionArn execution) {
        note(Action.DESCRIBE_EXECUTION, execution);
        return description.apply(execution);
    }

    @Override
    public @Nullable String firstEventInput(ExecutionArn execution) {
        note(Action.GET_EXECUTION_HISTORY, execution);
        return firstEvent.apply(execution);
    }

    @Override
    public @Nullable ExecutionEnd lastEvent(ExecutionArn execution) {
        note(Action.GET_EXECUTION_HISTORY, execution);
        return lastEvent.apply(execution);
    }

    @Override
    public Instant startExecution(StateMachineArn target, String name, String input) {
        note(Action.START_EXECUTION, name);
        return start.answer(target, name, input);
    }

    @Override
    public Instant redriveExecution(ExecutionArn execution, String clientToken) {
        note(Action.REDRIVE_EXECUTION, execution);
        return redrive.answer(execution, clientToken);
    }

    @Override
    public void stopExecution(ExecutionArn execution, String cause) {
        note(Action.STOP_EXECUTION, execution);
        var ignored = stop.apply(execution);
    }

    private void note(Action action, Object subject) {
        calls.add(new Call(action, subject.toString()));
    }

    private static AssertionError unscripted(Action action) {
        return new AssertionError(action.awsName() + " was called, but the test has no script for it");
    }
}

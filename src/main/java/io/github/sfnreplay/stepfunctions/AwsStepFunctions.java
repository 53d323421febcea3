package io.github.sfnreplay.stepfunctions;

import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.IncludedData;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

/// Calls Step Functions through the AWS SDK, one attempt per call.
final class AwsStepFunctions implements StepFunctions {

    /// The largest that AWS allows: fewest calls.
    private static final int PAGE_SIZE = 1_000;

    private final SfnClients clients;
    private final Calls calls;
    private final AllowedStateMachines allowed;

    /// @param allowed no call that names another machine is made
    AwsStepFunctions(SfnClients clients, Calls calls, AllowedStateMachines allowed) {
        this.clients = clients;
        this.calls = calls;
        this.allowed = allowed;
    }

    @Override
    public AwsClock clock() {
        return clients.clock();
    }

    @Override
    public StateMachine describeStateMachine(StateMachineArn machine) {
        var answer = call(
                Action.DESCRIBE_STATE_MACHINE,
                machine,
                client -> client.describeStateMachine(request ->
                        request.stateMachineArn(machine.toString()).includedData(IncludedData.METADATA_ONLY)));
        return new StateMachine(
                machine,
                answer.type() == StateMachineType.EXPRESS,
                answer.revisionId(),
                Answers.logging(answer.loggingConfiguration()));
    }

    @Override
    public Definition definitionOf(StateMachineArn machine) {
        return call(Action.DESCRIBE_STATE_MACHINE, machine, client -> {
            var answer = client.describeStateMachine(request -> request.stateMachineArn(machine.toString()));
            return new Definition(answer.revisionId(), answer.definition());
        });
    }

    @Override
    public Definition definitionOf(ExecutionArn execution) {
        return call(Action.DESCRIBE_STATE_MACHINE_FOR_EXECUTION, execution.machine(), client -> {
            var answer = client.describeStateMachineForExecution(request -> request.executionArn(execution.toString()));
            return new Definition(answer.revisionId(), answer.definition());
        });
    }

    @Override
    public Page<StateMachine> listStateMachines(String region, @Nullable String token) {
        return call(Action.LIST_STATE_MACHINES, "", region, client -> {
            var answer = client.listStateMachines(
                    request -> request.maxResults(PAGE_SIZE).nextToken(token));
            var machines = answer.stateMachines().stream()
                    .map(item -> new StateMachine(
                            StateMachineArn.parse(item.stateMachineArn()),
                            item.type() == StateMachineType.EXPRESS,
                            null))
                    .filter(machine -> allowed.allows(machine.arn()))
                    .toList();
            return new Page<>(machines, answer.nextToken());
        });
    }

    @Override
    public Page<QualifiedMachine> listVersions(StateMachineArn machine, @Nullable String pageToken) {
        return call(Action.LIST_STATE_MACHINE_VERSIONS, machine, client -> {
            var answer = client.listStateMachineVersions(
                    request -> request.stateMachineArn(machine.unqualified().toString())
                            .maxResults(PAGE_SIZE)
                            .nextToken(pageToken));
            var versions = answer.stateMachineVersions().stream()
                    .map(item -> qualified(item.stateMachineVersionArn(), item.creationDate()))
                    .toList();
            return new Page<>(versions, answer.nextToken());
        });
    }

    @Override
    public Page<QualifiedMachine> listAliases(StateMachineArn machine, @Nullable String pageToken) {
        return call(Action.LIST_STATE_MACHINE_ALIASES, machine, client -> {
            var answer = client.listStateMachineAliases(
                    request -> request.stateMachineArn(machine.unqualified().toString())
                            .maxResults(PAGE_SIZE)
                            .nextToken(pageToken));
            var aliases = answer.stateMachineAliases().stream()
                    .map(item -> qualified(item.stateMachineAliasArn(), item.creationDate()))
                    .toList();
            return new Page<>(aliases, answer.nextToken());
        });
    }

    private static QualifiedMachine qualified(@Nullable String arn, @Nullable Instant createdAt) {
        return new QualifiedMachine(
                StateMachineArn.parse(Answers.required("ARN", arn)), Answers.required("creationDate", createdAt));
    }

    @Override
    public Page<Execution> listExecutions(
            StateMachineArn machine, @Nullable ExecutionStatus status, @Nullable String pageToken) {
        return call(Action.LIST_EXECUTIONS, machine, client -> {
            var answer = client.listExecutions(request -> request.stateMachineArn(machine.toString())
                    .statusFilter(status == null ? null : status.name())
                    .maxResults(PAGE_SIZE)
                    .nextToken(pageToken));
            return new Page<>(
                    answer.executions().stream().map(Answers::execution).toList(), answer.nextToken());
        });
    }

    @Override
    public ExecutionDetails describeExecution(ExecutionArn execution) {
        return call(
                Action.DESCRIBE_EXECUTION,
                execution.machine(),
                client -> Answers.details(
                        execution, client.describeExecution(request -> request.executionArn(execution.toString()))));
    }

    @Override
    public @Nullable String firstEventInput(ExecutionArn execution) {
        return event(execution, false, Answers::input);
    }

    @Override
    public @Nullable ExecutionEnd lastEvent(ExecutionArn execution) {
        return event(execution, true, Answers::end);
    }

    private <T> @Nullable T event(ExecutionArn execution, boolean last, Function<HistoryEvent, @Nullable T> reading) {
        return this.<@Nullable T>call(Action.GET_EXECUTION_HISTORY, execution.machine(), client -> {
            var events = client.getExecutionHistory(request -> request.executionArn(execution.toString())
                            .maxResults(1)
                            .reverseOrder(last)
                            .includeExecutionData(true))
                    .events();
            return events.isEmpty() ? null : reading.apply(events.getFirst());
        });
    }

    @Override
    public Instant startExecution(StateMachineArn target, String name, String input) {
        return call(
                Action.START_EXECUTION,
                target,
                client -> Answers.required(
                        "startDate",
                        client.startExecution(request -> request.stateMachineArn(target.toString())
                                        .name(name)
                                        .input(input))
                                .startDate()));
    }

    @Override
    public Instant redriveExecution(ExecutionArn execution, String clientToken) {
        return call(
                Action.REDRIVE_EXECUTION,
                execution.machine(),
                client -> Answers.required(
                        "redriveDate",
                        client.redriveExecution(request -> request.executionArn(execution.toString())
                                        .clientToken(clientToken))
                                .redriveDate()));
    }

    @Override
    public void stopExecution(ExecutionArn execution, String cause) {
        call(
                Action.STOP_EXECUTION,
                execution.machine(),
                client -> client.stopExecution(
                        request -> request.executionArn(execution.toString()).cause(cause)));
    }

    private <T extends @Nullable Object> T call(Action action, StateMachineArn machine, Function<SfnClient, T> call) {
        allowed.require(machine);
        return call(action, machine.accountId(), machine.region(), call);
    }

    private <T extends @Nullable Object> T call(
            Action action, String accountId, String region, Function<SfnClient, T> call) {
        return calls.make(action, region, () -> call.apply(clients.get(accountId, region)));
    }
}

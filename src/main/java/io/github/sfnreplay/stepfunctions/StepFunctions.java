package io.github.sfnreplay.stepfunctions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the service needs of Step Functions. Every method makes one attempt at one call, waits for its answer, and
/// throws a [StepFunctionsException] whose kind says whether another attempt can help. No call is made that names a
/// machine which is not among the [AllowedStateMachines]: DENIED, with the error [StepFunctionsException#NOT_ALLOWED].
public interface StepFunctions {

    /// AWS's time, as the answers to these calls tell it.
    AwsClock clock();

    StateMachine describeStateMachine(StateMachineArn machine);

    /// The definition that the machine, version or alias has now.
    Definition definitionOf(StateMachineArn machine);

    /// The definition that the execution was started with.
    Definition definitionOf(ExecutionArn execution);

    /// Up to 1,000 machines of the Region, in the account of the credentials; those that may not be touched are left
    /// out, so that a page can be empty before the last.
    ///
    /// @param pageToken what the page before gave; null for the first page
    Page<StateMachine> listStateMachines(String region, @Nullable String pageToken);

    /// Up to 1,000 versions of the machine, newest first.
    ///
    /// @param pageToken what the page before gave; null for the first page
    Page<QualifiedMachine> listVersions(StateMachineArn machine, @Nullable String pageToken);

    /// Up to 1,000 aliases of the machine.
    ///
    /// @param pageToken what the page before gave; null for the first page
    Page<QualifiedMachine> listAliases(StateMachineArn machine, @Nullable String pageToken);

    /// Up to 1,000 executions, newest first: running ones by start date, closed ones by stop date.
    ///
    /// @param status null for all
    /// @param pageToken what the page before gave; null for the first page
    Page<Execution> listExecutions(
            StateMachineArn machine, @Nullable ExecutionStatus status, @Nullable String pageToken);

    /// Reads an execution with its input and how it ended.
    ExecutionDetails describeExecution(ExecutionArn execution);

    /// The input as the first event of the history tells it; null when it is truncated or not included.
    @Nullable
    String firstEventInput(ExecutionArn execution);

    /// The end as the last event of the history tells it; null when it is truncated or not included.
    @Nullable
    ExecutionEnd lastEvent(ExecutionArn execution);

    /// Starts an execution of the machine, version or alias.
    ///
    /// @param name 1 to 80 characters; refused as ALREADY_EXISTS when it was used in the last 90 days, unless that
    ///     execution still runs with the same input
    /// @param input JSON text, sent byte for byte
    /// @return its start date; that of the execution that runs already, if one does
    Instant startExecution(StateMachineArn target, String name, String input);

    /// Redrives an execution from the state where it failed.
    ///
    /// @param clientToken makes a repeat harmless for 15 minutes
    /// @return the date of the redrive
    Instant redriveExecution(ExecutionArn execution, String clientToken);

    /// Stops a running execution.
    ///
    /// @param cause what its history shall say
    void stopExecution(ExecutionArn execution, String cause);
}

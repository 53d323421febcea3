package io.github.sfnreplay.stepfunctions;

/// The API actions of AWS that the service calls; each has a token bucket of its own at AWS.
public enum Action {
    LIST_EXECUTIONS("ListExecutions"),
    DESCRIBE_EXECUTION("DescribeExecution"),
    GET_EXECUTION_HISTORY("GetExecutionHistory"),
    START_EXECUTION("StartExecution"),
    /// A start on an EXPRESS machine, which has another bucket than one on a STANDARD machine.
    START_EXPRESS_EXECUTION("StartExpressExecution"),
    REDRIVE_EXECUTION("RedriveExecution"),
    STOP_EXECUTION("StopExecution"),
    DESCRIBE_STATE_MACHINE("DescribeStateMachine"),
    DESCRIBE_STATE_MACHINE_FOR_EXECUTION("DescribeStateMachineForExecution"),
    LIST_STATE_MACHINES("ListStateMachines"),
    LIST_STATE_MACHINE_VERSIONS("ListStateMachineVersions"),
    LIST_STATE_MACHINE_ALIASES("ListStateMachineAliases"),
    /// Of CloudWatch Logs.
    FILTER_LOG_EVENTS("FilterLogEvents"),
    /// Of CloudWatch Logs.
    DESCRIBE_LOG_GROUPS("DescribeLogGroups");

    private final String awsName;

    Action(String awsName) {
        this.awsName = awsName;
    }

    /// The action that a permission names.
    public String permission() {
        return this == START_EXPRESS_EXECUTION ? START_EXECUTION.awsName : awsName;
    }

    /// The name as AWS writes it, for example `DescribeExecution`; `StartExpressExecution` for one that AWS counts
    /// apart.
    public String awsName() {
        return awsName;
    }
}

package io.github.sfnreplay.simulator.spec;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The actions of Step Functions, and of CloudWatch Logs, that the simulator answers.
public enum Action {
    CREATE_STATE_MACHINE("CreateStateMachine", false),
    DESCRIBE_STATE_MACHINE("DescribeStateMachine", true),
    DESCRIBE_STATE_MACHINE_FOR_EXECUTION("DescribeStateMachineForExecution", true),
    LIST_STATE_MACHINES("ListStateMachines", false),
    LIST_STATE_MACHINE_VERSIONS("ListStateMachineVersions", false),
    LIST_STATE_MACHINE_ALIASES("ListStateMachineAliases", false),
    START_EXECUTION("StartExecution", true),
    DESCRIBE_EXECUTION("DescribeExecution", true),
    LIST_EXECUTIONS("ListExecutions", false),
    GET_EXECUTION_HISTORY("GetExecutionHistory", true),
    STOP_EXECUTION("StopExecution", true),
    REDRIVE_EXECUTION("RedriveExecution", false),
    FILTER_LOG_EVENTS("FilterLogEvents", false),
    DESCRIBE_LOG_GROUPS("DescribeLogGroups", false);

    private static final Map<String, Action> BY_WIRE_NAME = new HashMap<>();

    static {
        for (var action : values()) {
            BY_WIRE_NAME.put(action.wireName, action);
        }
    }

    private final String wireName;
    private final boolean usesKms;

    Action(String wireName, boolean usesKms) {
        this.wireName = wireName;
        this.usesKms = usesKms;
    }

    /// The action as AWS names it, for example `StartExecution`.
    public String wireName() {
        return wireName;
    }

    boolean usesKms() {
        return usesKms;
    }

    boolean opensExecution() {
        return this == START_EXECUTION || this == REDRIVE_EXECUTION;
    }

    /// The action of that AWS name, or null.
    public static @Nullable Action named(String wireName) {
        return BY_WIRE_NAME.get(wireName);
    }
}

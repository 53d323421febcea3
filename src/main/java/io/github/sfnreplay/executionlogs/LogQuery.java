package io.github.sfnreplay.executionlogs;

import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Which events are searched for.
///
/// @param machine whose executions they are of, without version or alias; several machines may write to one group
/// @param express whether the machine is of type EXPRESS
/// @param from inclusive
/// @param until inclusive
public record LogQuery(
        LogGroupArn group,
        StateMachineArn machine,
        boolean express,
        Set<ExecutionEvent.Type> types,
        Instant from,
        Instant until) {

    public LogQuery {
        types = Set.copyOf(types);
        if (types.isEmpty() || until.isBefore(from)) {
            throw new IllegalArgumentException("a query needs types, and a time that does not end before it begins");
        }
    }

    /// The filter pattern of `FilterLogEvents`.
    String pattern() {
        var anyType = EnumSet.copyOf(types).stream()
                .map(type -> "($.type = \"" + type.awsName() + "\")")
                .collect(Collectors.joining(" || "));
        return "{ (" + anyType + ") && ($.execution_arn = \"" + executions() + "*\") }";
    }

    private String executions() {
        return "arn:" + machine.partition() + ":states:" + machine.region() + ":" + machine.accountId()
                + (express ? ":express:" : ":execution:") + machine.name() + ":";
    }

    /// Whether an event is of an execution of the machine, whatever the filter pattern has let through.
    boolean isOfMachine(String executionArn) {
        return executionArn.startsWith(executions());
    }
}

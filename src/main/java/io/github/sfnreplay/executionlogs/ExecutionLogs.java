package io.github.sfnreplay.executionlogs;

import org.jspecify.annotations.Nullable;

/// What the service needs of CloudWatch Logs. Every method makes one attempt at one call, waits for its answer, and
/// throws a [StepFunctionsException] whose kind says whether another attempt can help.
///
/// MACHINE_GONE says that there is no such log group. Delivery to CloudWatch Logs is best effort: events can be
/// missing, late or repeated. Whoever uses them must bear
/// that.
public interface ExecutionLogs {

    /// Whether the settings lead to the logs that belong to Step Functions.
    boolean isReachable();

    /// Describes a log group.
    ///
    /// @return null if there is none of that name
    @Nullable
    LogGroup describe(LogGroupArn group);

    /// Searches for starts and ends of executions; the answer holds at most 1 MB or 10,000 events.
    ///
    /// @param pageToken what the page before gave; null for the first page
    LogPage find(LogQuery query, @Nullable String pageToken);
}

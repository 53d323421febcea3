package io.github.sfnreplay.engine.read;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.log.ReplayLogs;
import io.github.sfnreplay.engine.log.WantedExecution;
import io.github.sfnreplay.engine.read.ExecutionData.Need;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import org.jspecify.annotations.Nullable;

/// Reads what the logs tell. The first that are told are compared with what descriptions tell, before anything is
/// believed; after a difference nothing is.
final class LoggedReads {

    private final @Nullable ReplayLogs logs;
    private final StepFunctions stepFunctions;
    private final PacedCalls calls;
    private final ExecutionCache known;

    /// @param logs null for none
    LoggedReads(@Nullable ReplayLogs logs, StepFunctions stepFunctions, PacedCalls calls, ExecutionCache known) {
        this.logs = logs;
        this.stepFunctions = stepFunctions;
        this.calls = calls;
        this.known = known;
    }

    @Nullable
    ReplayLogs logs() {
        return logs;
    }

    void announce(Iterable<WantedExecution> executions, int count, Need need) throws InterruptedException {
        if (logs != null) {
            logs.readAhead(executions.iterator(), count, need.includesInput(), need.includesEnd());
        }
    }

    /// @param keep whether others will ask for the same again
    ExecutionData read(ExecutionKey key, boolean keep) throws InterruptedException {
        if (logs == null) {
            return ExecutionData.NOTHING;
        }
        var told = logs.take(key.arn().toString());
        if (told == null) {
            return ExecutionData.NOTHING;
        }
        var data = ExecutionData.described(told.input(), told.end());
        var believed = logs.usage().needsProof() ? proven(logs, key, data) : data;
        if (keep && !believed.equals(ExecutionData.NOTHING)) {
            known.add(key, believed);
        }
        return believed;
    }

    private ExecutionData proven(ReplayLogs proving, ExecutionKey key, ExecutionData data) throws InterruptedException {
        ExecutionData description;
        try {
            description = ExecutionData.of(
                    calls.call(Action.DESCRIBE_EXECUTION, () -> stepFunctions.describeExecution(key.arn())));
        } catch (StepFunctionsException e) {
            return ExecutionData.NOTHING; // it is read again, and fails in the same way
        }
        if (data.agreesWith(description)) {
            proving.usage().proven();
        } else {
            proving.usage().stop("They tell other inputs or ends than DescribeExecution.", true);
        }
        return description;
    }
}

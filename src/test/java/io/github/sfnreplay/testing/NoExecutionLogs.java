package io.github.sfnreplay.testing;

import io.github.sfnreplay.executionlogs.ExecutionLogs;
import io.github.sfnreplay.executionlogs.LogGroup;
import io.github.sfnreplay.executionlogs.LogGroupArn;
import io.github.sfnreplay.executionlogs.LogPage;
import io.github.sfnreplay.executionlogs.LogQuery;
import org.jspecify.annotations.Nullable;

/// Logs that no test asks for.
public final class NoExecutionLogs implements ExecutionLogs {

    @Override
    public boolean isReachable() {
        return false;
    }

    @Override
    public LogGroup describe(LogGroupArn group) {
        throw new AssertionError("nothing scripts the logs of " + group);
    }

    @Override
    public LogPage find(LogQuery query, @Nullable String pageToken) {
        throw new AssertionError("nothing scripts the logs of " + query.machine());
    }
}

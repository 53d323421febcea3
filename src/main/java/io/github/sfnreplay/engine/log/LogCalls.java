package io.github.sfnreplay.engine.log;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.executionlogs.ExecutionLogs;
import io.github.sfnreplay.executionlogs.LogGroup;
import io.github.sfnreplay.executionlogs.LogGroupArn;
import io.github.sfnreplay.executionlogs.LogPage;
import io.github.sfnreplay.executionlogs.LogQuery;
import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes calls to CloudWatch Logs for one replay, in its own lanes. Where logs are only the faster way, a call that
/// does
/// not succeed soon is given up, and nothing pauses the replay; where they are the only way, calls are made like all
/// others.
final class LogCalls {

    /// Some seconds, with the backoff between them: less than what is saved by reading from logs.
    private static final int ATTEMPTS = 5;

    /// Half a minute at the slowest; others take all that CloudWatch Logs allows.
    private static final int THROTTLED_IN_A_ROW = 100;

    /// 300 ms, a call or two at CloudWatch Logs' own rate; a hundred of them make half a minute.
    private static final long AFTER_THROTTLING = 300_000_000L;

    private final ExecutionLogs logs;
    private final PacedCalls calls;
    private final boolean required;

    /// @param required whether logs are the only way
    LogCalls(ExecutionLogs logs, PacedCalls calls, boolean required) {
        this.logs = logs;
        this.calls = calls;
        this.required = required;
    }

    /// @throws LogsUnusableException if they cannot be searched, unless they are required
    LogPage find(LogQuery query, @Nullable String pageToken) throws InterruptedException {
        return call(query.group(), Action.FILTER_LOG_EVENTS, () -> logs.find(query, pageToken));
    }

    /// @return null if there is no such group
    /// @throws LogsUnusableException if it cannot be described, unless that is required
    @Nullable
    LogGroup describe(LogGroupArn group) throws InterruptedException {
        return call(group, Action.DESCRIBE_LOG_GROUPS, () -> logs.describe(group));
    }

    /// Waits while the replay is paused.
    void pass() throws InterruptedException {
        calls.pass();
    }

    private <T extends @Nullable Object> T call(LogGroupArn group, Action action, Supplier<T> call)
            throws InterruptedException {
        return required ? calls.call(action, call) : attempt(group, action, call);
    }

    private <T extends @Nullable Object> T attempt(LogGroupArn group, Action action, Supplier<T> call)
            throws InterruptedException {
        var pacer = calls.pace().pacer();
        var ticker = calls.pace().ticker();
        var lane = new Lane(group.accountId(), group.region(), action);
        var failed = 0;
        var throttled = 0;
        while (true) {
            calls.pass();
            if (!pacer.acquire(lane, calls::isOpen)) {
                continue;
            }
            var begunAt = ticker.nanoTime();
            try {
                var answer = call.get();
                pacer.answered(lane, begunAt);
                return answer;
            } catch (StepFunctionsException e) {
                switch (e.kind()) {
                    case THROTTLED -> {
                        pacer.throttled(lane, begunAt);
                        giveUpIf(++throttled == THROTTLED_IN_A_ROW, action, e);
                        ticker.sleep(AFTER_THROTTLING);
                    }
                    case UNAVAILABLE -> {
                        giveUpIf(++failed == ATTEMPTS, action, e);
                        calls.waitBeforeRetry(failed - 1);
                    }
                    default -> giveUpIf(true, action, e);
                }
            }
        }
    }

    private static void giveUpIf(boolean enough, Action action, StepFunctionsException fault) {
        if (enough) {
            throw new LogsUnusableException(
                    action.awsName() + " of CloudWatch Logs answered " + fault.errorCode() + ": " + fault.detail(),
                    true);
        }
    }
}

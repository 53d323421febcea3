package io.github.sfnreplay.engine.read;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.read.ExecutionData.Need;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes the calls that one read takes: to the history, to the description, or to both.
final class ExecutionReads {

    private final StepFunctions stepFunctions;
    private final PacedCalls calls;
    private final HistoryTrust trust;

    ExecutionReads(StepFunctions stepFunctions, PacedCalls calls, HistoryTrust trust) {
        this.stepFunctions = stepFunctions;
        this.calls = calls;
        this.trust = trust;
    }

    /// What was read.
    ///
    /// @param key of the end that was read, where that is known
    record Answer(ExecutionKey key, ExecutionData data) {}

    /// A read whose first call may begin.
    interface Read {
        Answer call() throws InterruptedException;
    }

    /// Waits until the first call may begin.
    Read permitted(ExecutionKey key, Need need, PendingRead pending) throws InterruptedException {
        var use = trust.next(need);
        if (use == HistoryTrust.Use.AS_PROBE) {
            return () -> probe(key, need, pending);
        }
        if (use == HistoryTrust.Use.FREELY
                && calls.permitFirst(Action.GET_EXECUTION_HISTORY, Action.DESCRIBE_EXECUTION)
                        == Action.GET_EXECUTION_HISTORY) {
            return () -> tell(key, need, pending);
        }
        if (use == HistoryTrust.Use.NOT) {
            calls.permit(Action.DESCRIBE_EXECUTION);
        }
        return () -> describe(key, pending);
    }

    /// Reads both ways, and lets the description count.
    private Answer probe(ExecutionKey key, Need need, PendingRead pending) throws InterruptedException {
        try {
            var told = toldOnce(key, need);
            calls.permit(Action.DESCRIBE_EXECUTION);
            var description = describe(key, pending);
            trust.compared(told, description.data(), need);
            return description;
        } catch (Throwable e) {
            trust.notCompared(need);
            throw e;
        }
    }

    private ExecutionData toldOnce(ExecutionKey key, Need need) throws InterruptedException {
        try {
            calls.permit(Action.GET_EXECUTION_HISTORY);
            return history(key, need, new Once());
        } catch (StepFunctionsException e) {
            trust.notTold(e);
            return ExecutionData.NOTHING;
        }
    }

    private Answer tell(ExecutionKey key, Need need, PendingRead pending) throws InterruptedException {
        var told = history(key, need, new UntilAnswered(pending));
        if (told.satisfies(need)) {
            return new Answer(key, told);
        }
        calls.permit(Action.DESCRIBE_EXECUTION);
        return describe(key, pending);
    }

    private Answer describe(ExecutionKey key, PendingRead pending) throws InterruptedException {
        var details = calls.permitted(
                Action.DESCRIBE_EXECUTION,
                () -> {
                    pending.refuseIfOver();
                    return stepFunctions.describeExecution(key.arn());
                },
                fault -> pending.delayed());
        return new Answer(ExecutionKey.of(key.arn(), details.execution()), ExecutionData.of(details));
    }

    private ExecutionData history(ExecutionKey key, Need need, Attempts attempts) throws InterruptedException {
        var input = need.includesInput() ? attempts.make(() -> stepFunctions.firstEventInput(key.arn())) : null;
        if (need == Need.INPUT || (need == Need.BOTH && input == null)) {
            return ExecutionData.told(input, null);
        }
        if (need == Need.BOTH) {
            calls.permit(Action.GET_EXECUTION_HISTORY);
        }
        return ExecutionData.told(input, attempts.make(() -> stepFunctions.lastEvent(key.arn())));
    }

    /// How often a call is attempted.
    private interface Attempts {
        <T extends @Nullable Object> T make(Supplier<T> call) throws InterruptedException;
    }

    /// A probe is not worth a second attempt.
    private static final class Once implements Attempts {
        @Override
        public <T extends @Nullable Object> T make(Supplier<T> call) {
            return call.get();
        }
    }

    /// As often as it takes.
    private final class UntilAnswered implements Attempts {

        private final PendingRead pending;

        UntilAnswered(PendingRead pending) {
            this.pending = pending;
        }

        @Override
        public <T extends @Nullable Object> T make(Supplier<T> call) throws InterruptedException {
            return calls.permitted(
                    Action.GET_EXECUTION_HISTORY,
                    () -> {
                        pending.refuseIfOver();
                        return call.get();
                    },
                    fault -> pending.delayed());
        }
    }
}

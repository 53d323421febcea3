package io.github.sfnreplay.engine.read;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.control.Workers;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads inputs and ends of executions, many at once. `DescribeExecution` and `GetExecutionHistory` have token buckets
/// of their own, so each read goes to the one that is free first; what the history does not tell is described.
public final class SourceReader {

    private final StepFunctions stepFunctions;
    private final PacedCalls calls;
    private final ExecutionCache known;
    private final Workers workers;
    private final HistoryTrust trust;

    public SourceReader(
            StepFunctions stepFunctions, PacedCalls calls, ExecutionCache known, Workers workers, HistoryTrust trust) {
        this.stepFunctions = stepFunctions;
        this.calls = calls;
        this.known = known;
        this.workers = workers;
        this.trust = trust;
    }

    /// Begins to read; returns when the call may begin, so that reads begin in the order in which they are asked for.
    ///
    /// @param keep whether others will ask for the same again
    public PendingRead begin(ExecutionArn execution, ExecutionData.Need need, boolean keep)
            throws InterruptedException {
        var before = known.get(execution);
        return before.satisfies(need) ? PendingRead.of(before) : begin(execution, before.missing(need), keep, before);
    }

    private PendingRead begin(ExecutionArn execution, ExecutionData.Need need, boolean keep, ExecutionData before)
            throws InterruptedException {
        var use = trust.next();
        var reading = PendingRead.begun();
        if (use == HistoryTrust.Use.AS_PROBE) {
            fork(reading.result(), () -> kept(execution, probe(execution, need, reading), keep, before));
            return reading;
        }
        var action = permit(use);
        fork(reading.result(), () -> {
            var read = read(execution, need, action, reading);
            return kept(execution, read, keep, before);
        });
        return reading;
    }

    private Action permit(HistoryTrust.Use use) throws InterruptedException {
        if (use == HistoryTrust.Use.FREELY) {
            return calls.permitFirst(Action.GET_EXECUTION_HISTORY, Action.DESCRIBE_EXECUTION);
        }
        calls.permit(Action.DESCRIBE_EXECUTION);
        return Action.DESCRIBE_EXECUTION;
    }

    /// Reads both ways, and lets the description count.
    private ExecutionData probe(ExecutionArn execution, ExecutionData.Need need, PendingRead reading)
            throws InterruptedException {
        var told = ExecutionData.NOTHING;
        try {
            calls.permit(Action.GET_EXECUTION_HISTORY);
            told = history(execution, need, new Once());
        } catch (StepFunctionsException e) {
            trust.notTold(e);
        }
        try {
            calls.permit(Action.DESCRIBE_EXECUTION);
            var description = describe(execution, reading);
            trust.compared(told, description, need);
            return description;
        } catch (RuntimeException e) {
            trust.notCompared();
            throw e;
        }
    }

    private ExecutionData kept(ExecutionArn execution, ExecutionData read, boolean keep, ExecutionData before) {
        if (keep) {
            known.add(execution, read);
        }
        return before.and(read);
    }

    /// Reads and waits for the result.
    public ExecutionData read(ExecutionArn execution, ExecutionData.Need need, boolean keep)
            throws InterruptedException {
        return begin(execution, need, keep).join();
    }

    /// As `read`, whatever was read before.
    public ExecutionData readNow(ExecutionArn execution, ExecutionData.Need need) throws InterruptedException {
        return begin(execution, need, false, ExecutionData.NOTHING).join();
    }

    /// Begins to describe an execution, and keeps what its description tells.
    public CompletableFuture<Execution> describeLater(ExecutionArn execution) throws InterruptedException {
        calls.permit(Action.DESCRIBE_EXECUTION);
        var described = new CompletableFuture<Execution>();
        fork(described, () -> {
            var details = calls.permitted(
                    Action.DESCRIBE_EXECUTION, () -> stepFunctions.describeExecution(execution), fault -> {});
            known.add(execution, known(details));
            return details.execution();
        });
        return described;
    }

    /// Waits for the result, and throws what stopped it.
    public static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    public ExecutionDetails describe(ExecutionArn execution) throws InterruptedException {
        return calls.call(Action.DESCRIBE_EXECUTION, () -> stepFunctions.describeExecution(execution));
    }

    private <T> void fork(CompletableFuture<T> result, Callable<T> work) throws InterruptedException {
        workers.fork(() -> {
            try {
                result.complete(work.call());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                result.completeExceptionally(new StoppedException());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
    }

    private ExecutionData read(ExecutionArn execution, ExecutionData.Need need, Action permitted, PendingRead reading)
            throws InterruptedException {
        if (permitted == Action.GET_EXECUTION_HISTORY) {
            var told = history(execution, need, new UntilAnswered(reading));
            if (told.satisfies(need)) {
                return told;
            }
            calls.permit(Action.DESCRIBE_EXECUTION);
        }
        return describe(execution, reading);
    }

    private ExecutionData describe(ExecutionArn execution, PendingRead reading) throws InterruptedException {
        return known(calls.permitted(
                Action.DESCRIBE_EXECUTION,
                () -> stepFunctions.describeExecution(execution),
                fault -> reading.delayed()));
    }

    private ExecutionData history(ExecutionArn execution, ExecutionData.Need need, Attempts attempts)
            throws InterruptedException {
        var input =
                need == ExecutionData.Need.END ? null : attempts.make(() -> stepFunctions.firstEventInput(execution));
        if (need == ExecutionData.Need.INPUT || (need == ExecutionData.Need.BOTH && input == null)) {
            return new ExecutionData(input, null);
        }
        if (need == ExecutionData.Need.BOTH) {
            calls.permit(Action.GET_EXECUTION_HISTORY);
        }
        return new ExecutionData(input, attempts.make(() -> stepFunctions.lastEvent(execution)));
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

        private final PendingRead reading;

        UntilAnswered(PendingRead reading) {
            this.reading = reading;
        }

        @Override
        public <T extends @Nullable Object> T make(Supplier<T> call) throws InterruptedException {
            return calls.permitted(Action.GET_EXECUTION_HISTORY, call, fault -> reading.delayed());
        }
    }

    /// What a description tells.
    public static ExecutionData known(ExecutionDetails details) {
        var closed = details.execution().status().isClosed();
        return new ExecutionData(
                details.input(), closed ? new ExecutionEnd(details.output(), details.error(), details.cause()) : null);
    }
}

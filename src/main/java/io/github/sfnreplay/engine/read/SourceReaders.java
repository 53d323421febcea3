package io.github.sfnreplay.engine.read;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.WorkerPool;
import io.github.sfnreplay.engine.control.Workers;
import io.github.sfnreplay.engine.log.ReplayLogs;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Makes the readers of all replays, which share what was read, what is known of histories, and the bytes for reading.
///
/// What is read ahead and what is read to judge an end have budgets of their own: the first may wait for the second, as
/// a start waits until another execution has ended, and must not hold its bytes.
public final class SourceReaders {

    private final StepFunctions stepFunctions;
    private final SourceReader.Shared shared;
    private final ReplayLogs.@Nullable Gateways logs;
    private final ReadBudget ahead;
    private final ReadBudget judging;
    private final ReadBudget.Account requests;

    /// Readers that use no logs.
    ///
    /// @param bytes of the heap for all that is read and not used yet
    public SourceReaders(StepFunctions stepFunctions, ExecutionCache known, HistoryTrust trust, long bytes) {
        this(stepFunctions, known, trust, bytes, null);
    }

    /// @param bytes of the heap for all that is read and not used yet
    /// @param logs where executions may be told in bulk; null for no logs
    public SourceReaders(
            StepFunctions stepFunctions,
            ExecutionCache known,
            HistoryTrust trust,
            long bytes,
            ReplayLogs.@Nullable Gateways logs) {
        this.logs = logs;
        this.stepFunctions = stepFunctions;
        this.shared = new SourceReader.Shared(known, trust);
        // judging needs its bytes for moments only, reading ahead for as long as starts wait
        this.judging = new ReadBudget(bytes / 4);
        this.requests = judging.newAccount();
        this.ahead = new ReadBudget(bytes - bytes / 4);
        Runnable forget = known::forgetHistories;
        var ignored = trust.whenRefuted(forget);
    }

    /// Waits for the bytes of one read that a request makes.
    ///
    /// @param stillWanted asked now and then; the wait ends early when it says no
    /// @return to be closed when the answer is used; null if it is no longer wanted
    public ReadBudget.@Nullable Lease reserveForRequest(BooleanSupplier stillWanted) throws InterruptedException {
        return requests.acquire(SourceReader.BYTES_PER_READ, stillWanted);
    }

    public ExecutionCache known() {
        return shared.known();
    }

    public HistoryTrust trust() {
        return shared.trust();
    }

    /// A reader for plans and starts.
    public SourceReader aheadOfStarts(PacedCalls calls, Workers workers) {
        return aheadOfStarts(calls, workers, null);
    }

    /// A reader for plans and starts that also reads from logs.
    ///
    /// @param ofReplay null for none
    public SourceReader aheadOfStarts(PacedCalls calls, Workers workers, @Nullable ReplayLogs ofReplay) {
        return new SourceReader(stepFunctions, calls, shared, workers, ahead, ofReplay);
    }

    /// The logs of a machine that a replay may read from; null for none.
    public @Nullable ReplayLogs logsOf(ActiveReplay job, StateMachineArn machine, PacedCalls calls, WorkerPool pool) {
        return logs == null ? null : new ReplayLogs(logs, job, machine, calls, pool);
    }

    /// A reader for what has ended.
    public SourceReader forJudging(PacedCalls calls, Workers workers) {
        return new SourceReader(stepFunctions, calls, shared, workers, judging, null);
    }
}

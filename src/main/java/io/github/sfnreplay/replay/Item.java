package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One source and what became of it. Immutable: each move gives the next one.
///
/// @param index its place in the plan, from 0
/// @param attempt part of the name of the replayed execution
public record Item(int index, Source source, int attempt, ItemState state, Run run, Result result) {

    /// An item that waits for its start.
    public static Item planned(int index, Source source, int attempt) {
        return new Item(index, source, attempt, ItemState.PENDING, Run.NONE, Result.NONE);
    }

    public Item at(int newIndex) {
        return new Item(newIndex, source, attempt, state, run, result);
    }

    public Item skipped(SkipReason reason, @Nullable String detail) {
        return to(ItemState.SKIPPED, run, Result.skipped(reason, detail));
    }

    /// It failed before, or instead of, a start.
    public Item failed(FailureKind kind, @Nullable String error, String detail) {
        return to(ItemState.FAILED, run, Result.failed(kind, error, detail));
    }

    /// This replay started it at that date.
    public Item started(Instant date) {
        return to(ItemState.RUNNING, new Run(false, false, date, null), result);
    }

    /// This replay is about to start it where no name keeps it from being started twice: whatever happens, it is not
    /// started again.
    public Item intended() {
        return to(ItemState.RUNNING, Run.NONE, result);
    }

    /// This replay redrove it at that date.
    public Item redriven(@Nullable Instant date) {
        return to(ItemState.RUNNING, new Run(false, true, date, null), result);
    }

    /// It had been started before this replay.
    public Item adopted(@Nullable Instant date) {
        return to(ItemState.RUNNING, new Run(true, false, date, null), result);
    }

    /// It was started and is not followed (any longer).
    public Item leftRunning() {
        return to(ItemState.STARTED, run, result);
    }

    public Item unconfirmed(String detail) {
        return to(ItemState.UNCONFIRMED, run, Result.failed(FailureKind.START_REJECTED, null, detail));
    }

    /// It is not known whether it was redriven.
    public Item unconfirmedRedrive(String detail) {
        return to(
                ItemState.UNCONFIRMED,
                new Run(false, true, null, null),
                Result.failed(FailureKind.START_REJECTED, null, detail));
    }

    public Item cancelled() {
        return to(ItemState.CANCELLED, run, result);
    }

    /// It began at that date, if that was not known before.
    public Item seenStarted(Instant date) {
        return run.startedAt() != null || run.redriven()
                ? this
                : new Item(index, source, attempt, state, run.started(date), result);
    }

    /// Its execution ended.
    ///
    /// @param status one that is closed
    public Item ended(ExecutionStatus status, @Nullable Instant stoppedAt, Result end) {
        var next = ItemState.valueOf(status.name());
        return to(next, run.stopped(stoppedAt), next == ItemState.SUCCEEDED ? end : end.ofFailedExecution());
    }

    /// This replay stopped its execution, so that its end says nothing: no verdict, no failure.
    public Item stopped(@Nullable Instant stoppedAt) {
        return to(ItemState.ABORTED, run.stopped(stoppedAt), Result.STOPPED);
    }

    /// Whether it failed by itself, and was not stopped by us.
    public boolean hasFailed() {
        return state.isBad() && !isStopped();
    }

    /// Whether its execution ran, so that another attempt needs another name.
    boolean hasRun() {
        return result.failureKind() == FailureKind.EXECUTION_FAILED || isStopped();
    }

    private boolean isStopped() {
        return state == ItemState.ABORTED && result.verdict() == null;
    }

    private Item to(ItemState next, Run newRun, Result newResult) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("an item cannot go from " + state + " to " + next);
        }
        return new Item(index, source, attempt, next, newRun, newResult);
    }
}

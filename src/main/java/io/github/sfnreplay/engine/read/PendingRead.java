package io.github.sfnreplay.engine.read;

import java.util.concurrent.CompletableFuture;

/// A read that is under way.
///
/// @param turn complete when the result is there, or when the first attempt has failed and others need not wait
/// @param result what was read, or why it cannot be
public record PendingRead(CompletableFuture<Void> turn, CompletableFuture<ExecutionData> result) {

    static PendingRead begun() {
        var result = new CompletableFuture<ExecutionData>();
        var turn = new CompletableFuture<Void>();
        var ignored = result.whenComplete((known, fault) -> turn.complete(null));
        return new PendingRead(turn, result);
    }

    public static PendingRead of(ExecutionData known) {
        return new PendingRead(CompletableFuture.completedFuture(null), CompletableFuture.completedFuture(known));
    }

    void delayed() {
        turn.complete(null);
    }

    public boolean isDone() {
        return result.isDone();
    }

    /// Waits for the result, and throws what stopped it.
    public ExecutionData join() {
        return SourceReader.join(result);
    }
}

package io.github.sfnreplay.engine;

import java.util.concurrent.CompletableFuture;

/// A read that is under way.
///
/// @param turn complete when the result is there, or when the first attempt has failed and others need not wait
/// @param result what was read, or why it cannot be
record Reading(CompletableFuture<Void> turn, CompletableFuture<Known> result) {

    static Reading begun() {
        var result = new CompletableFuture<Known>();
        var turn = new CompletableFuture<Void>();
        var ignored = result.whenComplete((known, fault) -> turn.complete(null));
        return new Reading(turn, result);
    }

    static Reading of(Known known) {
        return new Reading(CompletableFuture.completedFuture(null), CompletableFuture.completedFuture(known));
    }

    void delayed() {
        turn.complete(null);
    }

    boolean isDone() {
        return result.isDone();
    }

    /// Waits for the result, and throws what stopped it.
    Known join() {
        return SourceReader.join(result);
    }
}

package io.github.sfnreplay.engine.read;

import io.github.sfnreplay.engine.read.ExecutionData.Need;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// A read that is under way, or done and not used yet. It owns the bytes of its answer until [SourceReader#take] hands
/// them over. They may be taken from it meanwhile, when the replay is paused; then it is read again when it is taken.
public final class PendingRead {

    /// What is read, and why.
    ///
    /// @param keep whether others will ask for the same again
    record Request(ExecutionKey key, Need need, boolean keep) {}

    private final @Nullable Request request;
    private final ReadBudget.Lease lease;
    private final CompletableFuture<Void> turn = new CompletableFuture<>();
    private final CompletableFuture<ExecutionData> result = new CompletableFuture<>();

    /// @param request null where nothing is to be read
    /// @param lease of what the answer may need
    PendingRead(@Nullable Request request, ReadBudget.Lease lease) {
        this.request = request;
        this.lease = lease;
        var ignored = result.whenComplete((known, fault) -> turn.complete(null));
        lease.onRevoke(this::forget);
    }

    /// A read of nothing.
    public static PendingRead nothing() {
        var none = new PendingRead(null, ReadBudget.emptyLease());
        none.result.complete(ExecutionData.NOTHING);
        return none;
    }

    /// What is read; there must be something.
    Request request() {
        return Objects.requireNonNull(request);
    }

    ReadBudget.Lease lease() {
        return lease;
    }

    /// Waits until the result is there, or the first attempt has failed and others need not wait.
    public void awaitTurn() {
        turn.join();
    }

    public boolean isDone() {
        return result.isDone();
    }

    void delayed() {
        turn.complete(null);
    }

    void succeeded(ExecutionData data) {
        lease.resize(data.weight());
        result.complete(data);
    }

    void failed(Throwable fault) {
        lease.close();
        result.completeExceptionally(fault);
    }

    /// Waits for the result, and throws what stopped it.
    ///
    /// @return null if it was forgotten
    @Nullable
    ExecutionData join() {
        try {
            return join(result);
        } catch (Forgotten e) {
            return null;
        }
    }

    /// Waits for the result, and throws what stopped it.
    public static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /// Whether nobody wants the answer any more.
    boolean isOver() {
        return lease.isOver();
    }

    /// Ends the attempts of a read that nobody wants any more.
    void refuseIfOver() {
        if (isOver()) {
            throw new Forgotten();
        }
    }

    CompletableFuture<ExecutionData> result() {
        return result;
    }

    /// Lets go of the result, also of one that is there already.
    private void forget() {
        result.obtrudeException(new Forgotten());
        turn.complete(null);
    }

    /// The replay was paused; what had been read ahead was given up.
    static final class Forgotten extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Forgotten() {
            super("given up while the replay was paused", null, false, false);
        }
    }
}

package io.github.sfnreplay.store.memory;

import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.IdempotencyKeys;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplayStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Remembers a given number of keys on the heap.
public final class InMemoryIdempotencyKeys implements IdempotencyKeys {

    private final ReplayStore store;
    private final Map<String, Claim> claims;

    /// @param max how many keys are remembered; the oldest is forgotten first
    public InMemoryIdempotencyKeys(ReplayStore store, int max) {
        this.store = store;
        this.claims = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Claim> eldest) {
                return size() > max;
            }
        };
    }

    /// @param bodyHash of what was asked for, which may be long
    /// @param replayId completed with null when the creation failed
    private record Claim(String bodyHash, CompletableFuture<@Nullable String> replayId) {}

    @Override
    public Replay once(String key, String body, Supplier<Replay> creation) {
        var hash = IdempotencyKeys.fingerprint(body);
        while (true) {
            var mine = new Claim(hash, new CompletableFuture<>());
            var first = claim(key, mine);
            if (first == null) {
                return create(key, mine, creation);
            }
            if (!first.bodyHash().equals(hash)
                    && (!first.replayId().isDone() || leadsTo(first).isPresent())) {
                throw IdempotencyKeys.reused();
            }
            var replay = leadsTo(first);
            if (replay.isPresent()) {
                return replay.get();
            }
            forget(key, first);
        }
    }

    private Replay create(String key, Claim claim, Supplier<Replay> creation) {
        var done = false;
        try {
            var replay = creation.get();
            claim.replayId().complete(replay.id());
            done = true;
            return replay;
        } finally {
            if (!done) {
                forget(key, claim);
                claim.replayId().complete(null);
            }
        }
    }

    private Optional<Replay> leadsTo(Claim claim) {
        try {
            var id = claim.replayId().get();
            return id == null ? Optional.empty() : store.find(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayException(
                    new Fault(Fault.Kind.SHUTTING_DOWN, "The service is shutting down. Send the request again later."));
        } catch (ExecutionException gone) {
            return Optional.empty();
        }
    }

    private synchronized @Nullable Claim claim(String key, Claim claim) {
        return claims.putIfAbsent(key, claim);
    }

    private synchronized void forget(String key, Claim claim) {
        claims.remove(key, claim);
    }
}

package io.github.sfnreplay.api.input;

import io.github.sfnreplay.api.problem.ValidationErrors;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplayName;
import io.github.sfnreplay.replay.Replays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Remembers which replay each idempotency key led to, so that a request sent twice creates one replay.
public class IdempotencyKeys {

    public static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Replays replays;
    private final Map<String, Claim> claims;

    /// @param max how many keys are remembered; the oldest is forgotten first
    public IdempotencyKeys(Replays replays, int max) {
        this.replays = replays;
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

    public static void check(HttpHeaders headers, ValidationErrors faults) {
        var keys = headers.getOrEmpty(HEADER);
        if (keys.size() > 1 || !keys.stream().allMatch(key -> KEY.matcher(key).matches())) {
            faults.inHeader(HEADER, "must be one key of 1 to 255 visible ASCII characters");
        }
    }

    /// The replay that the key led to, or else a new one. Who comes while another creates it waits for that.
    ///
    /// @param body what was asked for
    /// @throws ReplayException IDEMPOTENCY_KEY_REUSED if the key led to a replay of something else
    public Replay once(String key, String body, Supplier<Replay> creation) {
        var hash = HexFormat.of().formatHex(ReplayName.sha256(body));
        while (true) {
            var mine = new Claim(hash, new CompletableFuture<>());
            var first = claim(key, mine);
            if (first == null) {
                return create(key, mine, creation);
            }
            if (!first.bodyHash().equals(hash)
                    && (!first.replayId().isDone() || leadsTo(first).isPresent())) {
                throw new ReplayException(new Fault(
                        Fault.Kind.IDEMPOTENCY_KEY_REUSED,
                        "This " + HEADER + " came with another body before. Use a new key for a new request."));
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
            return id == null ? Optional.empty() : Optional.of(replays.find(id));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayException(
                    new Fault(Fault.Kind.SHUTTING_DOWN, "The service is shutting down. Send the request again later."));
        } catch (ReplayException | ExecutionException gone) {
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

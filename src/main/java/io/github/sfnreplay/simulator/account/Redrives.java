package io.github.sfnreplay.simulator.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The failed attempts of an execution and the client tokens that redrove it: the last ten are good for 15 minutes.
final class Redrives {

    /// As AWS documents it.
    private static final int TOKENS_KEPT = 10;

    /// As AWS documents it.
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<String, Long> redrivenAt = new LinkedHashMap<>();

    void add(Attempt attempt, @Nullable String clientToken, long at) {
        attempts.add(attempt);
        if (clientToken != null) {
            redrivenAt.put(clientToken, at);
            if (redrivenAt.size() > TOKENS_KEPT) {
                redrivenAt.remove(redrivenAt.keySet().iterator().next());
            }
        }
    }

    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /// When the same request was first accepted, or null if it is a new one.
    @Nullable
    Long acceptedAt(@Nullable String clientToken, long now) {
        var at = clientToken == null ? null : redrivenAt.get(clientToken);
        return at != null && now - at < TOKEN_LIFE.toMillis() ? at : null;
    }

    /// How an attempt had ended before it was redriven.
    record Attempt(
            Phase end, @Nullable String error, @Nullable String cause) {}
}

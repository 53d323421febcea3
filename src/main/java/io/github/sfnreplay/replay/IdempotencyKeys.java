package io.github.sfnreplay.replay;

import java.util.HexFormat;
import java.util.function.Supplier;

/// Remembers which replay each idempotency key led to, so that a request sent twice creates one replay.
public interface IdempotencyKeys {

    /// The replay that the key led to, or else a new one. Who comes while another creates it gets that one.
    ///
    /// @param body what was asked for
    /// @throws ReplayException IDEMPOTENCY_KEY_REUSED if the key led to a replay of something else
    Replay once(String key, String body, Supplier<Replay> creation);

    /// What is kept of a request, which may be long.
    static String fingerprint(String body) {
        return HexFormat.of().formatHex(ReplayName.sha256(body));
    }

    /// The refusal of a key that came with another request.
    static ReplayException reused() {
        return new ReplayException(new Fault(
                Fault.Kind.IDEMPOTENCY_KEY_REUSED,
                "This Idempotency-Key came with another body before. Use a new key for a new request."));
    }
}

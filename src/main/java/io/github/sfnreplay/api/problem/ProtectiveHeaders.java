package io.github.sfnreplay.api.problem;

import java.util.Map;
import org.springframework.modulith.NamedInterface;

/// What every answer tells a browser, unless a page has said otherwise: run nothing, guess nothing, show it in no
/// frame,
/// tell no other site where the reader comes from, keep nothing.
@NamedInterface("problems")
public final class ProtectiveHeaders {

    /// For answers that are data.
    public static final String DATA_POLICY =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// By name, with the values for answers that are data.
    public static final Map<String, String> ALL = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Content-Security-Policy", DATA_POLICY,
            "Cache-Control", "no-store");

    private ProtectiveHeaders() {}
}

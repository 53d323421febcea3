package io.github.sfnreplay.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/// What a browser may load for the dashboard: files of this origin and, of all inline scripts, only the import map.
final class ContentSecurityPolicy {

    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private ContentSecurityPolicy() {}

    /// The policy for a page with one import map. Pico CSS draws arrows and ticks as `data:` images.
    static String of(String page) {
        var map = IMPORT_MAP.matcher(page);
        if (!map.find()) {
            throw new IllegalStateException("The page has no import map.");
        }
        return "default-src 'self'; script-src 'self' '%s'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
                .formatted(hash(map.group(1)));
    }

    private static String hash(String script) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}

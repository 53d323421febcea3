package io.github.sfnreplay.replay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The hash of a plan: SHA-256 over its items in their order, each as the lines source name, attempt and state (PENDING
/// or SKIPPED). It covers which executions are started, under which names and in which order; not limits, estimates or
/// warnings, which may change without making it another plan. Fed item by item, so that it holds no item.
public final class PlanHash {

    private final MessageDigest digest = ReplayName.newSha256();

    /// Takes the next item in.
    public void add(Item item) {
        var lines = item.source().name() + '\n' + item.attempt() + '\n' + item.state() + '\n';
        digest.update(lines.getBytes(StandardCharsets.UTF_8));
    }

    /// `sha256:` and 64 hex digits; to be asked once, when all items are in.
    public String value() {
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    /// The hash of all these items.
    public static String of(Iterable<Item> items) {
        var hash = new PlanHash();
        items.forEach(hash::add);
        return hash.value();
    }
}

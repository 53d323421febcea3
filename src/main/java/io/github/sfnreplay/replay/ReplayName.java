package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names a replayed execution after its source. Step Functions refuses a name that was used in the last 90 days, so
/// that one source, one target and one attempt lead to at most one execution, whatever is retried or sent twice.
public final class ReplayName {

    private static final int MAX_LENGTH = 80;
    private static final int HASH_BYTES = 8;

    private ReplayName() {}

    /// `<source name>-replay-<attempt>`, with a hash before the suffix where that would be too long, or where the
    /// target is not the source's own unqualified machine.
    ///
    /// @param target as the caller gave it, with version or alias
    public static String of(ExecutionArn source, StateMachineArn target, int attempt) {
        var suffix = "-replay-" + attempt;
        if (target.equals(source.machine()) && length(source.name()) + suffix.length() <= MAX_LENGTH) {
            return source.name() + suffix;
        }
        var tail = "-" + hash(source + "\n" + target) + suffix;
        return cut(source.name(), MAX_LENGTH - tail.length()) + tail;
    }

    private static int length(String name) {
        return name.codePointCount(0, name.length());
    }

    private static String cut(String name, int characters) {
        return length(name) <= characters ? name : name.substring(0, name.offsetByCodePoints(0, characters));
    }

    private static String hash(String text) {
        var digest = sha256(text);
        return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    }

    /// SHA-256 of the text's UTF-8 bytes.
    public static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Names a replayed execution after its source. Step Functions refuses a name that was used in the last 90 days, so
/// that one source, one target machine and one attempt lead to at most one execution, whatever is retried or sent
/// twice. Versions and aliases of a machine share its name space, and so its lock.
public final class ReplayName {

    /// The quota of Step Functions, in characters.
    private static final int MAX_LENGTH = 80;

    /// 64 bits: among 1,000,000 names that share their first 54 characters, two are alike with a chance of 1 in 10^7.
    private static final int HASH_BYTES = 8;

    private static final Pattern FORM = Pattern.compile("(.+)-replay-([1-9][0-9]{0,8})", Pattern.DOTALL);

    private ReplayName() {}

    /// `<source name>-replay-<attempt>`, with 16 hex digits before the suffix where that would be too long, or where
    /// the target is another machine than the source's, or an EXPRESS one, on which several sources can have one name.
    ///
    /// @param target with or without version or alias
    public static String of(ExecutionArn source, StateMachineArn target, int attempt) {
        var suffix = "-replay-" + attempt;
        var machine = target.unqualified();
        if (machine.equals(source.machine())
                && !source.isExpress()
                && length(source.name()) + suffix.length() <= MAX_LENGTH) {
            return source.name() + suffix;
        }
        var tail = "-" + hash(source + "\n" + machine) + suffix;
        return cut(source.givenName(), MAX_LENGTH - tail.length()) + tail;
    }

    /// The attempt under which an execution of the target machine replays the source, whatever form its name has;
    /// empty if it is no replay of that source.
    ///
    /// @param name as it is listed on the target machine
    public static OptionalInt attemptOf(String name, ExecutionArn source, StateMachineArn target) {
        return form(name)
                .filter(form -> form.mayBeOf(source.name()))
                .filter(form -> of(source, target, form.attempt()).equals(name))
                .map(form -> OptionalInt.of(form.attempt()))
                .orElseGet(OptionalInt::empty);
    }

    /// Whether the name is one that replays give; of an EXPRESS execution with or without its id.
    public static boolean isReplayName(String name) {
        var colon = name.indexOf(':');
        return FORM.matcher(colon < 0 ? name : name.substring(0, colon)).matches();
    }

    /// Whether the name is as long as names can be, so that it may hold only the beginning of its source's.
    public static boolean isFull(String name) {
        return length(name) >= MAX_LENGTH;
    }

    /// The parts of a name that replays give; empty for another.
    public static Optional<Form> form(String name) {
        var form = FORM.matcher(name);
        return form.matches()
                ? Optional.of(new Form(form.group(1), Integer.parseInt(form.group(2))))
                : Optional.empty();
    }

    /// The parts of a name.
    ///
    /// @param stem what stands before the suffix: the source's name, or its beginning and a hash
    public record Form(String stem, int attempt) {

        /// Whether it may be the name of a replay of that source: cheap, and sure only in denial.
        public boolean mayBeOf(String sourceName) {
            var beginning = stem.length() - 2 * HASH_BYTES - 1;
            return stem.equals(sourceName)
                    || (beginning >= 0
                            && stem.charAt(beginning) == '-'
                            && sourceName.regionMatches(0, stem, 0, beginning));
        }
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
        return newSha256().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

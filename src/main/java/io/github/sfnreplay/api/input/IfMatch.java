package io.github.sfnreplay.api.input;

import io.github.sfnreplay.api.problem.ValidationErrors;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Reads the header `If-Match`: which version of a replay a change is meant for.
public final class IfMatch {

    private static final String ANY = "*";
    private static final Pattern TAGS =
            Pattern.compile("\\*|(W/)?\"[!#-~\\x80-\\xff]*\"(\\s*,\\s*(W/)?\"[!#-~\\x80-\\xff]*\")*");
    private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");

    /// No replay has it: versions begin at 1.
    private static final long NO_VERSION = 0;

    private IfMatch() {}

    public static void check(HttpHeaders headers, ValidationErrors faults) {
        if (!tags(headers).stream().allMatch(tags -> TAGS.matcher(tags).matches())) {
            faults.inHeader(
                    HttpHeaders.IF_MATCH, "must be * or the ETag of an answer, in double quotes as it was sent");
        }
    }

    /// The version that the replay must have; null where any will do.
    ///
    /// @param current which of several versions is taken, if it is among them
    /// @throws io.github.sfnreplay.api.problem.RefusedException if the header is malformed
    public static @Nullable Long version(HttpHeaders headers, LongSupplier current) {
        var faults = new ValidationErrors();
        check(headers, faults);
        faults.throwIfAny();
        var tags = tags(headers);
        if (tags.isEmpty() || tags.stream().anyMatch(ANY::equals)) {
            return null;
        }
        var versions = tags.stream()
                .flatMap(text -> TAG.matcher(text).results())
                .filter(tag -> tag.group(1) == null)
                .map(tag -> version(tag.group(2)))
                .toList();
        return oneOf(versions, current.getAsLong());
    }

    private static long oneOf(List<Long> versions, long current) {
        return versions.contains(current)
                ? current
                : versions.stream().findFirst().orElse(NO_VERSION);
    }

    private static long version(String tag) {
        try {
            return Long.parseLong(tag);
        } catch (NumberFormatException e) {
            return NO_VERSION;
        }
    }

    private static List<String> tags(HttpHeaders headers) {
        return headers.getOrEmpty(HttpHeaders.IF_MATCH).stream()
                .map(String::trim)
                .toList();
    }
}

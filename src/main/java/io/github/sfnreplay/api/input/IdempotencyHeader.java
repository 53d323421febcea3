package io.github.sfnreplay.api.input;

import io.github.sfnreplay.api.problem.ValidationErrors;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/// The header with which a request that is sent twice creates one replay.
public final class IdempotencyHeader {

    public static final String NAME = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private IdempotencyHeader() {}

    /// Refuses a key that is none.
    public static void check(HttpHeaders headers, ValidationErrors faults) {
        var keys = headers.getOrEmpty(NAME);
        if (keys.size() > 1 || !keys.stream().allMatch(key -> KEY.matcher(key).matches())) {
            faults.inHeader(NAME, "must be one key of 1 to 255 visible ASCII characters");
        }
    }
}

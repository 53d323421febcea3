package io.github.sfnreplay.api.inspect;

import org.jspecify.annotations.Nullable;

/// JSON texts that are written into answers as they are.
final class RawJson {

    private RawJson() {}

    /// The same JSON in a form that UTF-8 can carry: half a surrogate pair, which only a string can hold, is written as
    /// an escape.
    static String writable(String json) {
        var written = new StringBuilder(json.length());
        json.codePoints().forEach(point -> {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                written.append("\\u%04x".formatted(point));
            } else {
                written.appendCodePoint(point);
            }
        });
        return written.toString();
    }

    static @Nullable String writableIfAny(@Nullable String json) {
        return json == null ? null : writable(json);
    }
}

package io.github.sfnreplay.expression.json;

import com.dashjoin.jsonata.Jsonata;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes the result of an expression as JSON text, no larger and no deeper than allowed, and fit for any encoding.
public final class JsonWriter {

    /// As deep as Jackson reads by default, so that receivers can read it.
    public static final int MAX_DEPTH = 1_000;

    private final StringBuilder out = new StringBuilder();
    private final boolean canonical;
    private final int maxBytes;
    private int bytes;
    private int depth;

    private JsonWriter(boolean canonical, int maxBytes) {
        this.canonical = canonical;
        this.maxBytes = maxBytes;
    }

    public static String write(Object value, int maxBytes) {
        return new JsonWriter(false, maxBytes).text(value);
    }

    /// The same text for values that are equal: names in order, numbers in one form.
    public static String canonical(Object value, int maxBytes) {
        return new JsonWriter(true, maxBytes).text(value);
    }

    private String text(Object value) {
        value(value);
        return out.toString();
    }

    private void value(@Nullable Object value) {
        if (value == null || value == Jsonata.NULL_VALUE) {
            ascii("null");
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Boolean) {
            ascii(value.toString());
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof List<?> list) {
            array(list);
        } else {
            throw new ExpressionException("the result holds a function, which JSON has not");
        }
    }

    private void number(Number number) {
        var text = JsonNumbers.write(number);
        ascii(canonical ? JsonNumbers.canonical(text) : text);
    }

    private void object(Map<?, ?> map) {
        enter('{');
        var separator = "";
        for (var entry : canonical ? new TreeMap<>(map).entrySet() : map.entrySet()) {
            ascii(separator);
            string((String) entry.getKey());
            ascii(":");
            value(entry.getValue());
            separator = ",";
        }
        leave('}');
    }

    private void array(List<?> list) {
        enter('[');
        var separator = "";
        for (var item : list) {
            if (item == null && list instanceof JsonArray) {
                continue; // JSONata marks an empty array of the input that it groups
            }
            ascii(separator);
            value(item);
            separator = ",";
        }
        leave(']');
    }

    private void enter(char bracket) {
        if (++depth > MAX_DEPTH) {
            throw new ExpressionException("the result is nested deeper than " + MAX_DEPTH + " levels");
        }
        append(bracket, 1);
    }

    private void leave(char bracket) {
        depth--;
        append(bracket, 1);
    }

    private void string(String text) {
        append('"', 1);
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"' || c == '\\') {
                append('\\', 1);
                append(c, 1);
            } else if (c < ' ' || loneSurrogate(text, i)) {
                ascii("\\u%04x".formatted((int) c));
            } else {
                append(c, size(c));
            }
        }
        append('"', 1);
    }

    private static int size(char c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    private static boolean loneSurrogate(String text, int at) {
        var c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    private void ascii(String text) {
        for (var i = 0; i < text.length(); i++) {
            append(text.charAt(i), 1);
        }
    }

    private void append(char c, int size) {
        bytes += size;
        if (bytes > maxBytes) {
            throw new ExpressionException("the result is larger than " + maxBytes + " bytes");
        }
        out.append(c);
    }
}

package io.github.sfnreplay.api.input;

import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.problem.RefusedException;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/// Says where a body stops being JSON, and what was expected there.
final class MalformedJson {

    private static final Pattern TWICE = Pattern.compile("Duplicate Object property \"(.{0,80})");
    private static final Pattern EXPECTED = Pattern.compile("was expecting (.{1,200}?)\\.?$", Pattern.DOTALL);

    private MalformedJson() {}

    static RefusedException empty() {
        return refused("The body is empty. Send a JSON object.", Map.of());
    }

    static RefusedException of(JacksonException failure) {
        if (failure instanceof StreamConstraintsException) {
            return refused("The body is nested too deeply, or has too many values or too long ones.", Map.of());
        }
        var at = failure.getLocation();
        var line = at == null ? -1 : at.getLineNr();
        var column = at == null ? -1 : at.getColumnNr();
        var message = String.valueOf(failure.getOriginalMessage());
        return line < 1
                ? refused("The body is not JSON in UTF-8.", Map.of())
                : refused(
                        sentence(message, "in line " + line + ", column " + column),
                        Map.of("line", line, "column", column));
    }

    private static String sentence(String message, String place) {
        var twice = TWICE.matcher(message);
        if (twice.find()) {
            return "An object names the property \"" + twice.group(1).replaceFirst("\".*$", "")
                    + "\" twice: the second " + place + ". Remove one of them.";
        }
        if (message.startsWith("Unexpected end-of-input")) {
            return "The body is not JSON: it ends too early, " + place + ". A quote, bracket or brace is not closed.";
        }
        var expected = EXPECTED.matcher(message);
        return expected.find()
                ? "The body is not JSON: " + place + " was expected " + expected.group(1) + "."
                : "The body is not JSON: reading ended " + place + ".";
    }

    private static RefusedException refused(String detail, Map<String, ?> properties) {
        return new RefusedException(ProblemType.MALFORMED_JSON, detail, properties);
    }
}

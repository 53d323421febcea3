package io.github.sfnreplay.api.problem;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The query of a request as it was sent: says which parameters Tomcat could not read, and why.
final class QueryText {

    private static final String EXPECTED = "must be UTF-8, percent-encoded";

    private QueryText() {}

    /// The refusal that names them all.
    static RefusedException refused(@Nullable String query) {
        var faults = new ValidationErrors();
        for (var parameter : (query == null ? "" : query).split("&", -1)) {
            var equals = parameter.indexOf('=');
            var name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (name.isEmpty() && equals == 0) {
                faults.inParameter("", "has no name");
            } else if (!isText(name) || !isText(parameter.substring(equals + 1))) {
                faults.inParameter(name, EXPECTED);
            }
        }
        return faults.refusal().orElseGet(() -> {
            faults.inParameter("", EXPECTED);
            return faults.refusal().orElseThrow();
        });
    }

    private static boolean isText(String encoded) {
        try {
            var bytes = URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return false;
        }
    }
}

package io.github.sfnreplay.simulator.logs;

import io.github.sfnreplay.simulator.spec.AwsError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The part of the filter pattern language that is needed here: types, joined by `||`, and one glob on the execution's
/// ARN, joined by `&&`.
///
/// @param types empty for all
/// @param arnPrefix null for all
public record Pattern(List<String> types, @Nullable String arnPrefix) {

    private static final java.util.regex.Pattern TERM =
            java.util.regex.Pattern.compile("\\$\\.(type|execution_arn) = \"([^\"]*)\"");

    /// Reads the pattern; refuses, as AWS does, what it does not understand.
    public static Pattern parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return new Pattern(List.of(), null);
        }
        var types = new ArrayList<String>();
        String prefix = null;
        var terms = TERM.matcher(text);
        while (terms.find()) {
            if (terms.group(1).equals("type")) {
                types.add(terms.group(2));
            } else {
                prefix = terms.group(2);
            }
        }
        var rest = TERM.matcher(text).replaceAll("").replaceAll("[{}()|& ]", "");
        if (!rest.isEmpty() || prefix == null || prefix.indexOf('*') != prefix.length() - 1) {
            throw AwsError.of("InvalidParameterException", "Invalid filter pattern");
        }
        return new Pattern(types, prefix.substring(0, prefix.length() - 1));
    }

    boolean matches(Event event) {
        return (types.isEmpty() || types.contains(event.type()))
                && (arnPrefix == null || event.execution().arn().startsWith(arnPrefix));
    }
}

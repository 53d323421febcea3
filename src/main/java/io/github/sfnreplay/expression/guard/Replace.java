package io.github.sfnreplay.expression.guard;

import com.dashjoin.jsonata.Functions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// JSONata's `$replace`: by text or regular expression, with a text (`$1` is a group, `$$` a dollar) or a function.
final class Replace {

    private final @Nullable Object replacement;
    private final Budget budget = Budget.current();
    private final StringBuilder out = new StringBuilder();

    private Replace(@Nullable Object replacement) {
        this.replacement = replacement;
    }

    static @Nullable Object apply(Arguments args) {
        var text = args.text(0);
        return text == null
                ? null
                : new Replace(args.get(2))
                        .all(text, matcher(args.get(1), text), args.get(1) instanceof String, args.limit(3));
    }

    private static Matcher matcher(@Nullable Object pattern, String text) {
        if (pattern instanceof String part && !part.isEmpty()) {
            return Pattern.compile(part, Pattern.LITERAL).matcher(text);
        }
        if (pattern instanceof RegexFunction regex) {
            return regex.matcher(text);
        }
        throw Budget.current().fail("the pattern of $replace must be a regular expression or a text that is not empty");
    }

    private String all(String text, Matcher matcher, boolean literal, int limit) {
        var from = 0;
        for (var count = 0; count < limit && matcher.find(); count++) {
            out.append(text, from, matcher.start());
            append(matcher, literal);
            from = matcher.end();
            budget.checkLength(out.length());
        }
        return out.append(text, from, text.length()).toString();
    }

    private void append(MatchResult match, boolean literal) {
        if (replacement instanceof String text) {
            if (literal) {
                out.append(text);
            } else {
                expand(text, match);
            }
        } else if (call(match) instanceof String text) {
            out.append(text);
        } else {
            throw budget.fail("the function given to $replace must give a text");
        }
    }

    private @Nullable Object call(MatchResult match) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("match", match.group());
        value.put("start", match.start());
        value.put("end", match.end());
        value.put("groups", RegexFunction.groups(match, 1));
        try {
            return Functions.funcApply(replacement, List.of(value));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private void expand(String template, MatchResult match) {
        var at = 0;
        while (at < template.length()) {
            var dollar = template.indexOf('$', at);
            if (dollar < 0) {
                break;
            }
            out.append(template, at, dollar);
            at = dollar + 1;
            if (at < template.length() && template.charAt(at) == '$') {
                out.append('$');
                at++;
            } else {
                at = group(template, at, match);
            }
        }
        out.append(template, Math.min(at, template.length()), template.length());
    }

    /// Appends the group whose number stands at the place, the longest there is, and gives where the text goes on.
    private int group(String template, int at, MatchResult match) {
        var mostDigits = String.valueOf(match.groupCount()).length();
        var end = at;
        while (end < template.length() && end - at < mostDigits && isDigit(template.charAt(end))) {
            end++;
        }
        if (end == at) {
            out.append('$');
            return at;
        }
        var number = Integer.parseInt(template.substring(at, end));
        if (number > match.groupCount() && end - at > 1) {
            number = Integer.parseInt(template.substring(at, --end));
        }
        if (number <= match.groupCount() && match.group(number) != null) {
            out.append(match.group(number));
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

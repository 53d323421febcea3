package io.github.sfnreplay.expression.guard;

import com.dashjoin.jsonata.Utils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSONata's functions on texts that can blow up: of known length before they build it, and with regular expressions
/// that end.
final class TextFunctions {

    private TextFunctions() {}

    static @Nullable Object pad(Arguments args) {
        var text = args.text(0);
        var width = args.number(1);
        if (text == null || width == null) {
            return text;
        }
        var filler = args.text(2) == null || args.text(2).isEmpty() ? " " : args.text(2);
        var missing = Math.abs((long) width.doubleValue()) - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        Budget.current().checkLength(missing);
        var padding =
                cut(filler.repeat((int) (missing / filler.codePointCount(0, filler.length()) + 1)), (int) missing);
        return width.doubleValue() < 0 ? padding + text : text + padding;
    }

    private static String cut(String text, int characters) {
        return text.substring(0, text.offsetByCodePoints(0, characters));
    }

    static @Nullable Object join(Arguments args) {
        if (!(args.get(0) instanceof List<?> texts)) {
            return args.get(0);
        }
        var separator = args.text(1) == null ? "" : args.text(1);
        var length = 0L;
        for (var text : texts) {
            length += ((String) text).length() + separator.length();
        }
        Budget.current().checkLength(length);
        return String.join(separator, texts.stream().map(String.class::cast).toList());
    }

    static @Nullable Object contains(Arguments args) {
        var text = args.text(0);
        if (text == null) {
            return null;
        }
        return args.get(1) instanceof String part
                ? text.contains(part)
                : regex(args).matcher(text).find();
    }

    static @Nullable Object match(Arguments args) {
        var text = args.text(0);
        if (text == null) {
            return null;
        }
        var limit = args.limit(2);
        var matches = Utils.createSequence();
        var matcher = regex(args).matcher(text);
        while (matches.size() < limit && matcher.find()) {
            Map<String, Object> match = new LinkedHashMap<>();
            match.put("match", matcher.group());
            match.put("index", matcher.start());
            match.put("groups", RegexFunction.groups(matcher, 1));
            matches.add(match);
        }
        return matches;
    }

    static @Nullable Object split(Arguments args) {
        var text = args.text(0);
        if (text == null) {
            return null;
        }
        var limit = args.limit(2);
        var parts = args.get(1) instanceof String separator ? split(text, separator) : splitByRegex(text, regex(args));
        return parts.size() > limit ? parts.subList(0, limit) : parts;
    }

    private static List<String> split(String text, String separator) {
        if (separator.isEmpty()) {
            return text.codePoints().mapToObj(Character::toString).toList();
        }
        List<String> parts = new ArrayList<>();
        var from = 0;
        for (var at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static List<String> splitByRegex(String text, RegexFunction regex) {
        List<String> parts = new ArrayList<>();
        var matcher = regex.matcher(text);
        var from = 0;
        while (matcher.find()) {
            if (matcher.end() > 0) {
                parts.add(text.substring(from, matcher.start()));
                from = matcher.end();
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static RegexFunction regex(Arguments args) {
        if (args.get(1) instanceof RegexFunction regex) {
            return regex;
        }
        throw Budget.current().fail("the pattern of a text function must be a text or a regular expression");
    }
}

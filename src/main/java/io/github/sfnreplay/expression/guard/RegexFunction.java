package io.github.sfnreplay.expression.guard;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A regular expression as JSONata sees it: a function that gives the first match and, through `next`, the others.
public final class RegexFunction extends JFunction {

    private final Pattern pattern;

    public RegexFunction(Pattern pattern) {
        super((input, args) -> first(pattern, args), "<s:o>");
        this.pattern = pattern;
    }

    Matcher matcher(String text) {
        return pattern.matcher(new DeadlineText(text, Budget.current()));
    }

    /// The groups that the pattern captures, null as JSON for one that took no part in the match.
    static List<Object> groups(MatchResult match, int from) {
        var groups = new ArrayList<Object>();
        for (var i = from; i <= match.groupCount(); i++) {
            var group = match.group(i);
            groups.add(group == null ? Jsonata.NULL_VALUE : group);
        }
        return groups;
    }

    private static @Nullable Map<String, Object> first(Pattern pattern, List<?> args) {
        return args.isEmpty() || !(args.getFirst() instanceof String text)
                ? null
                : next(pattern.matcher(new DeadlineText(text, Budget.current())));
    }

    private static @Nullable Map<String, Object> next(Matcher matcher) {
        if (!matcher.find()) {
            return null;
        }
        var match = new LinkedHashMap<String, Object>();
        match.put("match", matcher.group());
        match.put("start", matcher.start());
        match.put("end", matcher.end());
        match.put("groups", groups(matcher, 1));
        match.put("next", new JFunction((input, args) -> next(matcher), "<:o>"));
        return match;
    }
}

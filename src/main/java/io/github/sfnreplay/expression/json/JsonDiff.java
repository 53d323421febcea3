package io.github.sfnreplay.expression.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/// Compares two JSON texts as JSON: numbers by value, however they are written; the order of names does not count, that
/// of
/// arrays does. Any depth; throws an [ExpressionException] for what is not JSON.
@NamedInterface("expressions")
public final class JsonDiff {

    private record Canonical(String number) {}

    private record Place(@Nullable Place parent, String token) {

        String pointer() {
            var tokens = new ArrayDeque<String>();
            for (var place = this; place.parent != null; place = place.parent) {
                tokens.push(place.token.replace("~", "~0").replace("/", "~1"));
            }
            return tokens.isEmpty() ? "" : "/" + String.join("/", tokens);
        }
    }

    private record Pair(
            Place place, @Nullable Object before, @Nullable Object after) {}

    private final Deque<Pair> open = new ArrayDeque<>();

    private JsonDiff() {}

    public static boolean equal(String a, String b) {
        return changedPaths(a, b, 1).isEmpty();
    }

    /// Where the texts differ, as JSON Pointers (RFC 6901) in the order of the first text, at most `max`; `""` is the
    /// whole.
    public static List<String> changedPaths(String before, String after, int max) {
        return new JsonDiff().compare(read(before), read(after), max);
    }

    private static Object read(String json) {
        return JsonReader.read(
                json, "the output", number -> new Canonical(JsonNumbers.canonical(number)), Integer.MAX_VALUE);
    }

    private List<String> compare(Object before, Object after, int max) {
        List<String> changed = new ArrayList<>();
        open.push(new Pair(new Place(null, ""), before, after));
        while (!open.isEmpty() && changed.size() < max) {
            var pair = open.pop();
            var parts = parts(pair);
            if (parts != null) {
                parts.reversed().forEach(open::push);
            } else if (pair.before == null || !pair.before.equals(pair.after)) {
                changed.add(pair.place.pointer());
            }
        }
        return changed;
    }

    /// The pairs to compare in place of this one, or null if it is to be compared as it is.
    private static @Nullable List<Pair> parts(Pair pair) {
        if (pair.before instanceof JsonObject before && pair.after instanceof JsonObject after) {
            return properties(pair.place, before, after);
        }
        if (pair.before instanceof JsonArray before && pair.after instanceof JsonArray after) {
            return elements(pair.place, before, after);
        }
        return null;
    }

    private static List<Pair> properties(Place place, Map<String, Object> before, Map<String, Object> after) {
        List<Pair> pairs = new ArrayList<>();
        before.forEach((name, value) -> pairs.add(new Pair(new Place(place, name), value, after.get(name))));
        after.forEach((name, value) -> {
            if (!before.containsKey(name)) {
                pairs.add(new Pair(new Place(place, name), null, value));
            }
        });
        return pairs;
    }

    private static List<Pair> elements(Place place, List<Object> before, List<Object> after) {
        List<Pair> pairs = new ArrayList<>();
        for (var i = 0; i < Math.max(before.size(), after.size()); i++) {
            var token = String.valueOf(i);
            pairs.add(new Pair(new Place(place, token), at(before, i), at(after, i)));
        }
        return pairs;
    }

    private static @Nullable Object at(List<Object> list, int index) {
        return index < list.size() ? list.get(index) : null;
    }
}

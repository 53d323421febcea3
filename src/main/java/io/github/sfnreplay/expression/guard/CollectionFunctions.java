package io.github.sfnreplay.expression.guard;

import com.dashjoin.jsonata.Utils;
import io.github.sfnreplay.expression.json.JsonWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// JSONata's functions on arrays and objects that take quadratic time, fail on mixed numbers or lose digits.
final class CollectionFunctions {

    private CollectionFunctions() {}

    static @Nullable Object spread(Arguments args) {
        var value = args.get(0);
        if (!(value instanceof List<?>) && !(value instanceof Map<?, ?>)) {
            return value;
        }
        var all = Utils.createSequence();
        for (var item : value instanceof List<?> list ? list : List.of(value)) {
            if (item instanceof Map<?, ?> map) {
                map.forEach((name, part) -> all.add(single((String) name, part)));
            } else {
                all.add(item);
            }
        }
        return all;
    }

    private static Map<String, @Nullable Object> single(String name, @Nullable Object value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put(name, value);
        return map;
    }

    static @Nullable Object sort(Arguments args, Supplier<@Nullable Object> builtin) {
        if (args.get(1) != null || !(args.get(0) instanceof List<?> list) || list.size() < 2) {
            return builtin.get();
        }
        var sorted = new ArrayList<@Nullable Object>(list);
        if (list.stream().allMatch(Number.class::isInstance)) {
            sorted.sort(Comparator.comparingDouble(number -> ((Number) number).doubleValue()));
        } else if (list.stream().allMatch(String.class::isInstance)) {
            sorted.sort(Comparator.comparing(String.class::cast));
        } else {
            throw Budget.current().fail("$sort without a function takes an array of numbers or an array of texts");
        }
        return sorted;
    }

    static @Nullable Object distinct(Arguments args) {
        if (!(args.get(0) instanceof List<?> list) || list.size() < 2) {
            return args.get(0);
        }
        var seen = new TreeMap<String, Boolean>();
        var distinct = Utils.createSequence();
        for (var item : list) {
            if (item != null && seen.put(JsonWriter.canonical(item, Integer.MAX_VALUE), true) == null) {
                distinct.add(item);
            }
        }
        return distinct;
    }

    static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof List<?> list) {
            var copy = new ArrayList<@Nullable Object>(list.size());
            list.forEach(item -> copy.add(copy(item)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, item) -> copy.put((String) name, copy(item)));
            return copy;
        }
        return value;
    }
}

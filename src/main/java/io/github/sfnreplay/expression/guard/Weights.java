package io.github.sfnreplay.expression.guard;

import com.dashjoin.jsonata.Utils.RangeList;
import io.github.sfnreplay.expression.json.SizedJson;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How much the values of one evaluation hold, at any depth, each shared part counted as often as it appears; every
/// container is looked through once.
final class Weights {

    /// Up to here counting is as fast as remembering.
    private static final int SMALL = 8;

    /// Copying fewer elements takes no time that matters.
    private static final int LIGHT = 5_000;

    private final IdentityHashMap<Object, Long> known = new IdentityHashMap<>();

    boolean isNew(String text) {
        return known.put(text, 1L) == null;
    }

    long of(@Nullable Object value) {
        if (value instanceof SizedJson weighed) {
            return weighed.weight();
        }
        if (value instanceof String text) {
            return 1L + text.length();
        }
        if (value instanceof RangeList range) {
            return 1L + range.size();
        }
        if (value instanceof Map<?, ?> map) {
            return ofContainer(map);
        }
        if (value instanceof List<?> list) {
            return list.size() <= SMALL && list.stream().noneMatch(Weights::isContainer)
                    ? ofAll(list)
                    : ofContainer(list);
        }
        return 1;
    }

    /// How many elements the wildcard `*` copies: JSONata starts a new array with each array it meets.
    long ofWildcard(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return copies(map.values(), of(map));
        }
        return value instanceof List<?> list ? copies(list, of(list)) : 0;
    }

    private static long copies(Collection<?> parts, long weight) {
        return weight < LIGHT
                ? 0
                : weight * parts.stream().filter(List.class::isInstance).count();
    }

    private long ofContainer(Object container) {
        var weight = known.get(container);
        if (weight == null) {
            known.put(container, 1L);
            weight = container instanceof Map<?, ?> map
                    ? ofAll(map.keySet()) + ofAll(map.values())
                    : ofAll((List<?>) container);
            known.put(container, weight);
        }
        return weight;
    }

    private long ofAll(Collection<?> values) {
        var weight = 1L;
        for (var value : values) {
            weight += of(value);
        }
        return weight;
    }

    private static boolean isContainer(@Nullable Object value) {
        return value instanceof List<?> || value instanceof Map<?, ?>;
    }
}

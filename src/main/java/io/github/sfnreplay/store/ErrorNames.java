package io.github.sfnreplay.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives each name of an error a number, so that a million items can share a few names.
final class ErrorNames {

    private static final int MAX_NAMES = 10_000;

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> names = new ArrayList<>(List.of("(other)"));

    /// 0 for no name, 1 for all that no longer fit.
    int idOf(@Nullable String name) {
        if (name == null) {
            return 0;
        }
        var known = ids.get(name);
        if (known != null) {
            return known;
        }
        if (names.size() >= MAX_NAMES) {
            return 1;
        }
        names.add(name);
        ids.put(name, names.size());
        return names.size();
    }

    @Nullable
    String nameOf(int id) {
        return id == 0 ? null : names.get(id - 1);
    }
}

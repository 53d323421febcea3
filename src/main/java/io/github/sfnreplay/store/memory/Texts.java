package io.github.sfnreplay.store.memory;

import io.github.sfnreplay.replay.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The texts of one replay's items, each kept once, so that a million items that failed alike share one cause. Takes
/// its room from a budget of all replays; what does not fit is left out.
final class Texts {

    private static final Text NONE = new Text(null, null, List.of());

    private final TextBudget budget;
    private final Map<Text, Integer> ids = new HashMap<>();
    private final List<Text> texts = new ArrayList<>();
    private final Map<String, Integer> nameIds = new HashMap<>();
    private final List<String> names = new ArrayList<>(List.of("(other)"));
    private long taken;
    private boolean forgotten;

    Texts(TextBudget budget) {
        this.budget = budget;
    }

    /// What is said of an item.
    record Text(@Nullable String cause, @Nullable String detail, List<String> changedPaths) {

        long bytes() {
            var bytes = bytesOf(cause) + bytesOf(detail);
            for (var path : changedPaths) {
                bytes += bytesOf(path);
            }
            return bytes;
        }

        private static long bytesOf(@Nullable String text) {
            return text == null ? 0 : TextBudget.bytesOf(text);
        }
    }

    /// The number of what is said of the item; 0 for nothing, or where there is no room.
    int idOf(Result result) {
        var text = new Text(result.cause(), result.detail(), result.changedPaths());
        if (text.equals(NONE)) {
            return 0;
        }
        var known = ids.get(text);
        if (known != null) {
            return known;
        }
        if (!take(text.bytes())) {
            return 0;
        }
        texts.add(text);
        ids.put(text, texts.size());
        return texts.size();
    }

    Text get(int id) {
        return id == 0 || forgotten ? NONE : texts.get(id - 1);
    }

    /// The number of an error's name: 0 for none, 1 for all for which there is no room.
    int idOfName(@Nullable String name) {
        if (name == null) {
            return 0;
        }
        var known = nameIds.get(name);
        if (known != null) {
            return known;
        }
        if (!take(TextBudget.bytesOf(name))) {
            return 1;
        }
        names.add(name);
        nameIds.put(name, names.size());
        return names.size();
    }

    @Nullable
    String nameOf(int id) {
        return id == 0 ? null : names.get(id - 1);
    }

    /// Drops all but the names of errors, for good.
    void forget() {
        forgotten = true;
        ids.clear();
        texts.clear();
        budget.giveBack(taken);
        taken = 0;
    }

    private boolean take(long bytes) {
        if (forgotten || !budget.take(bytes)) {
            return false;
        }
        taken += bytes;
        return true;
    }
}

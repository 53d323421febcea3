package io.github.sfnreplay.engine;

import io.github.sfnreplay.replay.ReplayState;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The replays that have a runner, and those of them that take a place: what plans or starts. What is paused, waits, or
/// only follows what runs leaves its place to others. Guarded by the lock of [Engine].
final class Places {

    private final int max;
    private final Map<String, Runner> runners = new LinkedHashMap<>();
    private final Set<String> reserved = new HashSet<>();

    Places(int max) {
        this.max = max;
    }

    void add(String id, Runner runner) {
        runners.put(id, runner);
    }

    void remove(String id) {
        runners.remove(id);
        reserved.remove(id);
    }

    @Nullable
    Runner runner(String id) {
        return runners.get(id);
    }

    List<Runner> runners() {
        return List.copyOf(runners.values());
    }

    Collection<String> ids() {
        return runners.keySet();
    }

    boolean isFree() {
        return taken() < max;
    }

    int taken() {
        return (int) runners.entrySet().stream()
                .filter(entry -> takesPlace(entry.getValue()) || reserved.contains(entry.getKey()))
                .count();
    }

    void forEachTaken(Consumer<String> use) {
        runners.forEach((id, runner) -> {
            if (takesPlace(runner)) {
                use.accept(id);
            }
        });
    }

    /// Keeps a place for a replay that has a runner, unless it needs none.
    ///
    /// @return whether it may go on
    boolean reserve(String id) {
        var runner = runners.get(id);
        return runner != null && (runner.isSubmitted() || (isFree() && reserved.add(id)));
    }

    void release(String id) {
        reserved.remove(id);
    }

    private static boolean takesPlace(Runner runner) {
        var state = runner.job().state();
        return state != ReplayState.PAUSED && state != ReplayState.PENDING && !runner.isSubmitted();
    }
}

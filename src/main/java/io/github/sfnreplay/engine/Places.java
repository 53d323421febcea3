package io.github.sfnreplay.engine;

import io.github.sfnreplay.replay.ReplayState;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The replays that have a runner, and those of them that take a place: what plans or starts. What is paused, waits, or
/// only follows what runs leaves its place to others. Guarded by the lock of [Dispatcher], but for the look at the
/// runners.
final class Places {

    private final int max;
    private final Map<String, Runner> runners = new ConcurrentHashMap<>();
    private final Set<String> reserved = new HashSet<>();
    private final Map<String, Boolean> claiming = new HashMap<>();

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
        var taken = new HashSet<>(reserved);
        claiming.forEach((id, takesPlace) -> {
            if (takesPlace) {
                taken.add(id);
            }
        });
        forEachTaken(taken::add);
        return taken.size();
    }

    /// A replay is about to get a runner, or to go on, until that is settled.
    ///
    /// @param takesPlace whether it has a place meanwhile
    void claim(String id, boolean takesPlace) {
        claiming.put(id, takesPlace);
    }

    void settle(String id) {
        claiming.remove(id);
    }

    boolean isClaiming(String id) {
        return claiming.containsKey(id);
    }

    /// Whether it is run here, or about to be.
    boolean isKnown(String id) {
        return claiming.containsKey(id) || runners.containsKey(id);
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

package io.github.sfnreplay.engine;

import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayState;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The replays that wait for a place, in their order, and those that wait for their time. Guarded by the lock of
/// [Engine].
final class WaitingLine {

    private final Set<String> waiting = new LinkedHashSet<>();
    private final Map<String, Instant> scheduled = new HashMap<>();

    /// Takes in a replay that is PENDING, at the end if it is not there yet, and lets any other go.
    void note(Replay replay, Instant now) {
        var startsAt = replay.times().startsAt();
        if (replay.state() != ReplayState.PENDING) {
            remove(replay.id());
        } else if (startsAt != null && startsAt.isAfter(now)) {
            waiting.remove(replay.id());
            scheduled.put(replay.id(), startsAt);
        } else {
            scheduled.remove(replay.id());
            waiting.add(replay.id());
        }
    }

    void remove(String id) {
        waiting.remove(id);
        scheduled.remove(id);
    }

    /// Those that wait for a place, first come first, with those whose time has come at the end.
    List<String> due(Instant now) {
        scheduled.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(now))
                .sorted(Map.Entry.comparingByValue())
                .forEach(entry -> waiting.add(entry.getKey()));
        scheduled.keySet().removeAll(waiting);
        return List.copyOf(waiting);
    }

    /// How many wait for a place.
    int size() {
        return waiting.size();
    }

    boolean hasScheduled() {
        return !scheduled.isEmpty();
    }

    /// All of them.
    List<String> all() {
        var all = new LinkedHashSet<>(waiting);
        all.addAll(scheduled.keySet());
        return List.copyOf(all);
    }
}

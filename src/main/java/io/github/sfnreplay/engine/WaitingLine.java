package io.github.sfnreplay.engine;

import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayState;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The replays that wait for a place, in their order, and those that wait for their time. Guarded by the lock of
/// [Dispatcher].
final class WaitingLine {

    private final Map<String, Replay> waiting = new LinkedHashMap<>();
    private final Map<String, Replay> scheduled = new HashMap<>();

    /// Takes in a replay that is PENDING, at the end if it is not there yet, and lets any other go.
    void note(Replay replay, Instant now) {
        if (replay.state() == ReplayState.PENDING) {
            add(replay, now);
        } else {
            remove(replay.id());
        }
    }

    /// Takes in a replay that waits for a place, at the end if it is not there yet: one that is PENDING, or one that
    /// runs
    /// and has lost its owner.
    void add(Replay replay, Instant now) {
        var startsAt = replay.times().startsAt();
        if (startsAt != null && startsAt.isAfter(now)) {
            waiting.remove(replay.id());
            scheduled.put(replay.id(), replay);
        } else {
            scheduled.remove(replay.id());
            waiting.put(replay.id(), replay);
        }
    }

    void remove(String id) {
        waiting.remove(id);
        scheduled.remove(id);
    }

    /// Those that wait for a place, first come first, with those whose time has come at the end; each as it was when it
    /// was taken in.
    List<Replay> due(Instant now) {
        scheduled.values().stream()
                .filter(replay -> !startOf(replay).isAfter(now))
                .sorted(Comparator.comparing(WaitingLine::startOf))
                .forEach(replay -> waiting.put(replay.id(), replay));
        scheduled.keySet().removeAll(waiting.keySet());
        return List.copyOf(waiting.values());
    }

    private static Instant startOf(Replay scheduled) {
        return Objects.requireNonNull(scheduled.times().startsAt());
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
        var all = new LinkedHashSet<>(waiting.keySet());
        all.addAll(scheduled.keySet());
        return List.copyOf(all);
    }
}

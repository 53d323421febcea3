package io.github.sfnreplay.simulator.quota;

import io.github.sfnreplay.simulator.spec.Action;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// How many calls of each action came in, and how many of them were throttled (by a bucket or by a fault).
public final class CallCounts {

    private final Map<Action, LongAdder> received = counters();
    private final Map<Action, LongAdder> throttled = counters();

    public CallCounts() {}

    public void receive(Action action) {
        in(received, action).increment();
    }

    public void throttle(Action action) {
        in(throttled, action).increment();
    }

    /// Calls of that action, the throttled and failed ones included.
    public long of(Action action) {
        return in(received, action).sum();
    }

    /// Throttled calls of that action.
    public long throttled(Action action) {
        return in(throttled, action).sum();
    }

    /// Calls of all actions.
    public long total() {
        return received.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /// Starts counting anew.
    public void clear() {
        received.values().forEach(LongAdder::reset);
        throttled.values().forEach(LongAdder::reset);
    }

    private static LongAdder in(Map<Action, LongAdder> counters, Action action) {
        return Objects.requireNonNull(counters.get(action));
    }

    private static Map<Action, LongAdder> counters() {
        var counters = new EnumMap<Action, LongAdder>(Action.class);
        for (var action : Action.values()) {
            counters.put(action, new LongAdder());
        }
        return counters;
    }
}

package io.github.sfnreplay.simulator.account;

import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.ListingOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Executions in listing order, all together and by status, so that a page costs what it holds.
public final class Listing {

    private final ListingOrder order;
    private final NavigableMap<Position, Phase> all = new TreeMap<>();
    private final Map<ExecutionStatus, NavigableMap<Position, Phase>> byStatus = new EnumMap<>(ExecutionStatus.class);

    Listing(ListingOrder order) {
        this.order = order;
        for (var status : ExecutionStatus.values()) {
            byStatus.put(status, new TreeMap<>());
        }
    }

    void add(Phase phase) {
        var position = Position.of(phase, order);
        all.put(position, phase);
        with(phase.status()).put(position, phase);
    }

    void remove(Phase phase) {
        var position = Position.of(phase, order);
        all.remove(position);
        with(phase.status()).remove(position);
    }

    /// The entries behind that position, or from the top.
    public Page page(@Nullable ExecutionStatus status, @Nullable Position after, int size, int repeated) {
        var source = status == null ? all : with(status);
        var rest = after == null ? source : source.tailMap(after, false);
        var phases = new ArrayList<Phase>(Math.min(size, source.size()));
        var entries = rest.entrySet().iterator();
        while (phases.size() < size && entries.hasNext()) {
            phases.add(entries.next().getValue());
        }
        if (!entries.hasNext()) {
            return new Page(phases, null);
        }
        var last = phases.get(phases.size() - 1 - Math.min(repeated, size - 1));
        return new Page(phases, Position.of(last, order));
    }

    private NavigableMap<Position, Phase> with(ExecutionStatus status) {
        var map = byStatus.get(status);
        if (map == null) {
            throw new IllegalStateException("Every status has its map");
        }
        return map;
    }

    /// One page; `next` is where the following one starts, null on the last.
    public record Page(List<Phase> phases, @Nullable Position next) {}
}

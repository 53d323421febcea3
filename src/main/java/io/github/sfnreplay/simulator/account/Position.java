package io.github.sfnreplay.simulator.account;

import io.github.sfnreplay.simulator.spec.ListingOrder;

/// A place in a listing: entries come in ascending order of key, then of sequence.
public record Position(long key, long sequence) implements Comparable<Position> {

    static Position of(Phase phase, ListingOrder order) {
        var start = phase.execution().start();
        var sequence = phase.execution().sequence();
        return switch (order) {
            case NEWEST_FIRST -> new Position(-(phase.open() ? start : phase.stop()), -sequence);
            case NEWEST_START_FIRST -> new Position(-start, -sequence);
            case OLDEST_START_FIRST -> new Position(start, sequence);
        };
    }

    @Override
    public int compareTo(Position other) {
        var byKey = Long.compare(key, other.key);
        return byKey != 0 ? byKey : Long.compare(sequence, other.sequence);
    }
}

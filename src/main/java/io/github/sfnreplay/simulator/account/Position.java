package io.github.sfnreplay.simulator.account;

/// A place in a listing: entries come in ascending order of key, then of sequence.
public record Position(long key, long sequence) implements Comparable<Position> {

    @Override
    public int compareTo(Position other) {
        var byKey = Long.compare(key, other.key);
        return byKey != 0 ? byKey : Long.compare(sequence, other.sequence);
    }
}

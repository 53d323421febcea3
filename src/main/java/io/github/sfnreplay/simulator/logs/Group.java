package io.github.sfnreplay.simulator.logs;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One log group with its events in the order of time; guarded by the lock of the account.
public final class Group {

    /// A place in a group: events of one moment are in the order in which they came.
    record Place(long at, long sequence) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            var byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    private final String name;
    private final TreeMap<Place, Event> events = new TreeMap<>();
    private long sequence;
    private volatile @Nullable Integer retentionDays;
    private volatile @Nullable String protection;
    private volatile boolean infrequent;

    Group(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /// Events that are older cannot be found any more.
    public void retain(int days) {
        retentionDays = days;
    }

    public @Nullable Integer retentionDays() {
        return retentionDays;
    }

    /// Masks what is read from now on.
    public void protect() {
        protection = "ACTIVATED";
    }

    public @Nullable String protection() {
        return protection;
    }

    boolean masks() {
        return "ACTIVATED".equals(protection);
    }

    /// Makes it one of the class that cannot be searched.
    public void becomeInfrequent() {
        infrequent = true;
    }

    public boolean isInfrequent() {
        return infrequent;
    }

    void add(Event event) {
        events.put(new Place(event.at(), sequence++), event);
    }

    NavigableMap<Place, Event> events() {
        return events;
    }
}

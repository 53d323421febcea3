package io.github.sfnreplay.simulator.spec;

/// A token bucket as AWS states it: how many calls it holds and how many come back per second.
public record Quota(long capacity, double refillPerSecond) {

    public Quota {
        if (capacity < 1 || !(refillPerSecond > 0)) {
            throw new IllegalArgumentException("A quota needs a capacity of at least 1 and a refill above 0, not "
                    + capacity + " and " + refillPerSecond);
        }
    }

    /// Capacity and refill multiplied; the capacity stays a whole number of at least 1.
    public Quota scaled(double scale) {
        return new Quota(Math.max(1, Math.round(capacity * scale)), refillPerSecond * scale);
    }
}

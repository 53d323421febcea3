package io.github.sfnreplay.pacing;

/// One token bucket of AWS.
///
/// @param capacity how many calls at once
/// @param refillPerSecond how many calls a second in the long run
record Quota(double capacity, double refillPerSecond) {

    Quota {
        if (!(capacity > 0 && refillPerSecond > 0)) {
            throw new IllegalArgumentException("capacity and refill-per-second of a quota must be above 0");
        }
    }

    Quota times(double share) {
        return new Quota(capacity * share, refillPerSecond * share);
    }
}

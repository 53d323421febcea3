package io.github.sfnreplay.replay;

import org.jspecify.annotations.Nullable;

/// What a caller allows a replay to do; what is null was not asked for.
///
/// @param maxItems how many executions may match at most
/// @param startsPerSecond of this replay, with a burst of one
/// @param maxConcurrency executions of this replay that may be open at once
/// @param canary how many run to their ends before any other starts
/// @param toleratedFailurePercentage 0 to 100; above it the replay pauses
/// @param minimumItemsForThreshold how many must have finished before that is judged
public record Limits(
        int maxItems,
        @Nullable Double startsPerSecond,
        @Nullable Integer maxConcurrency,
        @Nullable Integer canary,
        @Nullable Double toleratedFailurePercentage,
        @Nullable Integer minimumItemsForThreshold) {

    public static final int DEFAULT_MAX_ITEMS = 10_000;
    public static final int DEFAULT_MINIMUM_ITEMS = 20;
    public static final Limits NONE = new Limits(DEFAULT_MAX_ITEMS, null, null, null, null, null);

    public Limits {
        requirePositive(maxItems, "maxItems");
        requirePositive(startsPerSecond, "startsPerSecond");
        requirePositive(maxConcurrency, "maxConcurrency");
        requirePositive(canary, "canary");
        requirePositive(minimumItemsForThreshold, "minimumItemsForThreshold");
        if (toleratedFailurePercentage != null
                && !(toleratedFailurePercentage >= 0 && toleratedFailurePercentage <= 100)) {
            throw new IllegalArgumentException("toleratedFailurePercentage must be from 0 to 100");
        }
    }

    /// Whether any of the limits can only hold while executions are followed.
    public boolean needsOutcome() {
        return maxConcurrency != null || canary != null || toleratedFailurePercentage != null;
    }

    private static void requirePositive(@Nullable Number value, String name) {
        if (value != null && !(value.doubleValue() > 0)) {
            throw new IllegalArgumentException(name + " must be above 0");
        }
    }
}

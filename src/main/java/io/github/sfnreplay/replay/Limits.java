package io.github.sfnreplay.replay;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a caller allows a replay to do; what is null was not asked for.
///
/// @param maxItems how many executions may match at most
/// @param startsPerSecond of this replay, with a burst of one
/// @param maxConcurrency executions of this replay that may be open at once
/// @param canary how many run to their ends before any other starts
/// @param afterCanary what the replay does when all of them succeeded
/// @param toleratedFailurePercentage 0 to 100; above it the replay pauses
/// @param minimumItemsForThreshold how many must have finished before that is judged
public record Limits(
        int maxItems,
        @Nullable Double startsPerSecond,
        @Nullable Integer maxConcurrency,
        @Nullable Integer canary,
        AfterCanary afterCanary,
        @Nullable Double toleratedFailurePercentage,
        @Nullable Integer minimumItemsForThreshold) {

    public static final Limits NONE = Limits.ofItems(RequestBounds.DEFAULT_MAX_ITEMS);

    /// What follows when all canaries succeeded.
    public enum AfterCanary {
        /// The others are started.
        CONTINUE,
        /// The replay rests, to be resumed by a person.
        PAUSE
    }

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

    /// Nothing but a bound on the matches.
    public static Limits ofItems(int maxItems) {
        return new Limits(maxItems, null, null, null, AfterCanary.CONTINUE, null, null);
    }

    /// How many must have finished before the share of failures is judged.
    public int minimumItems() {
        return minimumItemsForThreshold == null ? RequestBounds.DEFAULT_MINIMUM_ITEMS : minimumItemsForThreshold;
    }

    /// The limits, by the names of the API, that were asked for and can only hold while executions are followed.
    public Set<String> needOutcome() {
        var names = new LinkedHashSet<String>();
        addIf(maxConcurrency != null, "maxConcurrency", names);
        addIf(canary != null, "canary", names);
        addIf(afterCanary != AfterCanary.CONTINUE, "afterCanary", names);
        addIf(toleratedFailurePercentage != null, "toleratedFailurePercentage", names);
        addIf(minimumItemsForThreshold != null, "minimumItemsForThreshold", names);
        return names;
    }

    private static void addIf(boolean asked, String name, Set<String> names) {
        if (asked) {
            names.add(name);
        }
    }

    private static void requirePositive(@Nullable Number value, String name) {
        if (value != null && !(value.doubleValue() > 0)) {
            throw new IllegalArgumentException(name + " must be above 0");
        }
    }
}

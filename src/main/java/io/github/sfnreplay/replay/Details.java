package io.github.sfnreplay.replay;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Says in one sentence what happened to a replay and what to do.
final class Details {

    static final String PLANNING = "Looks for the executions that match; nothing is started yet.";
    static final String RUNNING = "Starts what is planned.";
    static final String PLANNED = "The plan waits: look at it, then confirm or delete it.";
    static final String CONFIRMED = "Confirmed; waits for a free place.";
    static final String RESUMED = "Resumed; waits for a free place.";

    private Details() {}

    static String scheduled(Instant notBefore) {
        return "Confirmed; starts at " + notBefore + ", or can be cancelled before.";
    }

    static String paused(Command command) {
        return "Paused by " + command.by() + because(command) + "; resume or cancel it.";
    }

    static String cancelling(Command command, boolean stop) {
        return "Cancelled by " + command.by() + because(command)
                + (stop ? "; what it started is being stopped." : "; waits for the calls in flight.");
    }

    static String cancelled(Command command) {
        return "Cancelled by " + command.by() + because(command) + ".";
    }

    /// What the counts of a replay that ran to its end say.
    static String ended(Tally tally) {
        var counts = tally.itemCounts();
        if (counts.total() == 0) {
            return "No execution matches the filter; check the statuses, dates and names that it asks for.";
        }
        if (counts.bad() > 0) {
            return counts.bad() + " of " + counts.total()
                    + " items failed or are unconfirmed; look at failureGroups, then use retry-failed.";
        }
        return tally.itemsStarted() == 0
                ? "Nothing was started: all " + counts.total() + " items were adopted or skipped."
                : "All items that were not skipped are done.";
    }

    private static String because(Command command) {
        return command.reason() == null ? "" : " (" + command.reason() + ")";
    }

    /// Which limits changed, by the names of the API, such as `startsPerSecond 20.0 -> none`.
    static String limits(Limits before, Limits after) {
        return Stream.of(
                        change("startsPerSecond", before.startsPerSecond(), after.startsPerSecond()),
                        change("maxConcurrency", before.maxConcurrency(), after.maxConcurrency()),
                        change(
                                "toleratedFailurePercentage",
                                before.toleratedFailurePercentage(),
                                after.toleratedFailurePercentage()),
                        change(
                                "minimumItemsForThreshold",
                                before.minimumItemsForThreshold(),
                                after.minimumItemsForThreshold()))
                .filter(change -> !change.isEmpty())
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "), changes -> changes.isEmpty() ? "no limit changed" : changes));
    }

    private static String change(String name, @Nullable Number before, @Nullable Number after) {
        return Objects.equals(before, after) ? "" : name + " " + orNone(before) + " -> " + orNone(after);
    }

    private static Object orNone(@Nullable Number limit) {
        return limit == null ? "none" : limit;
    }
}

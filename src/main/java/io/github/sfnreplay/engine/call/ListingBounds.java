package io.github.sfnreplay.engine.call;

import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.stepfunctions.Execution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lower bounds of a filter: tells where the rest of a listing need not be read.
public record ListingBounds(
        @Nullable Instant started, @Nullable Instant stopped) {

    /// Listings are eventually consistent; five minutes are far more than was ever seen.
    private static final Duration EVENTUALLY = Duration.ofMinutes(5);

    public static ListingBounds of(Selection filter) {
        return new ListingBounds(earlier(filter.startedAfter()), earlier(filter.stoppedAfter()));
    }

    /// Whether nothing from this page on can match. What stopped before the bound on start dates started even earlier,
    /// whatever the order; the bound on stop dates tells only where the listing goes by stop date.
    public boolean areAllBefore(List<Execution> page, ExecutionListing.Order order) {
        var latest = started == null || (stopped != null && stopped.isAfter(started)) ? stopped : started;
        if (latest == null || !order.isAllBefore(latest, page)) {
            return false;
        }
        return !order.mayBeByStart() || (started != null && isAllBefore(started, page));
    }

    private static boolean isAllBefore(Instant bound, List<Execution> page) {
        return page.stream().allMatch(execution -> execution.sortKey().isBefore(bound));
    }

    private static @Nullable Instant earlier(@Nullable Instant bound) {
        return bound == null ? null : bound.minus(EVENTUALLY);
    }
}

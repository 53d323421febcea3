package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Lists a machine to find replays, no further back than the oldest source began.
final class ReplaySurvey {

    /// A page that finds 20 replays saves 20 reads, which take as long as a page does.
    private static final int FINDS_PER_PAGE = 20;

    /// Of an earlier run of the same request, replays are among the newest executions: what the first pages do not show
    /// is not looked for.
    private static final int PAGES_ON_TRUST = 5;

    /// 200,000 executions: 40 to 200 seconds at AWS's quotas, which is what not to run anything twice is worth.
    private static final int MAX_PAGES = 200;

    private static final Set<ExecutionStatus> EFFECTIVE =
            EnumSet.of(ExecutionStatus.RUNNING, ExecutionStatus.SUCCEEDED);

    private final ExecutionListing listing;
    private final Instant earliest;

    ReplaySurvey(ExecutionListing listing, Instant earliest) {
        this.listing = listing;
        this.earliest = earliest;
    }

    /// Lists all that runs or has succeeded.
    ///
    /// @param covered statuses that need not be listed again
    /// @return false if there was too much to list it all
    boolean listEffective(ReplayIndex index, Set<ExecutionStatus> covered) throws InterruptedException {
        var walk = new Walk(index, pages -> pages < MAX_PAGES);
        for (var status : without(EFFECTIVE, covered)) {
            walk.list(status);
        }
        return walk.complete;
    }

    /// Lists as long as what is found saves more than the listing costs.
    ///
    /// @param items how many there are to be found
    void listWhatPays(ReplayIndex index, Set<ExecutionStatus> covered, int items) throws InterruptedException {
        var most = Math.ceilDiv(items, FINDS_PER_PAGE);
        var walk = new Walk(index, pages -> pages < most);
        walk.mustPay = true;
        var statuses = without(EnumSet.complementOf(EnumSet.of(ExecutionStatus.PENDING_REDRIVE)), covered);
        // where hardly more than a page of each may be listed, a page of all of them tells more
        var each = covered.isEmpty() || most <= statuses.size()
                ? Collections.<@Nullable ExecutionStatus>singletonList(null)
                : statuses;
        for (var status : each) {
            walk.list(status);
        }
    }

    private static List<ExecutionStatus> without(Set<ExecutionStatus> statuses, Set<ExecutionStatus> covered) {
        return Arrays.stream(ExecutionStatus.values())
                .filter(status -> statuses.contains(status) && !covered.contains(status))
                .toList();
    }

    /// One survey of one machine.
    private final class Walk {

        private final ReplayIndex index;
        private final IntPredicate more;
        private boolean mustPay;
        private boolean complete = true;
        private int pages;
        private int finds;

        Walk(ReplayIndex index, IntPredicate more) {
            this.index = index;
            this.more = more;
        }

        void list(@Nullable ExecutionStatus status) throws InterruptedException {
            if (!mayGoOn()) {
                complete = false;
                return;
            }
            var order = new ExecutionListing.Order();
            listing.forEachPage(index.machine(), status, page -> {
                pages++;
                page.forEach(this::take);
                if (order.isAllBefore(earliest, page)) {
                    return true;
                }
                complete &= mayGoOn();
                return !mayGoOn();
            });
        }

        private void take(Execution execution) {
            finds += index.add(execution) ? 1 : 0;
        }

        private boolean mayGoOn() {
            return more.test(pages) && (!mustPay || pages < PAGES_ON_TRUST + finds / FINDS_PER_PAGE);
        }
    }
}

package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Learns from listings which replays exist already, so that they need neither a read nor a start. To know all is not
/// necessary: what is missed here is found by the start, whose name is refused.
public final class ExistingReplays {

    private static final int ITEMS_PER_PAGE = 20;

    private final ActiveReplay job;
    private final ExecutionListing listing;
    private final boolean usable;
    private Map<String, Execution> byName = Map.of();
    private boolean asked;

    public ExistingReplays(ActiveReplay job, ExecutionListing listing, ReplayExpressions formulas) {
        this.job = job;
        this.listing = listing;
        this.usable = job.spec().mode() != Mode.REDRIVE && !formulas.transforms();
    }

    /// Lists the target, at most one page per twenty items, no further back than the items' own dates.
    ///
    /// @param seen replays that were listed before
    /// @param listed of which statuses all of the source's machine were listed; none if only some were
    public void learn(Map<String, Execution> seen, Set<ExecutionStatus> listed, int items) throws InterruptedException {
        asked = true;
        if (!usable || items == 0) {
            return;
        }
        var found = new HashMap<>(seen);
        var pages = Math.ceilDiv(items, ITEMS_PER_PAGE);
        var earliest = earliestSource();
        for (var status : toList(listed, pages)) {
            pages -= learn(found, status, pages, earliest);
        }
        byName = found;
    }

    private int learn(Map<String, Execution> found, @Nullable ExecutionStatus status, int atMost, Instant earliest)
            throws InterruptedException {
        if (atMost <= 0) {
            return 0;
        }
        var order = new ExecutionListing.Order();
        var pages = new AtomicInteger();
        return listing.forEachPage(job.spec().target().unqualified(), status, page -> {
            page.stream()
                    .filter(execution -> Selection.isReplayName(execution.name()))
                    .forEach(execution -> found.put(execution.name(), execution));
            return order.isAllBefore(earliest, page) || pages.incrementAndGet() >= atMost;
        });
    }

    /// What was listed already need not be listed again; where there is little, to list all is the shortest way.
    private List<@Nullable ExecutionStatus> toList(Set<ExecutionStatus> listed, int pages) {
        var others = EnumSet.complementOf(EnumSet.of(ExecutionStatus.PENDING_REDRIVE)); // which only map runs list
        others.removeAll(listed);
        var target = job.spec().target().unqualified();
        return listed.isEmpty()
                        || pages <= others.size()
                        || !target.equals(job.spec().stateMachine())
                ? Collections.singletonList(null)
                : List.copyOf(others);
    }

    /// Whether nothing has been learned yet: the plan was made earlier, or elsewhere.
    public boolean isUnasked() {
        return !asked;
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }

    /// The execution that replays the item, if it is known to exist.
    public @Nullable Execution of(Item item) {
        return byName.isEmpty() ? null : byName.get(job.latest().replayOf(item).name());
    }

    /// How many of the planned items have been replayed before.
    int count() {
        var count = 0;
        if (!byName.isEmpty()) {
            for (var item : job.items().in(ItemState.PENDING)) {
                count += of(item) == null ? 0 : 1;
            }
        }
        return count;
    }

    private Instant earliestSource() {
        var earliest = Instant.MAX;
        for (var item : job.items().in(ItemState.PENDING)) {
            var date = item.source().startedAt();
            earliest = date != null && date.isBefore(earliest) ? date : earliest;
        }
        return earliest;
    }
}

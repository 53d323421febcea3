package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.StartAdmission;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.control.Workers;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.StateChange;
import io.github.sfnreplay.replay.StateReason;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes out of what an earlier owner has written down where it has left off, and finds out what it did not write.
///
/// A start is written down a little after its answer. Those that were not are among the newest executions of the
/// target;
/// what the listing does not show yet, the name lock does. A redrive is written down before it is asked for; whether it
/// was, the redrive count of the source tells.
final class Takeover {

    private static final Logger log = LoggerFactory.getLogger(Takeover.class);

    /// Starts are written down in their order, but for those that had to be tried again.
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    /// A page holds a thousand executions; this is a minute at the highest rate that AWS allows.
    private static final int MAX_PAGES = 60;

    private final ActiveReplay job;
    private final ExecutionListing listing;
    private final Descriptions descriptions;
    private final Launcher launcher;
    private final Workers workers;

    /// @param listing whose calls go on when the replay is paused or cancelled
    Takeover(
            ActiveReplay job, ExecutionListing listing, Descriptions descriptions, Launcher launcher, Workers workers) {
        this.job = job;
        this.listing = listing;
        this.descriptions = descriptions;
        this.launcher = launcher;
        this.workers = workers;
    }

    /// What has ended counts for the canary and the tolerated failures as it did for the earlier owner.
    StartAdmission.Past past() {
        var size = Objects.requireNonNullElse(job.spec().limits().canary(), 0);
        var resumed = lastResume();
        var counts = new Counts();
        for (var item : job.items().all()) {
            counts.add(item, resumed);
        }
        var isOver =
                counts.begun > size || job.latest().log().entries().stream().anyMatch(Takeover::endsCanary);
        return new StartAdmission.Past(counts.ended, counts.bad > 0, isOver, counts.finishedSince, counts.failedSince);
    }

    private static final class Counts {
        private int begun;
        private int ended;
        private int bad;
        private int finishedSince;
        private int failedSince;

        void add(Item item, @Nullable Instant resumed) {
            var isOpen = item.state() == ItemState.RUNNING;
            var hasEnded = isFollowedEnd(item);
            if (!item.run().adopted() && (isOpen || hasEnded)) {
                begun++;
                ended += hasEnded ? 1 : 0;
                bad += hasEnded && item.hasFailed() ? 1 : 0;
            }
            var counts = hasEnded ? !item.run().adopted() : item.state() == ItemState.FAILED;
            if (counts && (resumed == null || isAfter(item.run().stoppedAt(), resumed))) {
                finishedSince++;
                failedSince += item.hasFailed() ? 1 : 0;
            }
        }

        private static boolean isFollowedEnd(Item item) {
            return item.result().verdict() != null;
        }

        private static boolean isAfter(@Nullable Instant date, Instant bound) {
            return date != null && date.isAfter(bound);
        }
    }

    private @Nullable Instant lastResume() {
        return job.latest().log().entries().reversed().stream()
                .filter(entry -> entry.action().equals("resume"))
                .findFirst()
                .map(StateChange::at)
                .orElse(null);
    }

    /// Whoever resumes after that has seen how the canaries ended.
    private static boolean endsCanary(StateChange entry) {
        return entry.stateReason() == StateReason.CANARY_FAILED || entry.stateReason() == StateReason.CANARY_PASSED;
    }

    /// Finds out what was begun and not written down.
    void recover() throws InterruptedException {
        settleIntended();
        if (job.spec().mode().startsNew()) {
            findStarted();
        }
    }

    private void settleIntended() throws InterruptedException {
        var inDoubt = job.tenure().inDoubt();
        if (inDoubt.isEmpty()) {
            return;
        }
        for (var item : job.items().in(ItemState.PENDING)) {
            if (inDoubt.contains(item.index())) {
                workers.fork(() -> settle(item));
            }
        }
        workers.settle();
    }

    private void settle(Item item) throws InterruptedException {
        try {
            var details = descriptions.readWhileThereIsHope(job.latest().sourceOf(item));
            if (details == null) {
                job.save(item.unconfirmedRedrive(
                        "An instance that is gone was about to redrive this; whether it did cannot be read."));
            } else if (details.execution().redriveCount() > item.source().redriveCount()) {
                launcher.adoptRedriven(item.redriven(null));
            }
        } catch (StoppedException e) {
            log.debug("Item {} is left to another owner", item.index(), e);
        }
    }

    private void findStarted() throws InterruptedException {
        var found = new HashMap<String, Execution>();
        try {
            list(found);
        } catch (StepFunctionsException | StoppedException e) {
            log.debug("What was started cannot be listed; the names will tell", e);
        }
        if (found.isEmpty()) {
            return;
        }
        for (var item : job.items().in(ItemState.PENDING)) {
            var execution = found.remove(job.latest().replayOf(item).name());
            if (execution != null) {
                launcher.adopt(job.owners().found(item, execution.startedAt()), execution);
            }
            if (found.isEmpty()) {
                return;
            }
        }
    }

    private void list(Map<String, Execution> found) throws InterruptedException {
        var bound = newestStart().minus(OVERLAP);
        var order = new ExecutionListing.Order();
        var pages = new int[1];
        listing.forEachPage(job.spec().target().unqualified(), null, page -> {
            page.stream()
                    .filter(execution -> job.owners().mayHaveStarted(execution.startedAt()))
                    .forEach(execution -> found.put(execution.name(), execution));
            pages[0]++;
            return order.isAllBefore(bound, page) || pages[0] == MAX_PAGES;
        });
    }

    /// Of those that are written down; all dates are AWS's.
    private Instant newestStart() {
        var newest = Objects.requireNonNull(job.latest().times().startedAt());
        for (var item : job.items().all()) {
            var date = item.run().startedAt();
            newest = date != null && !item.run().adopted() && date.isAfter(newest) ? date : newest;
        }
        return newest;
    }
}

package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.log.ReplayLogs;
import io.github.sfnreplay.engine.read.ExecutionData;
import io.github.sfnreplay.executionlogs.ExecutionEvent;
import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Finds the ends of executions of an EXPRESS machine in its logs, by their names, which this replay has given.
final class LoggedEnds {

    /// A second in nanoseconds.
    private static final long SECOND = 1_000_000_000L;

    /// Ends are in the logs some seconds after they happened; a look costs a call or a few.
    private static final long BETWEEN_LOOKS = 2 * SECOND;

    /// AWS ends an EXPRESS execution after this time.
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /// What the dates of starts and of events may differ by.
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final ActiveReplay job;
    private final ReplayLogs logs;
    private final Follower.Ends ends;
    private final Ticker ticker;
    private final Map<ExecutionArn, FollowedExecution> tracked;
    private Instant seenUntil = Instant.EPOCH;

    /// @param tracked what is followed; those that have ended are taken out
    LoggedEnds(
            ActiveReplay job,
            ReplayLogs logs,
            Follower.Ends ends,
            Ticker ticker,
            Map<ExecutionArn, FollowedExecution> tracked) {
        this.job = job;
        this.logs = logs;
        this.ends = ends;
        this.ticker = ticker;
        this.tracked = tracked;
    }

    /// Looks once.
    ///
    /// @return after how many nanoseconds to look again
    long look() throws InterruptedException {
        var now = job.time();
        logs.scan(from(), null, EnumSet.allOf(ExecutionEvent.Type.class), this::seen);
        seenUntil = now;
        for (var each : List.copyOf(tracked.entrySet())) {
            giveUpIfLate(each.getKey(), each.getValue());
        }
        return BETWEEN_LOOKS;
    }

    /// What has been looked through before may have got late events since.
    private Instant from() {
        var begun = replayBegan();
        var again = seenUntil.minus(logs.ingestionDelay());
        return again.isBefore(begun) ? begun : again;
    }

    private Instant replayBegan() {
        return Objects.requireNonNullElse(
                        job.latest().times().startedAt(), job.time().minus(LONGEST))
                .minus(MARGIN);
    }

    private void seen(ExecutionEvent event) {
        var arn = ExecutionArn.parse(event.executionArn());
        var key = job.spec().target().execution(arn.givenName());
        var each = tracked.get(key);
        if (each == null || event.at().isBefore(earliest(each.item))) {
            return;
        }
        if (event.type() == ExecutionEvent.Type.STARTED) {
            started(key, each, event.at());
        } else if (tracked.remove(key, each)) {
            var startedAt = each.item.run().startedAt();
            var shown = new Execution(
                    key.name(),
                    event.type().status(),
                    startedAt == null ? event.at() : startedAt,
                    event.at(),
                    0,
                    null,
                    null);
            var end = new ExecutionEnd(event.data(), event.error(), event.cause());
            ends.ended(each, shown, ExecutionData.ofEnd(end));
        }
    }

    /// An execution of the same name may have been started by a replay before.
    private Instant earliest(Item item) {
        var startedAt = item.run().startedAt();
        return startedAt == null ? replayBegan() : startedAt.minus(MARGIN);
    }

    /// It is certain now that it was started.
    private void started(ExecutionArn key, FollowedExecution each, Instant at) {
        if (each.item.run().startedAt() != null) {
            return;
        }
        var item = each.item.seenStarted(at);
        job.save(item);
        tracked.put(key, new FollowedExecution(item, each.sourceEnd, each.permit, each.since));
    }

    private void giveUpIfLate(ExecutionArn key, FollowedExecution each) {
        var age = Duration.ofNanos(ticker.nanoTime() - each.since);
        var isSeen = each.item.run().startedAt() != null;
        var patience = isSeen ? LONGEST.plus(logs.ingestionDelay()) : logs.ingestionDelay();
        if (age.compareTo(patience) < 0 || !tracked.remove(key, each)) {
            return;
        }
        if (isSeen) {
            ends.unfollowed(each);
        } else {
            ends.neverSeen(each);
        }
    }
}

package io.github.sfnreplay.engine.plan;

import static io.github.sfnreplay.replay.Plan.Code.DEFINITION_CHANGED;
import static io.github.sfnreplay.replay.Plan.Code.HISTORY_EXPIRING;
import static io.github.sfnreplay.replay.Plan.Code.MATCHING_STILL_RUNNING;
import static io.github.sfnreplay.replay.Plan.Code.REDRIVE_HAS_NO_LOCK;
import static io.github.sfnreplay.replay.Plan.Code.REDRIVE_USES_ORIGINAL_DEFINITION;
import static io.github.sfnreplay.replay.Plan.Code.REDRIVE_WINDOW_CLOSING;
import static io.github.sfnreplay.replay.Plan.Code.REPLAYED_BEFORE;
import static io.github.sfnreplay.replay.Plan.Code.SOURCES_USED_ALIAS_OR_VERSION;
import static io.github.sfnreplay.replay.Plan.Code.TARGET_IS_ANOTHER_MACHINE;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Plan.Code;
import io.github.sfnreplay.replay.Plan.Warning;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.stepfunctions.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Says before the run how long it will take and what a person should know.
public final class Forecast {

    private static final Duration HISTORY_KEPT = Duration.ofDays(90);
    private static final Duration SOON = Duration.ofDays(1);

    private final ActiveReplay job;
    private final Pacer pacer;
    private final DefinitionChange revisions;
    private boolean qualified;

    public Forecast(ActiveReplay job, Pacer pacer, DefinitionChange revisions) {
        this.job = job;
        this.pacer = pacer;
        this.revisions = revisions;
    }

    /// Some source was started by a version or an alias.
    void sawQualified() {
        qualified = true;
    }

    /// How long it takes to read and to start so many, at the limits that hold.
    long seconds(int items) {
        var spec = job.spec();
        var limits = job.latest().effectiveLimits();
        var region = spec.stateMachine().region();
        var start = spec.mode() == Mode.REDRIVE ? Action.REDRIVE_EXECUTION : Action.START_EXECUTION;
        var startBurst = spec.limits().startsPerSecond() == null ? pacer.burst(region, start) : 1;
        var readBurst =
                pacer.burst(region, Action.DESCRIBE_EXECUTION) + pacer.burst(region, Action.GET_EXECUTION_HISTORY);
        var starting = (items - startBurst) / limits.startsPerSecond();
        var reading = spec.mode() == Mode.REDRIVE && spec.follow() != Follow.OUTPUT
                ? 0
                : (items - readBurst) / limits.readsPerSecond();
        return Math.max(0, (long) Math.ceil(Math.max(Math.max(starting, reading), running(items))));
    }

    List<Warning> warnings(int stillRunning, int replayedBefore) throws InterruptedException {
        var spec = job.spec();
        var warnings = new ArrayList<Warning>();
        if (spec.mode() != Mode.START_NEW) {
            add(
                    warnings,
                    REDRIVE_USES_ORIGINAL_DEFINITION,
                    "A redrive goes on with the definition and the input its execution started with; a fix in the"
                            + " definition is not picked up, and no inputTransform applied.");
            add(
                    warnings,
                    REDRIVE_HAS_NO_LOCK,
                    "Nothing keeps an execution from being redriven again: sending this request once more redrives"
                            + " what has failed again.");
            redriveWindow(warnings);
        }
        if (revisions.haveChangedSince(oldest())) {
            add(warnings, DEFINITION_CHANGED, "The definition of the machine has changed since the oldest source ran.");
        }
        if (qualified && spec.target().qualifier() == null && spec.mode() != Mode.REDRIVE) {
            add(
                    warnings,
                    SOURCES_USED_ALIAS_OR_VERSION,
                    "Some sources were started by a version or an alias; the target is the latest revision.");
        }
        if (!spec.target().unqualified().equals(spec.stateMachine().unqualified())) {
            add(
                    warnings,
                    TARGET_IS_ANOTHER_MACHINE,
                    "The replays run on " + spec.target().name() + ", not on the sources' own machine.");
        }
        if (stillRunning > 0) {
            add(
                    warnings,
                    MATCHING_STILL_RUNNING,
                    stillRunning + " executions would match but still run; they are not part of the plan.");
        }
        historyExpiring(warnings);
        if (replayedBefore > 0) {
            add(
                    warnings,
                    REPLAYED_BEFORE,
                    replayedBefore + " items have been replayed before with this attempt; they will be adopted, not"
                            + " started again.");
        }
        return warnings;
    }

    private @Nullable Item oldest() {
        Item oldest = null;
        var earliest = Instant.MAX;
        for (var item : job.items().in(ItemState.PENDING)) {
            var date = item.source().startedAt();
            if (date != null && date.isBefore(earliest)) {
                earliest = date;
                oldest = item;
            }
        }
        return oldest;
    }

    /// With a bound on concurrency, as long as the sources themselves took.
    private double running(int items) {
        var max = job.latest().effectiveLimits().maxConcurrency();
        if (max == null || items <= 0) {
            return 0;
        }
        var millis = 0L;
        var seen = 0;
        for (var item : job.items().in(ItemState.PENDING)) {
            var started = item.source().startedAt();
            var stopped = item.source().stoppedAt();
            if (started != null && stopped != null) {
                millis += Duration.between(started, stopped).toMillis();
                seen++;
            }
        }
        return seen == 0 ? 0 : millis / 1_000.0 / seen * Math.max(1, (double) items / max);
    }

    private void redriveWindow(List<Warning> warnings) {
        var now = job.time();
        var closing = countStoppedBefore(
                now.minus(Source.REDRIVE_WINDOW).plus(SOON), source -> source.whyNotRedrivable(now) == null);
        if (closing > 0) {
            add(warnings, REDRIVE_WINDOW_CLOSING, closing + " executions can be redriven for less than a day more.");
        }
    }

    private void historyExpiring(List<Warning> warnings) {
        var expiring = countStoppedBefore(job.time().minus(HISTORY_KEPT).plus(SOON), source -> true);
        if (expiring > 0) {
            add(warnings, HISTORY_EXPIRING, expiring + " executions can be read for less than a day more.");
        }
    }

    private int countStoppedBefore(Instant bound, Predicate<Source> counts) {
        var count = 0;
        for (var item : job.items().in(ItemState.PENDING)) {
            var stopped = item.source().stoppedAt();
            count += stopped != null && stopped.isBefore(bound) && counts.test(item.source()) ? 1 : 0;
        }
        return count;
    }

    private static void add(List<Warning> warnings, Code code, String detail) {
        warnings.add(new Warning(code, detail));
    }
}

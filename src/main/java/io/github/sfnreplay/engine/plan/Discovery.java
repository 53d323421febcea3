package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.engine.call.ListingBounds;
import io.github.sfnreplay.engine.read.PendingRead;
import io.github.sfnreplay.engine.read.SourceReader;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/// The first step: finds the executions that the listing alone says are selected, or reads those that are named.
public final class Discovery {

    /// 5,000 that still run are enough to be warned of.
    private static final int MAX_RUNNING_PAGES = 5;

    /// Far more than are read at once; a file may name a million, whose answers must not all wait in memory.
    private static final int MAX_AWAITED = 1_000;

    private final ExecutionListing listing;
    private final SourceReader reader;
    private final int maxItems;

    /// @param maxItems how many to keep; what matches beyond them is only counted
    public Discovery(ExecutionListing listing, SourceReader reader, int maxItems) {
        this.listing = listing;
        this.reader = reader;
        this.maxItems = maxItems;
    }

    Seen.Found discover(ReplaySpec spec, PlanningProgress progress) throws InterruptedException {
        if (spec.types().expressSource()) {
            return new LoggedDiscovery(Objects.requireNonNull(reader.logs()), maxItems).discover(spec, progress);
        }
        return spec.filter().namesExecutions() ? named(spec, progress) : listed(spec, progress);
    }

    private Seen.Found listed(ReplaySpec spec, PlanningProgress progress) throws InterruptedException {
        var seen = new Seen(spec.filter(), maxItems);
        var bounds = ListingBounds.of(spec.filter());
        for (var status : spec.filter().statuses().stream().sorted().toList()) {
            var order = new ExecutionListing.Order();
            listing.forEachPage(spec.stateMachine(), status, page -> {
                page.forEach(seen::add);
                progress.listed(page.size());
                return hasEnded(page) && bounds.areAllBefore(page, order);
            });
        }
        return seen.found(List.of(), stillRunning(spec));
    }

    private Seen.Found named(ReplaySpec spec, PlanningProgress progress) throws InterruptedException {
        var seen = new Seen(spec.filter(), maxItems);
        var missing = new ArrayList<String>();
        var descriptions = new ArrayDeque<Described>();
        for (var arn : spec.filter().executionArns()) {
            if (descriptions.size() == MAX_AWAITED) {
                take(descriptions.remove(), seen, missing, progress);
            }
            descriptions.add(new Described(arn, reader.describeLater(arn)));
        }
        while (!descriptions.isEmpty()) {
            take(descriptions.remove(), seen, missing, progress);
        }
        return seen.found(missing, 0);
    }

    /// A named execution that is being read.
    private record Described(ExecutionArn arn, CompletableFuture<Execution> answer) {}

    private static void take(Described described, Seen seen, List<String> missing, PlanningProgress progress)
            throws InterruptedException {
        try {
            seen.addNamed(PendingRead.join(described.answer()));
            progress.listed(1);
        } catch (StepFunctionsException e) {
            if (e.kind() != StepFunctionsException.Kind.EXECUTION_GONE) {
                throw e;
            }
            missing.add(described.arn().name());
        }
    }

    private int stillRunning(ReplaySpec spec) throws InterruptedException {
        var names = new HashSet<String>();
        var pages = new ArrayList<Integer>();
        listing.forEachPage(spec.stateMachine(), ExecutionStatus.RUNNING, page -> {
            page.stream()
                    .filter(spec.filter()::startedInBounds)
                    .map(Execution::name)
                    .filter(name -> !Selection.isReplayName(name))
                    .forEach(names::add);
            pages.add(page.size());
            return pages.size() >= MAX_RUNNING_PAGES;
        });
        return names.size();
    }

    private static boolean hasEnded(List<Execution> page) {
        return page.stream().noneMatch(execution -> execution.stoppedAt() == null);
    }
}

package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Order;
import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.PlanHash;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Makes the plan: discovers, examines what needs its input to be judged, orders, and writes down every item before
/// anything starts.
public final class Planner {

    private static final int BATCH = 1_000;

    private final ActiveReplay job;
    private final Discovery discovery;
    private final InputFilter examination;
    private final ExistingReplays knownReplays;
    private final Forecast forecast;

    public Planner(
            ActiveReplay job,
            Discovery discovery,
            InputFilter examination,
            ExistingReplays knownReplays,
            Forecast forecast) {
        this.job = job;
        this.discovery = discovery;
        this.examination = examination;
        this.knownReplays = knownReplays;
        this.forecast = forecast;
    }

    public Plan plan() throws InterruptedException {
        var found = discovery.discover(job.spec());
        if (found.executions().stream().anyMatch(Execution::qualified)) {
            forecast.sawQualified();
        }
        if (!examination.isNeeded()) {
            refuseTooMany(found.matched());
        }
        var summary = new Summary();
        var batch = new ArrayList<Item>();
        for (var item : examination.isNeeded() ? examined(found) : unexamined(found)) {
            batch.add(item.at(summary.matched));
            summary.add(item);
            if (batch.size() == BATCH) {
                job.add(List.copyOf(batch));
                batch.clear();
            }
        }
        job.add(batch);
        knownReplays.learn(found.replays(), listed(), summary.states.getOrDefault(ItemState.PENDING, 0));
        return summary.plan(found);
    }

    private Set<ExecutionStatus> listed() {
        var filter = job.spec().filter();
        return filter.namesExecutions() ? Set.of() : filter.statuses();
    }

    private Iterable<Item> unexamined(Discovery.Found found) {
        found.executions().sort(order());
        return () -> Stream.concat(
                        found.executions().stream().map(this::item),
                        found.missing().stream().map(this::missing))
                .iterator();
    }

    private List<Item> examined(Discovery.Found found) throws InterruptedException {
        found.executions().sort(order());
        var items = new ArrayList<Item>();
        for (var item : examination.examine(
                () -> found.executions().stream().map(this::item).iterator(), this::refuseTooMany)) {
            items.add(item);
        }
        found.missing().stream().map(this::missing).forEach(items::add);
        refuseTooMany(items.size());
        return items;
    }

    private Item item(Execution execution) {
        var item = Item.planned(0, Source.of(execution), job.spec().attempt());
        if (!execution.status().isClosed()) {
            return item.skipped(SkipReason.STILL_RUNNING, "It had not ended when the replay was planned.");
        }
        var why = item.source().whyNotRedrivable(job.time());
        return job.spec().mode() == Mode.REDRIVE && why != null ? item.skipped(SkipReason.NOT_REDRIVABLE, why) : item;
    }

    private Item missing(String name) {
        return Item.planned(0, Source.missing(name), job.spec().attempt())
                .skipped(SkipReason.NOT_FOUND, "No execution has this ARN, or its history has expired.");
    }

    private Comparator<Execution> order() {
        var byDate = Comparator.comparing(Execution::startedAt);
        return (job.spec().order() == Order.OLDEST_FIRST ? byDate : byDate.reversed()).thenComparing(Execution::name);
    }

    private void refuseTooMany(int matched) {
        var max = job.spec().limits().maxItems();
        if (matched > max) {
            throw new ReplayException(new Fault(
                    Fault.Kind.MAX_ITEMS_EXCEEDED,
                    matched + " executions match, and limits.maxItems allows " + max
                            + ". Nothing was started. Narrow the filter, or raise the limit.",
                    Map.of("matched", matched, "maxItems", max)));
        }
    }

    /// What is counted while the items are written down.
    private final class Summary {

        private final Map<ItemState, Integer> states = new EnumMap<>(ItemState.class);
        private final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);
        private int matched;

        void add(Item item) {
            matched++;
            states.merge(item.state(), 1, Integer::sum);
            var reason = item.result().skipReason();
            if (reason != null) {
                skipped.merge(reason, 1, Integer::sum);
            }
        }

        Plan plan(Discovery.Found found) throws InterruptedException {
            var eligible = states.getOrDefault(ItemState.PENDING, 0);
            var known = knownReplays.count();
            var warnings = forecast.warnings(found.stillRunning(), known);
            return new Plan(
                    PlanHash.of(job.items().all()),
                    new Plan.Found(found.listed(), found.excludedReplays(), 0, matched),
                    eligible,
                    skipped,
                    forecast.seconds(eligible - known),
                    warnings);
        }
    }
}

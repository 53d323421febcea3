package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.log.InputForecast;
import io.github.sfnreplay.engine.read.LaterSuccesses;
import io.github.sfnreplay.expression.json.ExpressionException;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Order;
import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.stepfunctions.AwsClock;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes the plan: discovers, examines what needs its input to be judged, orders, finds out what was replayed before,
/// and writes every item down, once, before anything starts.
final class Planner {

    /// What the store takes in one step: little enough that nobody else waits for it.
    private static final int BATCH = 1_000;

    private final ActiveReplay job;
    private final Discovery discovery;
    private final InputFilter filter;
    private final ExistingReplays existing;
    private final Outlook outlook;
    private final PlanningProgress progress = new PlanningProgress();

    /// What is said of a plan when its items are known.
    ///
    /// @param clock AWS's time, by which sources can be redriven or not
    record Outlook(
            DurationEstimate estimate,
            DefinitionChange definition,
            AwsClock clock,
            InputForecast inputs,
            LaterSuccesses successes) {}

    Planner(ActiveReplay job, Discovery discovery, InputFilter filter, ExistingReplays existing, Outlook outlook) {
        this.job = job;
        this.discovery = discovery;
        this.filter = filter;
        this.existing = existing;
        this.outlook = outlook;
    }

    PlanningProgress progress() {
        return progress;
    }

    Plan plan() throws InterruptedException {
        var found = discovery.discover(job.spec(), progress);
        refuseTooMany(found);
        found.executions().sort(order());
        learnSuccesses(found.executions());
        var items = filter.isNeeded() ? examined(found) : unexamined(found);
        existing.learn(new ExistingReplays.Listed(listed(found), found.replays()), items);
        var facts = write(items);
        var warnings = new PlanWarnings(
                        job, outlook.definition(), outlook.clock().isMissing())
                .of(facts, found, existing.isComplete());
        var inputs = outlook.inputs().of(found.executions(), facts.toStart());
        var logWarning = outlook.inputs().warning();
        if (logWarning != null) {
            warnings.add(logWarning);
        }
        var counts = found.counts();
        return new Plan(
                facts.hash(),
                new Plan.Found(counts.listed(), counts.excludedReplays(), counts.afterBound(), facts.items()),
                facts.pending(),
                facts.skipped(),
                outlook.estimate().seconds(facts.toStart(), facts.meanSeconds(), inputs),
                warnings,
                inputs);
    }

    private void learnSuccesses(List<Execution> executions) throws InterruptedException {
        var expressions = filter.expressions();
        var earliest = executions.stream().map(Execution::startedAt).min(Comparator.naturalOrder());
        if (!expressions.looksForSuccesses() || earliest.isEmpty()) {
            return;
        }
        var machine = job.spec().stateMachine();
        expressions.learnSuccesses(outlook.successes()
                .since(
                        machine,
                        earliest.get(),
                        !expressions.isSupersedingByName(),
                        (execution, input) -> expressions.supersedingKey(
                                machine.execution(execution.name()), Source.of(execution), input)));
    }

    private PlanFacts write(Iterable<Item> items) {
        var facts = new PlanFacts(outlook.clock().now());
        var batch = new ArrayList<Item>(BATCH);
        for (var item : items) {
            var settled = existing.settled(item).at(facts.items());
            batch.add(settled);
            facts.add(settled);
            if (settled.state() == ItemState.PENDING && !existing.isEmpty()) {
                addEarlierReplay(settled, facts);
            }
            if (batch.size() == BATCH) {
                job.add(List.copyOf(batch));
                batch.clear();
            }
        }
        job.add(batch);
        return facts;
    }

    private void addEarlierReplay(Item item, PlanFacts facts) {
        var same = existing.sameName(item);
        if (existing.of(item) != null || (same != null && !job.spec().mode().redrives())) {
            facts.addAdopted(same != null && !same.ranOn(job.spec().target().qualifier()));
        } else if (existing.effective(item) != null) {
            facts.addUnderOtherAttempt();
        }
    }

    /// The statuses whose listing need not be gone through again for replays.
    private Set<ExecutionStatus> listed(Seen.Found found) {
        var asked = job.spec().filter();
        return asked.namesExecutions() || !found.keptReplays() ? Set.of() : asked.statuses();
    }

    private Iterable<Item> unexamined(Seen.Found found) {
        return () -> Stream.concat(
                        found.executions().stream().map(this::item),
                        found.missing().stream().map(this::missing))
                .iterator();
    }

    private List<Item> examined(Seen.Found found) throws InterruptedException {
        var items = filter.examine(
                () -> found.executions().stream().map(this::item).iterator(), progress, this::refuseTooMany);
        found.missing().stream().map(this::missing).forEach(items::add);
        refuseTooMany(items.size());
        return items;
    }

    private Item item(Execution execution) {
        var item = Item.planned(0, Source.of(execution), job.spec().attempt());
        if (!execution.status().isClosed() && job.spec().types().expressSource()) {
            return item.skipped(
                    SkipReason.NO_OUTCOME_LOGGED, "No end of it is in the logs: it may run, or they are not complete.");
        }
        if (!execution.status().isClosed()) {
            return item.skipped(SkipReason.STILL_RUNNING, "It had not ended when the replay was planned.");
        }
        var superseded = supersededByName(item);
        if (superseded != null) {
            return superseded;
        }
        var why = item.source().whyNotRedrivable(outlook.clock().now());
        return job.spec().mode() == Mode.REDRIVE && why != null ? item.skipped(SkipReason.NOT_REDRIVABLE, why) : item;
    }

    private @Nullable Item supersededByName(Item item) {
        if (!filter.expressions().isSupersedingByName()) {
            return null;
        }
        try {
            return filter.expressions().isSuperseded(job.latest().sourceOf(item), item.source(), null)
                    ? InputFilter.superseded(item)
                    : null;
        } catch (ExpressionException e) {
            return item.skipped(SkipReason.EXPRESSION_FAILED, e.getMessage());
        }
    }

    private Item missing(String name) {
        return Item.planned(0, Source.missing(name), job.spec().attempt())
                .skipped(SkipReason.NOT_FOUND, "No execution has this ARN, or its history has expired.");
    }

    private Comparator<Execution> order() {
        var byDate = Comparator.comparing(Execution::startedAt);
        return (job.spec().order() == Order.OLDEST_FIRST ? byDate : byDate.reversed()).thenComparing(Execution::name);
    }

    private void refuseTooMany(Seen.Found found) {
        var matched = found.counts().matched();
        if (!filter.isNeeded()) {
            refuseTooMany(matched);
        } else if (matched > found.executions().size() + found.missing().size()) {
            throw refused(
                    matched,
                    found.executions().size(),
                    matched
                            + " executions would have to be read to be selected, more than sfn-replay.max-items. Nothing"
                            + " was started. Narrow the filter by status, dates or namePrefix.");
        }
    }

    private void refuseTooMany(int matched) {
        var max = job.spec().limits().maxItems();
        if (matched > max) {
            throw refused(
                    matched,
                    max,
                    matched + " executions match, and limits.maxItems allows " + max
                            + ". Nothing was started. Narrow the filter, or raise the limit.");
        }
    }

    private static ReplayException refused(int matched, int max, String detail) {
        return new ReplayException(
                new Fault(Fault.Kind.MAX_ITEMS_EXCEEDED, detail, Map.of("matched", matched, "maxItems", max)));
    }
}

package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is replayed again of a replay that has ended: its failed and unconfirmed items. What ran and failed gets the
/// next attempt; what never ran, or may have, keeps its attempt, since only its old name keeps it from running twice.
///
/// The request of the new replay names those executions. Where all have one attempt it is exact. Where they differ it
/// carries the lowest, which can start nothing twice, and `requests` gives one request for each attempt.
final class Retry {

    /// Read at a time.
    private static final int BATCH = 1_000;

    private final Replay parent;
    private final List<Item> items = new ArrayList<>();

    /// Collects what a retry of the parent runs.
    ///
    /// @throws ReplayException NOTHING_TO_RETRY, INVALID_STATE_TRANSITION
    Retry(Replay parent, ReplayStore store) {
        if (!parent.state().isFinal()) {
            throw parent.refused("retry-failed");
        }
        if (parent.tally().itemCounts().bad() == 0) {
            throw new ReplayException(new Fault(
                    Fault.Kind.NOTHING_TO_RETRY,
                    "No item of the replay failed or is unconfirmed. Nothing was started."));
        }
        this.parent = parent;
        forEach(parent.id(), store, item -> {
            if (item.state().isBad()) {
                items.add(again(item, items.size()));
            }
        });
    }

    List<Item> items() {
        return items;
    }

    /// What the new replay does.
    ///
    /// @param reason null for the parent's
    /// @param limits null for the parent's
    ReplaySpec spec(@Nullable String reason, @Nullable Limits limits, Instant now) {
        var spec = parent.spec();
        var attempt = items.stream().mapToInt(Item::attempt).min().orElse(spec.attempt());
        return new ReplaySpec(
                spec.stateMachine(),
                named(spec, items).frozenAt(now),
                new ReplaySpec.Planning(null, spec.includeReplayed(), spec.order(), false),
                spec.start().withAttempt(attempt),
                spec.follow(),
                limits == null ? spec.limits() : limits,
                reason == null ? spec.reason() : reason);
    }

    Plan plan() {
        return new Plan(PlanHash.of(items), Plan.Found.all(items.size()), items.size(), Map.of(), 0, List.of());
    }

    /// The requests that together do what the replay does, one for each attempt among its items.
    static List<ReplaySpec> requests(Replay replay, ReplayStore store) {
        var byAttempt = new TreeMap<Integer, List<Item>>();
        forEach(
                replay.id(),
                store,
                item -> byAttempt
                        .computeIfAbsent(item.attempt(), attempt -> new ArrayList<>())
                        .add(item));
        var spec = replay.spec();
        if (byAttempt.size() <= 1) {
            return List.of(spec);
        }
        return byAttempt.entrySet().stream()
                .map(group -> new ReplaySpec(
                        spec.stateMachine(),
                        named(spec, group.getValue()).frozenAt(replay.times().createdAt()),
                        spec.planning(),
                        spec.start().withAttempt(group.getKey()),
                        spec.follow(),
                        spec.limits(),
                        spec.reason()))
                .toList();
    }

    private static Selection named(ReplaySpec spec, List<Item> items) {
        var arns = items.stream()
                .map(item -> spec.stateMachine().execution(item.source().name()))
                .toList();
        return new Selection(Set.of(), arns, null, null, null, null, null, List.of(), null);
    }

    private static void forEach(String id, ReplayStore store, Consumer<Item> use) {
        for (var from = 0; ; from += BATCH) {
            var batch = store.items(id, ItemQuery.all(from, BATCH));
            batch.forEach(use);
            if (batch.size() < BATCH) {
                return;
            }
        }
    }

    private static Item again(Item item, int index) {
        if (!item.hasRun()) {
            return Item.planned(index, item.source(), item.attempt());
        }
        return item.run().redriven()
                ? Item.planned(index, redriven(item), item.attempt())
                : Item.planned(index, item.source(), item.attempt() + 1);
    }

    /// The source as it ended when it was redriven.
    private static Source redriven(Item item) {
        var source = item.source();
        return new Source(
                source.name(),
                ExecutionStatus.valueOf(item.state().name()),
                source.startedAt(),
                item.run().stoppedAt(),
                source.redriveCount() + 1);
    }
}

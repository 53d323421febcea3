package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the tests of the domain are made of.
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final StateMachineArn MACHINE =
            StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:Orders");
    static final EffectiveLimits LIMITS = new EffectiveLimits(10, 100, 15);

    private Samples() {}

    static ReplaySpec spec(boolean dryRun) {
        return spec(MACHINE, dryRun, RequestBounds.DEFAULT_MODE);
    }

    static ReplaySpec spec(StateMachineArn machine, boolean dryRun, Mode mode) {
        return new ReplaySpec(
                machine,
                new Selection(
                        Set.of(ExecutionStatus.FAILED),
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of("Lambda.*"),
                        "amount > 100"),
                new ReplaySpec.Planning("id", false, Order.OLDEST_FIRST, dryRun),
                new ReplaySpec.Start(mode, machine, null, 1),
                Follow.OUTCOME,
                Limits.NONE,
                "because");
    }

    static Replay pending(boolean dryRun) {
        return Replay.create(Origin.of("id"), spec(dryRun), LIMITS, NOW);
    }

    static Replay planned() {
        return pending(true).begin(NOW).planned(plan(3), NOW);
    }

    static Replay running() {
        return pending(false).begin(NOW).planned(plan(3), NOW);
    }

    static Plan plan(int items) {
        return new Plan("sha256:1", Plan.Found.all(items), items, Map.of(), 1, List.of());
    }

    /// A tally of a given number of items in each state, all of them started by the replay.
    static Tally tally(Map<ItemState, Integer> counts) {
        var itemCounts = new ItemCounts(counts, 0);
        return new Tally(itemCounts, Map.of(), itemCounts.total(), List.of());
    }

    static Item item(int index) {
        return Item.planned(index, source("source-" + index), 1);
    }

    static Source source(String name) {
        return new Source(name, ExecutionStatus.FAILED, NOW.minusSeconds(100), NOW.minusSeconds(90), 0);
    }

    static Item failed(Item item) {
        return item.started(NOW)
                .ended(
                        ExecutionStatus.FAILED,
                        NOW.plusSeconds(1),
                        Result.ended("E", "no", Verdict.STILL_FAILING, null, List.of()));
    }
}

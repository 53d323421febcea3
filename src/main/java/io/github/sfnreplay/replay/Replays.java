package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The service that callers use: creates replays and applies what they ask for.
public class Replays {

    private static final int BATCH = 1_000;

    private final ReplayStore store;
    private final ReplayEngine engine;
    private final Clock clock;
    private final int maxWaiting;

    /// @param maxWaiting how many replays may wait for a free place
    public Replays(ReplayStore store, ReplayEngine engine, Clock clock, int maxWaiting) {
        this.store = store;
        this.engine = engine;
        this.clock = clock;
        this.maxWaiting = maxWaiting;
    }

    /// The replay after a request, and whether that changed anything.
    public record Outcome(Replay replay, boolean changed) {}

    /// Accepts a replay, to be run in the background. The upper bound of its selection is fixed now.
    public Replay create(ReplaySpec asked) {
        return create(asked, Command.ANONYMOUS);
    }

    /// Accepts a replay, to be run in the background. The upper bound of its selection is fixed now.
    ///
    /// @param requestedBy who asks
    public Replay create(ReplaySpec asked, String requestedBy) {
        var now = clock.instant();
        var spec = asked.withFilter(asked.filter().frozenAt(now));
        refuseConflict(spec);
        var limits = engine.check(spec);
        return insert(Replay.create(new Origin(newId(), null, requestedBy), spec, limits, now), List.of());
    }

    /// Creates a replay of exactly the failed and unconfirmed items of another. What ran and failed gets the next
    /// attempt; what was never started keeps its name.
    ///
    /// @param limits null to keep the parent's
    public Replay retryFailed(String id, @Nullable Limits limits, Command command) {
        var parent = find(id);
        if (!parent.state().isFinal()) {
            throw parent.refused("retry-failed");
        }
        var now = clock.instant();
        var spec =
                parent.spec().toRunFor(command.reason() == null ? parent.spec().reason() : command.reason());
        if (limits != null) {
            spec = spec.withLimits(limits);
        }
        refuseConflict(spec);
        var items = itemsToRetry(parent);
        var origin = new Origin(newId(), id, command.by());
        var child = Replay.create(origin, spec, engine.check(spec), now);
        var plan = new Plan(PlanHash.of(items), Plan.Found.all(items.size()), items.size(), Map.of(), 0, List.of());
        return insert(child.withPlan(plan, now), items);
    }

    public Replay find(String id) {
        return store.find(id).orElseThrow(() -> notFound(id));
    }

    public List<Replay> list(ReplayQuery query) {
        return store.list(query);
    }

    public List<Item> items(String id, ItemQuery query) {
        return store.items(id, query);
    }

    /// Runs a plan, now or later.
    ///
    /// @throws ReplayException PLAN_CHANGED, REPLAY_CONFLICT, INVALID_STATE_TRANSITION
    public Outcome confirm(String id, Confirmation confirmation, Command command) {
        return apply(id, command, replay -> replay.confirm(confirmation, command, clock.instant()));
    }

    public Outcome pause(String id, Command command) {
        return apply(id, command, replay -> replay.pause(command, clock.instant()));
    }

    public Outcome resume(String id, Command command) {
        return apply(id, command, replay -> replay.resume(command, clock.instant()));
    }

    /// Starts nothing more.
    ///
    /// @param stopRunning whether to stop also what the replay started
    public Outcome cancel(String id, boolean stopRunning, Command command) {
        return apply(id, command, replay -> replay.cancel(stopRunning, command, clock.instant()));
    }

    /// Pauses every replay that runs or plans.
    ///
    /// @return the ids of those that were not paused already
    public List<String> pauseAll(Command command) {
        return store.list(ReplayQuery.in(Set.of(ReplayState.RUNNING, ReplayState.PLANNING), Integer.MAX_VALUE)).stream()
                .map(Replay::id)
                .filter(id -> pausedNow(id, command))
                .toList();
    }

    private boolean pausedNow(String id, Command command) {
        try {
            return pause(id, command).changed();
        } catch (ReplayException e) {
            return false; // it has ended meanwhile
        }
    }

    /// Changes limits, also while the replay runs.
    ///
    /// @param change of the limits that were asked for
    public Replay patch(String id, UnaryOperator<Limits> change, Command command) {
        return apply(id, command, replay -> {
                    var limits = change.apply(replay.spec().limits());
                    var effective = engine.effectiveLimits(replay.spec().withLimits(limits));
                    return replay.patch(limits, effective, command, clock.instant());
                })
                .replay();
    }

    /// Forgets a replay that has ended, or a plan.
    public void delete(String id, Command command) {
        var replay = find(id);
        command.require(replay);
        if (replay.state().isActive()) {
            throw replay.refused("delete");
        }
        store.delete(id);
    }

    private Outcome apply(String id, Command command, UnaryOperator<Replay> move) {
        var versionBefore = new AtomicLong();
        var after = store.update(id, replay -> {
            versionBefore.set(replay.version());
            command.require(replay);
            return move.apply(replay);
        });
        var changed = after.version() != versionBefore.get();
        if (changed) {
            engine.wake(id);
        }
        return new Outcome(changed ? find(id) : after, changed);
    }

    private Replay insert(Replay replay, List<Item> items) {
        insertIfFewWait(replay, items);
        var inserted = find(replay.id());
        engine.wake(replay.id());
        return inserted;
    }

    /// One at a time, or else many that come at once would each see the last free place.
    private synchronized void insertIfFewWait(Replay replay, List<Item> items) {
        var waiting = store.list(ReplayQuery.in(Set.of(ReplayState.PENDING), maxWaiting));
        if (waiting.size() >= maxWaiting) {
            throw new ReplayException(new Fault(
                    Fault.Kind.TOO_MANY_REPLAYS,
                    maxWaiting + " replays are waiting already. Try again when some of them have run."));
        }
        store.insert(replay, items);
    }

    private void refuseConflict(ReplaySpec spec) {
        if (!spec.dryRun()) {
            store.findActive(spec.stateMachine().unqualified()).ifPresent(active -> {
                throw conflict(active.id());
            });
        }
    }

    private List<Item> itemsToRetry(Replay parent) {
        var items = new ArrayList<Item>();
        for (var from = 0; ; from += BATCH) {
            var batch = store.items(parent.id(), ItemQuery.all(from, BATCH));
            batch.stream().filter(item -> item.state().isBad()).forEach(item -> items.add(again(item, items.size())));
            if (batch.size() < BATCH) {
                return items;
            }
        }
    }

    private static Item again(Item item, int index) {
        var ran = item.result().failureKind() == FailureKind.EXECUTION_FAILED;
        if (!ran) {
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

    /// The refusal of a second replay on the same machine.
    public static ReplayException conflict(String activeId) {
        return new ReplayException(new Fault(
                Fault.Kind.REPLAY_CONFLICT,
                "Replay " + activeId + " of this state machine has not ended. Wait for it, or cancel it.",
                Map.of("activeReplayId", activeId)));
    }

    /// The refusal of an id that is not, or no longer, known.
    public static ReplayException notFound(String id) {
        return new ReplayException(new Fault(
                Fault.Kind.REPLAY_NOT_FOUND,
                "There is no such replay, or it is no longer kept, as after a restart. GET /replays lists those there"
                        + " are; the log of the service has the request of each, to be sent again.",
                Map.of("replayId", id)));
    }

    /// A UUID of version 7 (RFC 9562): ids sort in the order in which they were made.
    private String newId() {
        var random = UUID.randomUUID();
        var high = (clock.millis() << 16) | 0x7000 | (random.getMostSignificantBits() & 0xFFF);
        return new UUID(high, random.getLeastSignificantBits()).toString();
    }
}

package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
        var now = clock.instant();
        var spec = asked.withFilter(asked.filter().frozenAt(now));
        refuseConflict(Replay.create("new", spec, new EffectiveLimits(0, null, 0), null, now));
        return insert(Replay.create(newId(), spec, engine.check(spec), null, now), List.of());
    }

    /// Creates a replay of exactly the failed and unconfirmed items of another. What ran and failed gets the next
    /// attempt; what was never started keeps its name.
    ///
    /// @param limits null to keep the parent's
    public Replay retryFailed(String id, @Nullable String reason, @Nullable Limits limits) {
        var parent = find(id);
        if (!parent.state().isFinal()) {
            throw parent.refused("retry-failed");
        }
        var now = clock.instant();
        var spec = parent.spec().toRunFor(reason == null ? parent.spec().reason() : reason);
        if (limits != null) {
            spec = spec.withLimits(limits);
        }
        var items = itemsToRetry(parent);
        var child = Replay.create(newId(), spec, engine.effectiveLimits(spec), id, now);
        refuseConflict(child);
        engine.check(spec);
        var plan = new Plan(hash(items), items.size(), 0, items.size(), items.size(), Map.of(), 0, List.of());
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

    public Outcome confirm(String id, @Nullable String planHash) {
        return apply(id, replay -> replay.confirm(planHash, clock.instant()));
    }

    public Outcome pause(String id, @Nullable String reason) {
        return apply(id, replay -> replay.pause(StateReason.USER_REQUESTED, reason, clock.instant()));
    }

    public Outcome resume(String id, @Nullable String reason) {
        return apply(id, replay -> replay.resume(reason, clock.instant()));
    }

    public Outcome cancel(String id, boolean stopRunning, @Nullable String reason) {
        return apply(id, replay -> replay.cancel(stopRunning, reason, clock.instant()));
    }

    /// Changes limits, also while the replay runs.
    ///
    /// @param change of the limits that were asked for
    public Replay patch(String id, UnaryOperator<Limits> change) {
        return apply(id, replay -> {
                    var limits = change.apply(replay.spec().limits());
                    var effective = engine.effectiveLimits(replay.spec().withLimits(limits));
                    return replay.patch(limits, effective, clock.instant());
                })
                .replay();
    }

    public void delete(String id) {
        var replay = find(id);
        if (replay.state().isActive()) {
            throw replay.refused("delete");
        }
        store.delete(id);
    }

    /// A hash of what will be started, in its order.
    public static String hash(Iterable<Item> items) {
        var digest = new StringBuilder();
        var running = "";
        for (var item : items) {
            digest.append(item.source().name())
                    .append('\n')
                    .append(item.attempt())
                    .append(item.state())
                    .append('\n');
            if (digest.length() > 100_000) {
                running = HexFormat.of().formatHex(ReplayName.sha256(running + digest));
                digest.setLength(0);
            }
        }
        return "sha256:" + HexFormat.of().formatHex(ReplayName.sha256(running + digest));
    }

    private Outcome apply(String id, UnaryOperator<Replay> move) {
        var versionBefore = new AtomicLong();
        var after = store.update(id, replay -> {
            versionBefore.set(replay.version());
            return move.apply(replay);
        });
        var changed = after.version() != versionBefore.get();
        if (changed) {
            engine.wake(id);
        }
        return new Outcome(changed ? find(id) : after, changed);
    }

    private Replay insert(Replay replay, List<Item> items) {
        insertIfFewWait(replay);
        try {
            for (var from = 0; from < items.size(); from += BATCH) {
                store.addItems(replay.id(), items.subList(from, Math.min(items.size(), from + BATCH)));
            }
        } catch (ReplayException e) {
            store.delete(replay.id());
            throw e;
        }
        var inserted = find(replay.id());
        engine.wake(replay.id());
        return inserted;
    }

    /// One at a time, or else many that come at once would each see the last free place.
    private synchronized void insertIfFewWait(Replay replay) {
        var waiting = store.list(new ReplayQuery(ReplayState.PENDING, null, null, maxWaiting));
        if (waiting.size() >= maxWaiting) {
            throw new ReplayException(new Fault(
                    Fault.Kind.TOO_MANY_REPLAYS,
                    maxWaiting + " replays are waiting already. Try again when some of them have run."));
        }
        store.insert(replay);
    }

    private void refuseConflict(Replay replay) {
        store.findActive(replay).ifPresent(active -> {
            throw conflict(active.id());
        });
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
                "There is no such replay, or it is no longer kept. GET /replays lists those there are.",
                Map.of("replayId", id)));
    }

    /// A UUID of version 7 (RFC 9562): ids sort in the order in which they were made.
    private String newId() {
        var random = UUID.randomUUID();
        var high = (clock.millis() << 16) | 0x7000 | (random.getMostSignificantBits() & 0xFFF);
        return new UUID(high, random.getLeastSignificantBits()).toString();
    }
}

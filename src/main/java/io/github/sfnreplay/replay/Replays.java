package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.AllowedStateMachines;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The service that callers use: creates replays and applies what they ask for.
public class Replays {

    private final ReplayStore store;
    private final ReplayEngine engine;
    private final Clock clock;
    private final int maxWaiting;
    private final AllowedStateMachines allowed;
    private final SecondPerson secondPerson;

    /// @param maxWaiting how many replays may wait for a free place
    /// @param allowed machines that may be source or target
    /// @param secondPerson how many items one person may start alone
    public Replays(
            ReplayStore store,
            ReplayEngine engine,
            Clock clock,
            int maxWaiting,
            AllowedStateMachines allowed,
            SecondPerson secondPerson) {
        this.store = store;
        this.engine = engine;
        this.clock = clock;
        this.maxWaiting = maxWaiting;
        this.allowed = allowed;
        this.secondPerson = secondPerson;
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
        requireAllowed(asked);
        refuseConflict(asked);
        var checked = engine.check(asked);
        var resolved = engine.resolve(asked);
        var limits = resolved.equals(asked) ? checked : engine.effectiveLimits(resolved);
        var spec = resolved.withFilter(asked.filter().frozenAt(engine.awsTime(now)));
        return insert(Replay.create(new Origin(newId(), null, requestedBy), spec, limits, now), List.of());
    }

    /// Creates a replay of exactly the failed and unconfirmed items of another. What ran and failed gets the next
    /// attempt; what never ran, or may have, keeps its name.
    ///
    /// @param limits null to keep the parent's
    /// @throws ReplayException NOTHING_TO_RETRY, INVALID_STATE_TRANSITION, REPLAY_CONFLICT, MAX_ITEMS_EXCEEDED
    public Replay retryFailed(String id, @Nullable Limits limits, Command command) {
        var now = clock.instant();
        var parent = find(id);
        requireAllowed(parent.spec());
        var retry = new Retry(parent, store);
        var spec = retry.spec(command.reason(), limits, now);
        refuseConflict(spec);
        var effective = engine.check(spec);
        var child = Replay.create(new Origin(newId(), id, command.by()), spec, effective, now);
        return insert(child.withPlan(retry.plan(), secondPerson, now), retry.items());
    }

    /// The requests that, sent to a service that knows nothing of the replay, go on with it: one, or one for each
    /// attempt among the items of a retry.
    public List<ReplaySpec> requests(Replay replay) {
        return replay.parentReplayId() == null ? List.of(replay.spec()) : Retry.requests(replay, store);
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

    /// Runs a plan, now or later; a later start holds the state machine from now on.
    ///
    /// @throws ReplayException PLAN_CHANGED, REPLAY_CONFLICT, TOO_MANY_REPLAYS, INVALID_STATE_TRANSITION
    /// @throws IllegalArgumentException if it is to start too far ahead
    public synchronized Outcome confirm(String id, Confirmation confirmation, Command command) {
        var now = clock.instant();
        if (confirmation.isTooFarAhead(now)) {
            throw new IllegalArgumentException(
                    "notBefore may be at most " + RequestBounds.MAX_DAYS_AHEAD + " days ahead");
        }
        var replay = find(id);
        requireAllowed(replay.spec());
        if (replay.state() == ReplayState.PLANNED
                && replay.confirm(confirmation, command, now).version() != replay.version()) {
            refuseIfManyWait();
        }
        return apply(id, command, latest -> latest.confirm(confirmation, command, now));
    }

    public Outcome pause(String id, Command command) {
        return apply(id, command, replay -> replay.pause(command, clock.instant()));
    }

    /// Goes on with a paused replay, at once if there is a place.
    public Outcome resume(String id, Command command) {
        requireAllowed(find(id).spec());
        var hasPlace = engine.reservePlace(id);
        try {
            return apply(id, command, replay -> replay.resume(hasPlace, command, clock.instant()));
        } finally {
            engine.wake(id);
        }
    }

    /// Starts nothing more.
    ///
    /// @param stopRunning whether to stop also what the replay started
    public Outcome cancel(String id, boolean stopRunning, Command command) {
        return apply(id, command, replay -> replay.cancel(stopRunning, command, clock.instant()));
    }

    /// Pauses every replay that runs or plans, and first those that wait, so that none takes a place that is freed.
    ///
    /// @return the ids of those that were not paused already
    public List<String> pauseAll(Command command) {
        return Stream.of(ReplayState.PENDING, ReplayState.PLANNING, ReplayState.RUNNING)
                .flatMap(state -> store.list(ReplayQuery.in(Set.of(state), Integer.MAX_VALUE)).stream())
                .map(Replay::id)
                .filter(id -> isPausedNow(id, command))
                .toList();
    }

    private boolean isPausedNow(String id, Command command) {
        try {
            return apply(id, command, replay -> replay.hold(command, clock.instant()))
                    .changed();
        } catch (ReplayException e) {
            return false; // it has been deleted meanwhile
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
        command.require(replay.version());
        if (replay.state().isActive()) {
            throw replay.refused("delete");
        }
        store.delete(id);
        AuditLog.deleted(id, command);
    }

    private Outcome apply(String id, Command command, UnaryOperator<Replay> move) {
        var versionBefore = new AtomicLong();
        var after = store.update(id, replay -> {
            versionBefore.set(replay.version());
            command.require(replay.version());
            return move.apply(replay);
        });
        var changed = after.version() != versionBefore.get();
        if (changed) {
            AuditLog.changed(after);
            engine.wake(id);
        }
        return new Outcome(changed ? find(id) : after, changed);
    }

    private Replay insert(Replay replay, List<Item> items) {
        insertIfFewWait(replay, items);
        var inserted = find(replay.id());
        AuditLog.created(inserted);
        engine.wake(replay.id());
        return inserted;
    }

    /// One at a time, or else many that come at once would each see the last free place.
    private synchronized void insertIfFewWait(Replay replay, List<Item> items) {
        refuseIfManyWait();
        store.insert(replay, items);
    }

    private void refuseIfManyWait() {
        var waiting = store.list(ReplayQuery.in(Set.of(ReplayState.PENDING), maxWaiting));
        if (waiting.size() >= maxWaiting) {
            throw new ReplayException(new Fault(
                    Fault.Kind.TOO_MANY_REPLAYS,
                    maxWaiting + " replays are waiting already. Try again when some of them have run."));
        }
    }

    private void requireAllowed(ReplaySpec spec) {
        Stream.of(spec.stateMachine(), spec.target())
                .filter(machine -> !allowed.allows(machine))
                .findFirst()
                .ifPresent(machine -> {
                    throw ReplayException.notAllowed(machine);
                });
    }

    private void refuseConflict(ReplaySpec spec) {
        if (!spec.dryRun()) {
            store.findActive(spec.stateMachine().unqualified()).ifPresent(active -> {
                throw conflict(active.id());
            });
        }
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

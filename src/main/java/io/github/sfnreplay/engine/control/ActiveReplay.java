package io.github.sfnreplay.engine.control;

import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.LeaseLostException;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayQuery;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.replay.StateReason;
import io.github.sfnreplay.replay.StoreUnavailableException;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The replay that a runner works on: its latest version, and the one place from which the engine writes to it.
public final class ActiveReplay {

    private static final Logger log = LoggerFactory.getLogger(ActiveReplay.class);

    private final String id;
    private final Tenure tenure;
    private final ReplayStore store;
    private final Clock clock;
    private final Gate gate;
    private final Runnable onPause;
    private final Owners owners = new Owners();
    private volatile Replay latest;
    private BiConsumer<Replay, Replay> onChange = (before, after) -> {};
    private Runnable onLost = () -> {};
    private volatile @Nullable Fault endingFault;
    private volatile boolean held;
    private boolean cutOff;

    /// @param tenure how long this instance may run it
    /// @param onPause told when the replay has paused by itself; must not wait for anything
    public ActiveReplay(Replay replay, Tenure tenure, Clock clock, Gate gate, Runnable onPause) {
        this.id = replay.id();
        this.tenure = tenure;
        this.store = tenure.store();
        this.clock = clock;
        this.gate = gate;
        this.onPause = onPause;
        this.latest = replay;
        tenure.whenLost(this::lost);
    }

    /// The replay as it was when it last changed its state or limits; its counts may be older than its items.
    public Replay latest() {
        return latest;
    }

    public ReplaySpec spec() {
        return latest.spec();
    }

    public ReplayState state() {
        return latest.state();
    }

    /// Whose the executions are that its items' names lead to.
    public Owners owners() {
        return owners;
    }

    /// How long this instance may run it.
    public Tenure tenure() {
        return tenure;
    }

    /// What lets the starts of this replay begin, and what leads to them.
    public Gate gate() {
        return gate;
    }

    /// The replay with the counts of this moment.
    public Replay now() {
        return store.find(id).orElseThrow(StoppedException::new);
    }

    /// Tells of every version that the engine gets to see, and of the one before.
    public synchronized void onChange(BiConsumer<Replay, Replay> listener) {
        onChange = listener;
    }

    public Instant time() {
        return clock.instant();
    }

    public boolean isCancelling() {
        return latest.state() == ReplayState.CANCELLING || latest.state().isFinal();
    }

    /// Tells when this instance does not run the replay any more.
    ///
    /// @param listener told once when the lease is lost; must not wait for anything
    public synchronized void whenLost(Runnable listener) {
        onLost = listener;
    }

    /// Reads what a caller has changed, and moves the gate accordingly. While the store does not answer, nothing is
    /// read; it has to be called again then.
    public void refresh() {
        try {
            tenure.impatientStore().find(id).ifPresentOrElse(this::seen, () -> gate.set(Gate.Position.SHUT));
        } catch (StoreUnavailableException e) {
            log.debug("Replay {} cannot be read", id, e);
        } catch (LeaseLostException e) {
            tenure.lost();
        }
    }

    /// Nothing more begins in this process, whatever the replay's state says.
    public synchronized void hold() {
        held = true;
        moveGate();
    }

    public boolean isHeld() {
        return held;
    }

    /// Nothing more begins until the store answers again.
    public synchronized void cutOff(boolean isCutOff) {
        cutOff = isCutOff;
        moveGate();
    }

    /// Applies a move, and waits as long as the store does not answer.
    public Replay update(UnaryOperator<Replay> move) {
        var after = store.update(id, move);
        seen(after);
        return after;
    }

    /// Pauses the replay if it runs.
    public void pause(StateReason why, String detail) {
        var ignored = pauseIfRunning(why, detail);
    }

    /// Pauses the replay if it runs.
    ///
    /// @return whether it did
    public boolean pauseIfRunning(StateReason why, String detail) {
        var paused = new AtomicBoolean();
        update(replay -> switch (replay.state()) {
            case RUNNING, PLANNING -> {
                paused.set(true);
                yield replay.pause(why, detail, clock.instant());
            }
            default -> replay;
        });
        if (paused.get()) {
            log.warn("Replay {} is paused: {}. {}", id, why, detail);
            onPause.run();
        }
        return paused.get();
    }

    /// Nothing more begins; once the calls in flight are back and written down, the replay fails with that fault.
    public synchronized void endWith(Fault fault) {
        if (endingFault == null) {
            endingFault = fault;
            moveGate();
        }
    }

    public boolean isEndingWithFault() {
        return endingFault != null;
    }

    /// Nothing is left to be done, unless a caller wants more.
    ///
    /// @param wantsMore asked in the same step that ends the replay
    /// @return whether it has ended
    public boolean finishUnless(Predicate<Replay> wantsMore) {
        var fault = endingFault;
        if (fault != null) {
            fail(fault);
            return true;
        }
        return update(replay ->
                        replay.state().isFinal() || wantsMore.test(replay) ? replay : replay.finish(clock.instant()))
                .state()
                .isFinal();
    }

    public void fail(Fault fault) {
        log.warn("Replay {} failed: {}", id, fault.detail());
        update(replay -> replay.fail(fault, clock.instant()));
    }

    public void save(Item item) {
        store.saveItems(id, List.of(item), clock.instant());
    }

    public void save(Collection<Item> items) {
        store.saveItems(id, items, clock.instant());
    }

    public void add(List<Item> items) {
        store.addItems(id, items);
    }

    public Items items() {
        return new Items(store, id);
    }

    /// The other replays of the same machine that are kept, newest first.
    public List<Replay> others() {
        var machine = spec().stateMachine().unqualified();
        return store.list(new ReplayQuery(Set.of(), machine, null, Integer.MAX_VALUE)).stream()
                .filter(replay -> !replay.id().equals(id))
                .toList();
    }

    /// The items of another replay.
    public Items itemsOf(Replay other) {
        return new Items(store, other.id());
    }

    /// Threads that write at once may come here in any order; what is older than what was seen is old news.
    private synchronized void seen(Replay replay) {
        var before = latest;
        if (replay.version() < before.version()) {
            return;
        }
        latest = replay;
        onChange.accept(before, replay);
        moveGate();
    }

    private void lost() {
        log.warn("Replay {} is no longer run here: its lease is lost", id);
        Runnable then;
        synchronized (this) {
            moveGate();
            then = onLost;
        }
        then.run();
    }

    private void moveGate() {
        gate.set(position());
    }

    private Gate.Position position() {
        if (endingFault != null || tenure.isLost()) {
            return Gate.Position.SHUT;
        }
        if (held) {
            return Gate.Position.HELD;
        }
        var ofState = positionIn(latest.state());
        return cutOff && ofState == Gate.Position.OPEN ? Gate.Position.HELD : ofState;
    }

    /// What a fault that no other attempt can heal means for the replay.
    public static Fault fault(StepFunctionsException e) {
        var kind = switch (e.kind()) {
            case MACHINE_GONE -> Fault.Kind.STATE_MACHINE_NOT_FOUND;
            case TYPE_NOT_SUPPORTED -> Fault.Kind.STATE_MACHINE_TYPE_NOT_SUPPORTED;
            default -> Fault.Kind.UPSTREAM_ERROR;
        };
        return new Fault(kind, e.errorCode() + ": " + e.detail());
    }

    private static Gate.Position positionIn(ReplayState state) {
        return switch (state) {
            case PLANNING, RUNNING -> Gate.Position.OPEN;
            case PAUSED, PENDING -> Gate.Position.HELD;
            default -> Gate.Position.SHUT;
        };
    }
}

package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.replay.AuditLog;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplayOwnership;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.replay.StoreUnavailableException;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives each replay its place and its runner: those that callers create here, and those that other instances leave.
///
/// What a lost lease, or a store that does not answer, asks for is done without the lock, because whoever holds the
/// lock
/// may wait for the store.
final class Dispatcher implements ReplayOwnership.Listener {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final ReplayStore store;
    private final Clock clock;
    private final Shared shared;
    private final Employer employer;
    private final Executor threads;
    private final Places places;
    private final WaitingLine line = new WaitingLine();
    private final UpstreamHolds holds;
    private final WakeTimer timer;
    private volatile boolean running;
    private volatile boolean ending;
    private volatile boolean cutOff;

    Dispatcher(ReplayStore store, Clock clock, Shared shared, Employer employer, Executor threads) {
        this.store = store;
        this.clock = clock;
        this.shared = shared;
        this.employer = employer;
        this.threads = threads;
        this.places = new Places(shared.settings().maxRunning());
        this.holds = new UpstreamHolds(shared.ticker());
        this.timer = new WakeTimer(shared.ticker(), threads, this::needsTimer, this::fillPlaces);
    }

    /// @param isRunning whether replays may begin
    void setRunning(boolean isRunning) {
        running = isRunning;
    }

    /// Nothing more begins.
    void hold() {
        ending = true;
        places.runners().forEach(runner -> runner.job().hold());
    }

    boolean areCallsInFlight() {
        return places.runners().stream().anyMatch(runner -> runner.callsInFlight() > 0);
    }

    synchronized boolean reservePlace(String id) {
        return !ending && places.reserve(id);
    }

    /// The replay is new, or was changed by a caller.
    synchronized void wake(String id) {
        places.release(id);
        changed(id);
    }

    @Override
    public synchronized void changed(String id) {
        var runner = places.runner(id);
        if (runner != null) {
            runner.refresh();
        }
        look(id).ifPresentOrElse(replay -> line.note(replay, clock.instant()), () -> line.remove(id));
        fillPlaces();
    }

    /// What is paused, or being cancelled, needs no place: what runs of it is followed, and stopped.
    @Override
    public synchronized void ownerless(String id) {
        if (ending || places.isKnown(id)) {
            return;
        }
        look(id).filter(replay -> replay.state().isActive()).ifPresent(replay -> {
            if (replay.state() == ReplayState.PAUSED || replay.state() == ReplayState.CANCELLING) {
                places.claim(id, false);
                soon(() -> employ(id));
            } else {
                line.add(replay, clock.instant());
                fillPlaces();
            }
        });
    }

    @Override
    public void lost(String id) {
        var runner = places.runner(id);
        if (runner != null) {
            runner.job().tenure().lost();
        }
    }

    @Override
    public void unreachable() {
        log.warn("The store does not answer; all replays wait until it does");
        cutOff = true;
        places.runners().forEach(runner -> runner.job().cutOff(true));
    }

    @Override
    public void reachable() {
        log.info("The store answers again");
        cutOff = false;
        for (var runner : places.runners()) {
            runner.job().cutOff(false);
            runner.refresh();
        }
        soon(this::fillPlaces);
    }

    /// How many replays take a place.
    synchronized int running() {
        return places.taken();
    }

    /// How many replays wait for a place.
    synchronized int waiting() {
        return line.size();
    }

    /// AWS has just told a caller what the machine is: what paused before does not count any more.
    synchronized void answered(StateMachineArn machine) {
        notePauses();
        holds.answered(machine);
    }

    /// @param survives whether somebody will go on with it
    synchronized void sayWhatIsLeft(boolean survives) {
        Stream.concat(places.ids().stream(), line.all().stream())
                .distinct()
                .flatMap(id -> look(id).stream())
                .filter(replay -> replay.state().isActive())
                .forEach(replay -> Leftovers.say(replay, survives));
    }

    private Optional<Replay> look(String id) {
        try {
            return store.find(id);
        } catch (StoreUnavailableException e) {
            log.debug("Replay {} cannot be read", id, e);
            return Optional.empty();
        }
    }

    /// Without waiting for anything; at the end of the service there is nobody any more to take the place.
    private void soon(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("Nothing more is begun", e);
        }
    }

    private synchronized void fillPlaces() {
        if (!running || ending || cutOff) {
            return;
        }
        notePauses();
        lookForAnswers();
        for (var replay : line.due(clock.instant())) {
            var runner = places.runner(replay.id());
            if (places.isClaiming(replay.id())) {
                continue;
            }
            if (runner != null && runner.isSubmitted()) {
                goOn(replay.id(), runner);
            } else if (hasPlace()) {
                begin(replay, runner);
            }
        }
        timer.runIfNeeded();
    }

    /// Whoever has left a place because of AWS is noted before the place is given away.
    private boolean hasPlace() {
        var free = places.isFree();
        notePauses();
        return free;
    }

    private void notePauses() {
        places.runners().forEach(runner -> holds.note(runner.job().latest()));
    }

    /// A start that came back since shows that AWS answers again.
    private void lookForAnswers() {
        if (!holds.areNone()) {
            places.forEachTaken(id -> look(id).ifPresent(holds::noteStarts));
        }
    }

    private void begin(Replay replay, @Nullable Runner runner) {
        if (runner == null) {
            if (holds.mayBegin(replay.spec().stateMachine())) {
                line.remove(replay.id());
                places.claim(replay.id(), true);
                soon(() -> employ(replay.id()));
            }
        } else if (wasBegun(replay)) {
            goOn(replay.id(), runner);
        }
    }

    /// Or else it was planned and confirmed, and the runner that planned it is about to go.
    private static boolean wasBegun(Replay replay) {
        return replay.plan() == null || replay.times().startedAt() != null;
    }

    private void goOn(String id, Runner runner) {
        line.remove(id);
        places.claim(id, !runner.isSubmitted());
        soon(() -> {
            try {
                runner.job().update(employer::begun);
            } catch (ReplayException | StoppedException e) {
                log.debug("Replay {} does not go on here", id, e);
            } finally {
                settle(id);
            }
        });
    }

    private void employ(String id) {
        try {
            employer.employ(id, () -> soon(this::fillPlaces)).ifPresent(runner -> add(id, runner));
        } catch (StoreUnavailableException e) {
            log.debug("Replay {} cannot be taken", id, e);
        } finally {
            settle(id);
        }
    }

    private synchronized void settle(String id) {
        places.settle(id);
        fillPlaces();
    }

    private synchronized void add(String id, Runner runner) {
        line.remove(id);
        runner.whenSubmitted(() -> soon(this::fillPlaces));
        places.add(id, runner);
        if (ending) {
            runner.job().hold();
        }
        runner.job().cutOff(cutOff);
        soon(ReplayThreads.logging(id, () -> {
            try {
                runner.run();
            } finally {
                ended(id, runner);
            }
        }));
    }

    private synchronized boolean needsTimer() {
        return running && !ending && (line.hasScheduled() || (line.size() > 0 && !holds.areNone()));
    }

    private void ended(String id, Runner runner) {
        runner.job().tenure().end();
        synchronized (this) {
            places.remove(id);
            look(id).ifPresent(replay -> {
                line.note(replay, clock.instant());
                noteEnd(replay, runner);
            });
            fillPlaces();
        }
    }

    private void noteEnd(Replay replay, Runner runner) {
        if (replay.state().isFinal() && !runner.job().tenure().isLost()) {
            shared.meters().finished(replay.state().name());
            AuditLog.ended(replay);
        }
        holds.ended(replay);
    }
}

package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.Gate;
import io.github.sfnreplay.engine.control.ReplayThreads;
import io.github.sfnreplay.replay.AuditLog;
import io.github.sfnreplay.replay.EffectiveLimits;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayEngine;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.ReplayStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Gives each replay its place and its runner, and ends them in good order.
@Component
public final class Engine implements ReplayEngine, SmartLifecycle {

    /// Short beside the grace that calls in flight get, and cheap.
    private static final long TICK = 50_000_000L;

    private final ReplayStore store;
    private final Clock clock;
    private final Shared shared;
    private final RunnerFactory factory;
    private final MachineCheck check;
    private final AccountShare share;
    private final ExecutorService threads;
    private final Places places;
    private final WaitingLine line = new WaitingLine();
    private final UpstreamHolds holds;
    private final WakeTimer timer;
    private volatile boolean running;
    private volatile boolean ending;
    private long endsAt;

    Engine(ReplayStore store, Clock clock, Shared shared, RunnerFactory factory, MachineCheck check) {
        this.store = store;
        this.clock = clock;
        this.shared = shared;
        this.factory = factory;
        this.check = check;
        this.share = new AccountShare(shared.pacer());
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("replay-", 0).factory());
        this.places = new Places(shared.settings().maxRunning());
        this.holds = new UpstreamHolds(shared.ticker());
        this.timer = new WakeTimer(shared.ticker(), threads, this::needsTimer, this::fillPlaces);
    }

    @Override
    public EffectiveLimits check(ReplaySpec spec) {
        refuseWhenEnding();
        check.check(spec);
        answered(spec);
        return effectiveLimits(spec);
    }

    @Override
    public Instant awsTime(Instant local) {
        return shared.stepFunctions().clock().now();
    }

    @Override
    public EffectiveLimits effectiveLimits(ReplaySpec spec) {
        return share.limits(spec);
    }

    @Override
    public synchronized boolean reservePlace(String id) {
        return !ending && places.reserve(id);
    }

    @Override
    public synchronized void wake(String id) {
        places.release(id);
        var runner = places.runner(id);
        if (runner != null) {
            runner.refresh();
        }
        store.find(id).ifPresentOrElse(replay -> line.note(replay, clock.instant()), () -> line.remove(id));
        fillPlaces();
    }

    /// How many replays take a place.
    synchronized int running() {
        return places.taken();
    }

    /// How many replays wait for a place.
    synchronized int waiting() {
        return line.size();
    }

    @Override
    public void start() {
        running = true;
    }

    /// The service ends: nothing more begins from now on, although the web server still finishes its requests.
    @EventListener(ContextClosedEvent.class)
    synchronized void hold() {
        if (!ending) {
            ending = true;
            endsAt = shared.ticker().nanoTime()
                    + shared.settings().shutdownGrace().toNanos();
            places.runners().forEach(runner -> runner.job().hold());
        }
    }

    /// Lets calls in flight come back, and says what is left.
    @Override
    public void stop() {
        running = false;
        hold();
        var left = left();
        try {
            while (shared.ticker().nanoTime() < endsAt
                    && left.stream().anyMatch(runner -> runner.callsInFlight() > 0)) {
                shared.ticker().sleep(TICK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sayWhatIsLeft();
        threads.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// A pause of the application context leaves replays running.
    @Override
    public boolean isPauseable() {
        return false;
    }

    /// Up before the web server takes requests, down after it has answered the last one.
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
    }

    private synchronized List<Runner> left() {
        return places.runners();
    }

    private synchronized void sayWhatIsLeft() {
        Stream.concat(places.ids().stream(), line.all().stream())
                .distinct()
                .flatMap(id -> store.find(id).stream())
                .filter(replay -> replay.state().isActive())
                .forEach(Leftovers::say);
    }

    /// Without waiting for anything; at the end of the service there is nobody any more to take the place.
    private void freePlaceSoon() {
        try {
            threads.execute(this::fillPlaces);
        } catch (RejectedExecutionException e) {
            LoggerFactory.getLogger(Engine.class).debug("No place is given away any more", e);
        }
    }

    private synchronized void fillPlaces() {
        if (!running || ending) {
            return;
        }
        notePauses();
        lookForAnswers();
        for (var id : line.due(clock.instant())) {
            var runner = places.runner(id);
            try {
                if (runner != null && runner.isSubmitted()) {
                    resume(id, runner);
                } else if (hasPlace()) {
                    begin(id, runner);
                }
            } catch (ReplayException e) {
                line.remove(id); // deleted meanwhile
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

    /// AWS has just told a caller what the machine is: what paused before does not count any more.
    private synchronized void answered(ReplaySpec spec) {
        notePauses();
        holds.answered(spec.stateMachine());
    }

    /// A start that came back since shows that AWS answers again.
    private void lookForAnswers() {
        if (!holds.areNone()) {
            places.forEachTaken(id -> store.find(id).ifPresent(holds::noteStarts));
        }
    }

    private void begin(String id, @Nullable Runner runner) {
        var found = store.find(id).filter(replay -> replay.state() == ReplayState.PENDING);
        if (found.isEmpty()) {
            line.remove(id);
            return;
        }
        var replay = found.get();
        if (runner == null) {
            if (holds.mayBegin(replay.spec().stateMachine())) {
                line.remove(id);
                employ(begun(id));
            }
        } else if (wasBegun(replay)) {
            resume(id, runner);
        }
    }

    /// Or else it was planned and confirmed, and the runner that planned it is about to go.
    private static boolean wasBegun(Replay replay) {
        return replay.plan() == null || replay.times().startedAt() != null;
    }

    private void resume(String id, Runner runner) {
        line.remove(id);
        begun(id);
        runner.refresh();
    }

    private Replay begun(String id) {
        return store.update(
                id, replay -> replay.state() == ReplayState.PENDING ? replay.begin(clock.instant()) : replay);
    }

    private void employ(Replay begun) {
        var id = begun.id();
        var job = new ActiveReplay(begun, store, clock, new Gate(), this::freePlaceSoon);
        job.refresh();
        var ownThreads = new ReplayThreads(id, threads);
        var runner = factory.create(job, ownThreads);
        runner.whenSubmitted(this::freePlaceSoon);
        places.add(id, runner);
        ownThreads.execute(() -> {
            try {
                runner.run();
            } finally {
                ended(id);
            }
        });
    }

    private synchronized boolean needsTimer() {
        return running && !ending && (line.hasScheduled() || (line.size() > 0 && !holds.areNone()));
    }

    private synchronized void ended(String id) {
        places.remove(id);
        store.find(id).ifPresent(replay -> {
            line.note(replay, clock.instant());
            if (replay.state().isFinal()) {
                shared.meters().finished(replay.state().name());
                AuditLog.ended(replay);
            }
            holds.ended(replay);
        });
        fillPlaces();
    }

    private void refuseWhenEnding() {
        if (!running || ending) {
            throw new ReplayException(new Fault(
                    Fault.Kind.SHUTTING_DOWN, "The service is shutting down. Send the request again in a moment."));
        }
    }
}

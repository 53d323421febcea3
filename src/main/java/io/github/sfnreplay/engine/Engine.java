package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.Gate;
import io.github.sfnreplay.replay.EffectiveLimits;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayEngine;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.stepfunctions.Action;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Gives each replay its place and its runner, and ends them in good order.
@Component
public final class Engine implements ReplayEngine, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Engine.class);
    private static final int DEFAULT_CONCURRENCY = 1_000;
    private static final long TICK = 50_000_000L;

    private final ReplayStore store;
    private final Clock clock;
    private final Shared shared;
    private final RunnerFactory factory;
    private final MachineCheck check;
    private final ExecutorService threads;
    private final Map<String, Runner> runners = new LinkedHashMap<>();
    private final Queue<String> waiting = new ArrayDeque<>();
    private volatile boolean running;
    private volatile boolean ending;
    private long endsAt;

    Engine(ReplayStore store, Clock clock, Shared shared, RunnerFactory factory, MachineCheck check) {
        this.store = store;
        this.clock = clock;
        this.shared = shared;
        this.factory = factory;
        this.check = check;
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("replay-", 0).factory());
        shared.meters().watch(this::running, this::waiting);
    }

    @Override
    public EffectiveLimits check(ReplaySpec spec) {
        refuseWhenEnding();
        check.check(spec);
        return effectiveLimits(spec);
    }

    @Override
    public EffectiveLimits effectiveLimits(ReplaySpec spec) {
        var region = spec.stateMachine().region();
        var pacer = shared.pacer();
        var action = spec.mode() == Mode.REDRIVE ? Action.REDRIVE_EXECUTION : Action.START_EXECUTION;
        var share = pacer.ratePerSecond(region, action);
        var asked = spec.limits().startsPerSecond();
        var concurrency = spec.limits().maxConcurrency();
        return new EffectiveLimits(
                asked == null ? share : Math.min(asked, share),
                spec.follow() == Follow.NONE ? null : concurrency == null ? DEFAULT_CONCURRENCY : concurrency,
                pacer.ratePerSecond(region, Action.DESCRIBE_EXECUTION)
                        + pacer.ratePerSecond(region, Action.GET_EXECUTION_HISTORY));
    }

    @Override
    public synchronized void wake(String id) {
        var runner = runners.get(id);
        if (runner != null) {
            runner.refresh();
        } else if (!waiting.contains(id)) {
            waiting.add(id);
        }
        fillPlaces();
    }

    public synchronized int running() {
        return (int) runners.values().stream().filter(Engine::takesPlace).count();
    }

    public synchronized int waiting() {
        return waiting.size();
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
            runners.values().forEach(runner -> runner.job().hold());
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

    /// A pause of the application context is no reason to leave replays where they are.
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
        return List.copyOf(runners.values());
    }

    private synchronized void sayWhatIsLeft() {
        runners.values().forEach(runner -> sayThatItIsLeft(runner.job().latest().id()));
        waiting.forEach(this::sayThatItIsLeft);
    }

    private void sayThatItIsLeft(String id) {
        store.find(id).filter(replay -> replay.state().isActive()).ifPresent(replay -> {
            var counts = replay.tally().itemCounts();
            log.warn(
                    "Replay {} of {} is left in state {}, with {} of {} items to go. To go on, send its resolved request"
                            + " again (the log line of its creation has it): {}",
                    id,
                    replay.spec().stateMachine(),
                    replay.state(),
                    counts.open(),
                    counts.total(),
                    replay.spec().mode() == Mode.START_NEW
                            ? "what was started is adopted, the rest is started."
                            : "what was started is adopted; what was redriven and failed again is redriven once more.");
        });
    }

    private synchronized void placeFreed() {
        fillPlaces();
    }

    private void fillPlaces() {
        while (running
                && !ending
                && !waiting.isEmpty()
                && running() < shared.settings().maxRunning()) {
            begin(waiting.remove());
        }
    }

    private void begin(String id) {
        var pending = store.find(id).filter(replay -> replay.state() == ReplayState.PENDING);
        if (pending.isEmpty()) {
            return;
        }
        var begun = store.update(
                id, replay -> replay.state() == ReplayState.PENDING ? replay.begin(clock.instant()) : replay);
        var job = new ActiveReplay(begun, store, clock, new Gate(), () -> threads.execute(this::placeFreed));
        job.refresh();
        var runner = factory.create(job, threads);
        runners.put(id, runner);
        threads.execute(() -> run(id, runner));
    }

    private void run(String id, Runner runner) {
        try {
            runner.run();
        } finally {
            ended(id);
        }
    }

    private synchronized void ended(String id) {
        runners.remove(id);
        store.find(id).ifPresent(replay -> {
            if (replay.state() == ReplayState.PENDING) {
                waiting.add(id);
            } else if (replay.state().isFinal()) {
                shared.meters().finished(replay.state().name());
                log.info("Replay {} is {}: {}", id, replay.state(), summary(replay));
            }
        });
        fillPlaces();
    }

    private static boolean takesPlace(Runner runner) {
        return runner.job().state() != ReplayState.PAUSED;
    }

    private static String summary(Replay replay) {
        var counts = new LinkedHashMap<String, Integer>();
        replay.tally().itemCounts().byState().forEach((state, count) -> {
            if (count > 0) {
                counts.put(state.name(), count);
            }
        });
        return counts.toString();
    }

    private void refuseWhenEnding() {
        if (!running || ending) {
            throw new ReplayException(new Fault(
                    Fault.Kind.SHUTTING_DOWN, "The service is shutting down. Send the request again in a moment."));
        }
    }
}

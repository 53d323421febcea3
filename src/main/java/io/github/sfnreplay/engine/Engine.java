package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.call.AccountShare;
import io.github.sfnreplay.replay.EffectiveLimits;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.ReplayEngine;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplayOwnership;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.ReplayStore;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The engine as the rest of the service knows it: checks what is asked for, and runs replays from the start of the
/// service to its end, in good order.
@Component
public final class Engine implements ReplayEngine, SmartLifecycle {

    /// Short beside the grace that calls in flight get, and cheap.
    private static final long TICK = 50_000_000L;

    /// What those who wrote when the threads were told to end need to come to their end.
    private static final long LAST_WRITES_MILLIS = 1_000;

    private final ReplayOwnership ownership;
    private final Shared shared;
    private final MachineCheck check;
    private final AccountShare share;
    private final ExecutorService threads;
    private final Dispatcher dispatcher;
    private final AtomicBoolean ending = new AtomicBoolean();
    private volatile boolean running;
    private volatile long endsAt;

    Engine(
            ReplayStore store,
            ReplayOwnership ownership,
            Clock clock,
            Shared shared,
            RunnerFactory factory,
            MachineCheck check) {
        this.ownership = ownership;
        this.shared = shared;
        this.check = check;
        this.share = new AccountShare(shared.pacer());
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("replay-", 0).factory());
        var employer = new Employer(ownership, clock, shared.stepFunctions().clock(), factory, threads);
        this.dispatcher = new Dispatcher(store, clock, shared, employer, threads);
    }

    @Override
    public EffectiveLimits check(ReplaySpec spec) {
        refuseWhenEnding();
        check.check(spec);
        dispatcher.answered(spec.stateMachine());
        return effectiveLimits(spec);
    }

    @Override
    public ReplaySpec resolve(ReplaySpec spec) {
        return spec.withTypes(check.types(spec));
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
    public boolean reservePlace(String id) {
        return dispatcher.reservePlace(id);
    }

    @Override
    public void wake(String id) {
        dispatcher.wake(id);
    }

    /// How many replays take a place.
    int running() {
        return dispatcher.running();
    }

    /// How many replays wait for a place.
    int waiting() {
        return dispatcher.waiting();
    }

    @Override
    public void start() {
        running = true;
        dispatcher.setRunning(true);
        ownership.start(dispatcher);
    }

    /// The service ends: nothing more begins from now on, although the web server still finishes its requests.
    @EventListener(ContextClosedEvent.class)
    void hold() {
        if (ending.compareAndSet(false, true)) {
            endsAt = shared.ticker().nanoTime()
                    + shared.settings().shutdownGrace().toNanos();
            dispatcher.hold();
        }
    }

    /// Lets calls in flight come back, says what is left, and leaves it to others.
    @Override
    public void stop() {
        running = false;
        dispatcher.setRunning(false);
        hold();
        try {
            while (shared.ticker().nanoTime() < endsAt && dispatcher.areCallsInFlight()) {
                shared.ticker().sleep(TICK);
            }
            dispatcher.sayWhatIsLeft(ownership.outlivesProcess());
            threads.shutdownNow();
            if (ownership.outlivesProcess()) {
                var ignored = threads.awaitTermination(LAST_WRITES_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
            ownership.stop();
        }
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

    private void refuseWhenEnding() {
        if (!running || ending.get()) {
            throw new ReplayException(new Fault(
                    Fault.Kind.SHUTTING_DOWN, "The service is shutting down. Send the request again in a moment."));
        }
    }
}

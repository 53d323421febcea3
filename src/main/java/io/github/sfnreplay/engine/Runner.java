package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.Gate;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.control.Workers;
import io.github.sfnreplay.engine.follow.Follower;
import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one replay from its plan to its end.
final class Runner implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Runner.class);
    private static final long SECOND = 1_000_000_000L;
    private static final long SLICE = SECOND / 20;

    private final Crew crew;
    private final ActiveReplay job;
    private final Ticker ticker;
    private final Executor threads;
    private volatile boolean submitted;
    private volatile boolean over;

    Runner(Crew crew, Ticker ticker, Executor threads) {
        this.crew = crew;
        this.job = crew.job();
        this.ticker = ticker;
        this.threads = threads;
    }

    @Override
    public void run() {
        try {
            new Workers(threads, 1).fork(this::beat);
            orFail(this::planAndRun, job::fail);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over = true;
            crew.gates().following().set(Gate.Position.SHUT);
            finishCancelled();
        }
    }

    /// What has ended may be deleted already.
    private void finishCancelled() {
        if (!job.state().isFinal()) {
            job.update(replay -> replay.state() == ReplayState.CANCELLING ? replay.finish(job.time()) : replay);
        }
    }

    private void planAndRun() throws InterruptedException {
        if (job.latest().plan() == null) {
            planned(crew.planner().plan());
            if (job.spec().dryRun()) {
                return;
            }
        }
        if (!job.state().isFinal()) {
            runItems();
        }
    }

    /// Does a part of the work, without which the replay cannot go on.
    private void orFail(Workers.Task work, Consumer<Fault> fail) throws InterruptedException {
        try {
            work.run();
        } catch (StoppedException e) {
            log.debug("Replay {} was stopped", job.latest().id());
        } catch (ReplayException e) {
            fail.accept(e.fault());
        } catch (StepFunctionsException e) {
            fail.accept(ActiveReplay.fault(e));
        } catch (RuntimeException e) {
            var incident = UUID.randomUUID().toString();
            log.error("Replay {} ended unexpectedly, incident {}", job.latest().id(), incident, e);
            fail.accept(new Fault(
                    Fault.Kind.INTERNAL_ERROR,
                    "The replay ended unexpectedly. Look for incident " + incident
                            + " in the log; sending the request again adopts what was started."));
        }
    }

    /// The plan is there; a replay that was paused meanwhile rests until it is resumed.
    private void planned(Plan plan) throws InterruptedException {
        do {
            crew.gates().starting().pass();
            job.update(replay -> replay.state() == ReplayState.PLANNING ? replay.planned(plan, job.time()) : replay);
        } while (job.state() == ReplayState.PAUSED);
    }

    /// A caller has changed the replay.
    void refresh() {
        job.refresh();
    }

    ActiveReplay job() {
        return job;
    }

    /// Calls that are on their way.
    int callsInFlight() {
        return crew.calls().inFlight();
    }

    private void runItems() throws InterruptedException {
        adoptKnown();
        var beside = new Workers(threads, 2);
        beside.fork(() -> orFail(this::read, job::doom));
        beside.fork(() -> orFail(this::follow, job::doom));
        try {
            crew.submitter().submitAll();
        } catch (StoppedException e) {
            log.debug("No more starts for replay {}", job.latest().id());
        } finally {
            crew.launcher().settle();
            crew.outcomes().allSubmitted();
            submitted = true;
        }
        beside.settle();
        while (!isFinished()) {
            follow();
        }
    }

    /// Ends the replay, unless a caller wants stopped what still runs.
    private boolean isFinished() throws InterruptedException {
        crew.outcomes().settle();
        return job.finishUnless(replay -> crew.stopper().isWanted(replay));
    }

    /// What is known to have been replayed needs neither a read nor a start.
    private void adoptKnown() throws InterruptedException {
        var plan = job.latest().plan();
        if (plan != null && crew.knownReplays().isUnasked()) {
            crew.knownReplays().learn(Map.of(), Set.of(), plan.eligible());
        }
        if (crew.knownReplays().isEmpty()) {
            return;
        }
        for (var item : job.items().in(ItemState.PENDING)) {
            var replay = crew.knownReplays().of(item);
            if (replay != null) {
                crew.launcher().adopt(item.adopted(replay.startedAt()), replay);
            }
        }
    }

    private void read() throws InterruptedException {
        try {
            crew.inputs().readAll();
        } finally {
            crew.follower().readingIsOver();
        }
    }

    private void follow() throws InterruptedException {
        try {
            if (job.spec().follow() != Follow.NONE) {
                followAll();
            } else if (submitted && crew.stopper().isWanted(job.latest())) {
                crew.stopper().stopUnfollowed();
            }
        } catch (StoppedException e) {
            crew.stopper().giveUp();
            throw e;
        }
    }

    private void followAll() throws InterruptedException {
        while (!isOver()) {
            if (crew.stopper().isWanted(job.latest())) {
                crew.stopper().stopFollowed();
            }
            var left = crew.follower().look();
            var urgency = crew.outcomes().urgency();
            do {
                ticker.sleep(Math.clamp(left, 1, SLICE));
                left -= SLICE;
            } while (left > 0 && !isOver() && !mustHurry(urgency));
        }
    }

    /// Whether something happened since the last look for which the next must not wait any longer.
    private boolean mustHurry(Follower.Urgency before) {
        return job.isCancelling() || crew.outcomes().urgency().compareTo(before) < 0;
    }

    private boolean isOver() {
        var nothingToFollow = crew.follower().isIdle()
                || job.isDoomed()
                || (job.isCancelling() && !job.latest().stopRunning());
        return job.state().isFinal() || (submitted && nothingToFollow);
    }

    private void beat() throws InterruptedException {
        while (!over) {
            ticker.sleep(SECOND);
            crew.pulse().beat();
        }
    }
}

package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.Incident;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.control.WorkerPool;
import io.github.sfnreplay.engine.control.Workers;
import io.github.sfnreplay.engine.follow.Following;
import io.github.sfnreplay.engine.plan.Planning;
import io.github.sfnreplay.engine.start.Starting;
import io.github.sfnreplay.replay.AuditLog;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.SecondPerson;
import io.github.sfnreplay.stepfunctions.AwsClock;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one replay from its plan to its end.
final class Runner implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Runner.class);

    private final ActiveReplay job;
    private final Planning planning;
    private final Starting starting;
    private final Following following;
    private final Surroundings surroundings;
    private volatile Runnable onSubmitted = () -> {};
    private volatile boolean submitted;

    Runner(ActiveReplay job, Planning planning, Starting starting, Following following, Surroundings surroundings) {
        this.job = job;
        this.planning = planning;
        this.starting = starting;
        this.following = following;
        this.surroundings = surroundings;
        job.whenLost(following::close);
    }

    /// What stands beside the three steps.
    ///
    /// @param onEnd gives back what the replay has held
    record Surroundings(
            WorkerPool pool, ProgressMeter progress, SecondPerson secondPerson, AwsClock awsTime, Runnable onEnd) {}

    @Override
    public void run() {
        try {
            failIfStuck(this::measureAndRun, job::fail);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            surroundings.progress().stop();
            following.close();
            surroundings.onEnd().run();
            finishStopped();
        }
    }

    /// A caller has changed the replay.
    void refresh() {
        job.refresh();
    }

    ActiveReplay job() {
        return job;
    }

    /// Whether it only follows what runs.
    boolean isSubmitted() {
        return submitted;
    }

    /// @param listener told when no start is to come any more; must not wait for anything
    void whenSubmitted(Runnable listener) {
        onSubmitted = listener;
    }

    /// Calls that are on their way.
    int callsInFlight() {
        return starting.callsInFlight();
    }

    /// What has ended may be deleted already. What is left to another owner stays as it is.
    private void finishStopped() {
        if (job.state().isFinal() || job.isHeld() || job.tenure().isLost()) {
            return;
        }
        if (job.isEndingWithFault()) {
            job.finishUnless(replay -> false);
        } else {
            job.update(replay -> replay.state() == ReplayState.CANCELLING ? replay.finish(job.time()) : replay);
        }
    }

    /// What a caller has changed before this runner could be told is seen now.
    private void measureAndRun() throws InterruptedException {
        job.refresh();
        surroundings.pool().workers(1).fork(surroundings.progress()::measureUntilStopped);
        planAndRun();
    }

    private void planAndRun() throws InterruptedException {
        if (job.latest().plan() == null) {
            var plan = planning.plan();
            planned(plan);
            if (job.spec().dryRun() || surroundings.secondPerson().isNeededFor(plan)) {
                return;
            }
        }
        if (!job.state().isFinal()) {
            runItems();
        }
    }

    /// The plan is there; a replay that was paused meanwhile rests until it is resumed.
    private void planned(Plan plan) throws InterruptedException {
        do {
            job.gate().pass();
            job.update(replay -> replay.state() == ReplayState.PLANNING
                    ? replay.planned(plan, surroundings.secondPerson(), job.time())
                            .begunAfter(replay, surroundings.awsTime().now())
                    : replay);
        } while (job.latest().plan() == null);
        AuditLog.planned(job.latest());
    }

    /// What an earlier owner has left running is followed, and stopped if that was asked for, whatever becomes of the
    /// rest.
    private void runItems() throws InterruptedException {
        var beside = surroundings.pool().workers(2);
        var adopting = surroundings.pool().workers(1);
        var isFollowed = starting.takeOver();
        if (isFollowed) {
            beside.fork(() -> failIfStuck(following::follow, job::endWith));
        }
        try {
            startItems(beside, adopting, isFollowed);
        } catch (StoppedException e) {
            log.debug("No more starts for replay {}", job.latest().id());
        } finally {
            submitted = true;
            onSubmitted.run();
            adopting.settle();
            following.allSubmitted();
        }
        beside.settle();
        while (!following.finish()) {
            following.follow();
        }
    }

    private void startItems(Workers beside, Workers adopting, boolean isFollowed) throws InterruptedException {
        starting.recover();
        starting.learnExisting();
        starting.warnOfMissingTime();
        adopting.fork(() -> failIfStuck(starting::adoptExisting, job::endWith));
        beside.fork(() -> failIfStuck(starting::readInputs, job::endWith));
        if (!isFollowed) {
            beside.fork(() -> failIfStuck(following::follow, job::endWith));
        }
        starting.startAll();
    }

    /// Does a part of the work, without which the replay cannot go on.
    private void failIfStuck(Workers.Task work, Consumer<Fault> fail) throws InterruptedException {
        try {
            work.run();
        } catch (StoppedException e) {
            log.debug("Replay {} was stopped", job.latest().id());
        } catch (ReplayException e) {
            fail.accept(e.fault());
        } catch (StepFunctionsException e) {
            fail.accept(ActiveReplay.fault(e));
        } catch (RuntimeException | Error e) {
            fail.accept(Incident.log(job.latest().id(), e));
        }
    }
}

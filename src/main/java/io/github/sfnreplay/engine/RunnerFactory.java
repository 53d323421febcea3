package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.call.CallPace;
import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.engine.call.OutageDetector;
import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.call.StartLimiter;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.Incident;
import io.github.sfnreplay.engine.control.StartAdmission;
import io.github.sfnreplay.engine.control.WorkerPool;
import io.github.sfnreplay.engine.follow.Following;
import io.github.sfnreplay.engine.follow.FollowingGates;
import io.github.sfnreplay.engine.plan.Planning;
import io.github.sfnreplay.engine.read.Access;
import io.github.sfnreplay.engine.read.SourceReader;
import io.github.sfnreplay.engine.start.Starting;
import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.SecondPerson;
import java.util.concurrent.Executor;
import org.springframework.stereotype.Component;

/// Puts together, from what all replays share, what runs one of them.
@Component
final class RunnerFactory {

    private final Shared shared;
    private final SecondPerson secondPerson;

    RunnerFactory(Shared shared, SecondPerson secondPerson) {
        this.shared = shared;
        this.secondPerson = secondPerson;
    }

    /// @param threads runs each task of the replay on a thread of its own
    Runner create(ActiveReplay job, Executor threads) {
        var id = job.latest().id();
        if (job.tenure().isTakeover()) {
            job.owners().takeOver(job.latest(), shared.stepFunctions().clock());
        }
        var pool = new WorkerPool(
                threads, shared.settings().callsInFlight(), fault -> job.endWith(Incident.log(id, fault)));
        var gates = new FollowingGates();
        var calls = calls(job);
        var logs = shared.readers().logsOf(job, job.spec().stateMachine(), calls, pool);
        var starting = access(job, calls, shared.readers().aheadOfStarts(calls, pool.forCalls(), logs), pool);
        var judging = shared.readers().forJudging(calls.through(gates.whileJudged()), pool.forCalls());
        var lasting = access(job, calls.through(gates.untilEnd()), judging, pool);
        var followed = access(job, calls.through(gates.whileFollowed()), judging, pool);
        var targetLogs = job.spec().types().expressTarget()
                ? shared.readers().logsOf(job, job.spec().target(), followed.calls(), pool)
                : null;
        var admission = new StartAdmission(job);
        var planning = new Planning(
                starting,
                shared.pacer(),
                shared.settings().expressions().limits(),
                shared.settings().maxItems());
        var following = new Following(
                new Following.Ways(lasting, followed, gates, targetLogs),
                admission,
                shared.meters(),
                () -> calls.readsHeldBy() != null);
        job.onChange((before, after) -> {
            calls.changed(before, after);
            following.changed(before, after);
            if (after.state() == ReplayState.PAUSED) {
                starting.reader().forgetAhead();
            }
        });
        var histories = shared.readers().trust().whenRefuted(() -> warnOfHistories(job, starting.reader()));
        var starts = new Starting(
                starting,
                lasting.calls(),
                planning,
                following,
                admission,
                shared.readers().known());
        var progress = new ProgressMeter(job, calls, planning::progress, starts::heldBy);
        return new Runner(
                job,
                planning,
                starts,
                following,
                new Runner.Surroundings(
                        pool, progress, secondPerson, shared.stepFunctions().clock(), () -> {
                            histories.run();
                            starting.reader().close();
                            judging.close();
                        }));
    }

    /// Histories turned out to be wrong: a person has to know what was started from them.
    private static void warnOfHistories(ActiveReplay job, SourceReader reader) {
        var count = reader.startedFromHistory();
        if (count > 0) {
            job.update(replay -> replay.warned(Plan.Warning.startedFromHistory(count), job.time()));
        }
    }

    private PacedCalls calls(ActiveReplay job) {
        var limiter = new StartLimiter(job.latest().effectiveLimits().startsPerSecond(), shared.ticker());
        return new PacedCalls(
                job,
                new CallPace(shared.pacer(), shared.ticker(), limiter),
                new OutageDetector(shared.settings().upstreamOutageTolerance(), shared.ticker()));
    }

    private Access access(ActiveReplay job, PacedCalls calls, SourceReader reader, WorkerPool pool) {
        return new Access(
                job, shared.stepFunctions(), calls, new ExecutionListing(shared.stepFunctions(), calls), reader, pool);
    }
}

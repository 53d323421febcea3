package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.engine.call.OutageDetector;
import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.call.StartLimiter;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.Brakes;
import io.github.sfnreplay.engine.control.Gate;
import io.github.sfnreplay.engine.control.WorkerPool;
import io.github.sfnreplay.engine.follow.Following;
import io.github.sfnreplay.engine.plan.Planning;
import io.github.sfnreplay.engine.read.Access;
import io.github.sfnreplay.engine.read.HistoryTrust;
import io.github.sfnreplay.engine.read.SourceReader;
import io.github.sfnreplay.engine.start.Starting;
import java.util.concurrent.Executor;
import org.springframework.stereotype.Component;

/// Puts together, from what all replays share, what runs one of them.
@Component
final class RunnerFactory {

    private final Shared shared;

    RunnerFactory(Shared shared) {
        this.shared = shared;
    }

    /// @param threads runs each task of the replay on a thread of its own
    Runner create(ActiveReplay job, Executor threads) {
        var pool = new WorkerPool(threads, shared.settings().callsInFlight());
        var trust = new HistoryTrust();
        var untilEnd = new Gate();
        var starting = access(calls(job), trust, pool, job);
        var lasting = access(starting.calls().through(untilEnd), trust, pool, job);
        var brakes = Brakes.of(job);
        var planning = new Planning(
                starting,
                shared.pacer(),
                shared.settings().expressions().limits(),
                shared.settings().maxItems());
        var following = new Following(lasting, brakes, shared.meters());
        job.onChange((before, after) -> {
            starting.calls().changed(before, after);
            following.changed(before, after);
        });
        return new Runner(
                job,
                planning,
                new Starting(starting, lasting.calls(), planning, following, brakes, shared.cache()),
                following,
                new Runner.Surroundings(pool, untilEnd, new ProgressMeter(job, starting.calls(), shared.ticker())));
    }

    private PacedCalls calls(ActiveReplay job) {
        var limiter = new StartLimiter(job.latest().effectiveLimits().startsPerSecond(), shared.ticker());
        return new PacedCalls(
                job,
                new PacedCalls.Pace(shared.pacer(), shared.ticker(), limiter),
                new OutageDetector(shared.settings().upstreamOutageTolerance(), shared.ticker()));
    }

    private Access access(PacedCalls calls, HistoryTrust trust, WorkerPool pool, ActiveReplay job) {
        return new Access(
                job,
                shared.stepFunctions(),
                calls,
                new ExecutionListing(shared.stepFunctions(), calls),
                new SourceReader(shared.stepFunctions(), calls, shared.cache(), pool.forCalls(), trust),
                pool);
    }
}

package io.github.sfnreplay.engine;

import io.github.sfnreplay.expression.ExpressionLimits;
import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.StateReason;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/// All who work on one replay, put together once.
final class Crew {

    private static final int MAX_INPUT_BYTES = 262_144;
    private static final int MAX_EXPRESSION = 4_096;

    private final Job job;
    private final Gates gates;
    private final Upstream upstream;
    private final StartLimiter limiter;
    private final OpenExecutions open;
    private final Calls calls;
    private final Calls followCalls;
    private final KnownReplays knownReplays;
    private final Planner planner;
    private final Inputs inputs;
    private final Outcomes outcomes;
    private final Follower follower;
    private final Stopper stopper;
    private final Launcher launcher;
    private final Submitter submitter;
    private final Pulse pulse;

    /// @param starting rules what leads to starts
    /// @param following stays open until the replay has ended
    record Gates(Gate starting, Gate following) {}

    /// What all replays share.
    record Shared(
            StepFunctions stepFunctions,
            Pacer pacer,
            Ticker ticker,
            EngineSettings settings,
            KnownExecutions known,
            EngineMeters meters) {}

    Crew(Job job, Gates gates, Shared shared, int maxItems, Executor threads) {
        this.job = job;
        this.gates = gates;
        var settings = shared.settings();
        var limits = job.latest().effectiveLimits();
        var throttled = new AtomicLong();
        upstream = new Upstream(settings.upstreamOutageTolerance(), shared.ticker());
        limiter = new StartLimiter(limits.startsPerSecond(), shared.ticker());
        open = new OpenExecutions(max(job.latest()));
        var pace = new Calls.Pace(shared.pacer(), shared.ticker(), limiter);
        calls = new Calls(job, gates.starting(), pace, upstream, throttled);
        followCalls = new Calls(job, gates.following(), pace, upstream, throttled);
        var formulas = new Formulas(
                job.spec(),
                new ExpressionLimits(
                        settings.expressions().timeout(),
                        settings.expressions().depth(),
                        MAX_INPUT_BYTES,
                        MAX_EXPRESSION));
        var trust = new HistoryTrust();
        var reader = reader(shared, calls, threads, trust);
        var followReader = reader(shared, followCalls, threads, trust);
        var listing = new Listing(shared.stepFunctions(), calls);
        var examination = new Examination(job, reader, formulas);
        knownReplays = new KnownReplays(job, listing, formulas);
        planner = new Planner(
                job,
                new Discovery(
                        listing,
                        reader,
                        examination.isNeeded() ? maxItems : job.spec().limits().maxItems()),
                examination,
                knownReplays,
                new Forecast(job, shared.pacer(), new Revisions(job, shared.stepFunctions(), calls)));
        var brakes = new Brakes(gates.starting(), canary(), open);
        inputs = new Inputs(job, gates.starting(), reader, settings.callsInFlight());
        outcomes = new Outcomes(
                job,
                new Judge(job, followReader),
                brakes,
                shared.meters(),
                new Workers(threads, settings.callsInFlight()));
        follower = new Follower(
                job,
                new Listing(shared.stepFunctions(), followCalls),
                followReader,
                outcomes,
                shared.pacer(),
                shared.ticker());
        stopper = new Stopper(job, shared.stepFunctions(), followCalls, follower);
        var starter =
                new Starter(job, shared.stepFunctions(), calls, followCalls, shared.known(), formulas.transforms());
        launcher =
                new Launcher(job, brakes, starter, follower, outcomes, new Workers(threads, settings.callsInFlight()));
        submitter = new Submitter(job, inputs, formulas, starter, launcher, outcomes);
        pulse = new Pulse(job, throttled);
        job.onChange(this::changed);
    }

    /// The replay has changed: new limits hold at once, and a resume forgives what was.
    private void changed(Replay before, Replay after) {
        limiter.setRate(after.effectiveLimits().startsPerSecond());
        open.setMax(max(after));
        if (before.state() == ReplayState.PAUSED && after.state() != ReplayState.PAUSED) {
            upstream.resumed();
            outcomes.forgive();
        }
    }

    private Canary canary() {
        var size = job.spec().limits().canary();
        return new Canary(
                size == null ? 0 : size,
                () -> job.pause(
                        StateReason.CANARY_FAILED,
                        "Not every canary succeeded. Look at failureGroups, then resume or cancel."));
    }

    private static SourceReader reader(Shared shared, Calls calls, Executor threads, HistoryTrust trust) {
        return new SourceReader(
                shared.stepFunctions(),
                calls,
                shared.known(),
                new Workers(threads, shared.settings().callsInFlight()),
                trust);
    }

    private static int max(Replay replay) {
        return Objects.requireNonNullElse(replay.effectiveLimits().maxConcurrency(), Integer.MAX_VALUE);
    }

    Job job() {
        return job;
    }

    Gates gates() {
        return gates;
    }

    Calls calls() {
        return calls;
    }

    Calls followCalls() {
        return followCalls;
    }

    KnownReplays knownReplays() {
        return knownReplays;
    }

    Planner planner() {
        return planner;
    }

    Inputs inputs() {
        return inputs;
    }

    Outcomes outcomes() {
        return outcomes;
    }

    Follower follower() {
        return follower;
    }

    Stopper stopper() {
        return stopper;
    }

    Launcher launcher() {
        return launcher;
    }

    Submitter submitter() {
        return submitter;
    }

    Pulse pulse() {
        return pulse;
    }
}

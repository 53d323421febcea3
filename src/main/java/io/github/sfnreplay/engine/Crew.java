package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.engine.call.OutageDetector;
import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.call.StartLimiter;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.Brakes;
import io.github.sfnreplay.engine.control.Canary;
import io.github.sfnreplay.engine.control.EngineMeters;
import io.github.sfnreplay.engine.control.Gate;
import io.github.sfnreplay.engine.control.OpenExecutions;
import io.github.sfnreplay.engine.control.Workers;
import io.github.sfnreplay.engine.follow.Follower;
import io.github.sfnreplay.engine.follow.OutcomeComparison;
import io.github.sfnreplay.engine.follow.Outcomes;
import io.github.sfnreplay.engine.follow.Stopper;
import io.github.sfnreplay.engine.plan.DefinitionChange;
import io.github.sfnreplay.engine.plan.Discovery;
import io.github.sfnreplay.engine.plan.ExistingReplays;
import io.github.sfnreplay.engine.plan.Forecast;
import io.github.sfnreplay.engine.plan.InputFilter;
import io.github.sfnreplay.engine.plan.Planner;
import io.github.sfnreplay.engine.plan.ReplayExpressions;
import io.github.sfnreplay.engine.read.ExecutionCache;
import io.github.sfnreplay.engine.read.HistoryTrust;
import io.github.sfnreplay.engine.read.SourceReader;
import io.github.sfnreplay.engine.start.InputQueue;
import io.github.sfnreplay.engine.start.Launcher;
import io.github.sfnreplay.engine.start.Starter;
import io.github.sfnreplay.engine.start.Submitter;
import io.github.sfnreplay.expression.guard.ExpressionLimits;
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

    private final ActiveReplay job;
    private final Gates gates;
    private final OutageDetector upstream;
    private final StartLimiter limiter;
    private final OpenExecutions open;
    private final PacedCalls calls;
    private final PacedCalls followCalls;
    private final ExistingReplays knownReplays;
    private final Planner planner;
    private final InputQueue inputs;
    private final Outcomes outcomes;
    private final Follower follower;
    private final Stopper stopper;
    private final Launcher launcher;
    private final Submitter submitter;
    private final ProgressMeter pulse;

    /// @param starting rules what leads to starts
    /// @param following stays open until the replay has ended
    record Gates(Gate starting, Gate following) {}

    /// What all replays share.
    record Shared(
            StepFunctions stepFunctions,
            Pacer pacer,
            Ticker ticker,
            EngineSettings settings,
            ExecutionCache known,
            EngineMeters meters) {}

    Crew(ActiveReplay job, Gates gates, Shared shared, int maxItems, Executor threads) {
        this.job = job;
        this.gates = gates;
        var settings = shared.settings();
        var limits = job.latest().effectiveLimits();
        var throttled = new AtomicLong();
        upstream = new OutageDetector(settings.upstreamOutageTolerance(), shared.ticker());
        limiter = new StartLimiter(limits.startsPerSecond(), shared.ticker());
        open = new OpenExecutions(max(job.latest()));
        var pace = new PacedCalls.Pace(shared.pacer(), shared.ticker(), limiter);
        calls = new PacedCalls(job, gates.starting(), pace, upstream, throttled);
        followCalls = new PacedCalls(job, gates.following(), pace, upstream, throttled);
        var formulas = new ReplayExpressions(
                job.spec(),
                new ExpressionLimits(
                        settings.expressions().timeout(),
                        settings.expressions().depth(),
                        MAX_INPUT_BYTES,
                        MAX_EXPRESSION));
        var trust = new HistoryTrust();
        var reader = reader(shared, calls, threads, trust);
        var followReader = reader(shared, followCalls, threads, trust);
        var listing = new ExecutionListing(shared.stepFunctions(), calls);
        var examination = new InputFilter(job, reader, formulas);
        knownReplays = new ExistingReplays(job, listing, formulas);
        planner = new Planner(
                job,
                new Discovery(
                        listing,
                        reader,
                        examination.isNeeded() ? maxItems : job.spec().limits().maxItems()),
                examination,
                knownReplays,
                new Forecast(job, shared.pacer(), new DefinitionChange(job, shared.stepFunctions(), calls)));
        var brakes = new Brakes(gates.starting(), canary(), open);
        inputs = new InputQueue(job, gates.starting(), reader, settings.callsInFlight());
        outcomes = new Outcomes(
                job,
                new OutcomeComparison(job, followReader),
                brakes,
                shared.meters(),
                new Workers(threads, settings.callsInFlight()));
        follower = new Follower(
                job,
                new ExecutionListing(shared.stepFunctions(), followCalls),
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
        pulse = new ProgressMeter(job, throttled);
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

    private static SourceReader reader(Shared shared, PacedCalls calls, Executor threads, HistoryTrust trust) {
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

    ActiveReplay job() {
        return job;
    }

    Gates gates() {
        return gates;
    }

    PacedCalls calls() {
        return calls;
    }

    PacedCalls followCalls() {
        return followCalls;
    }

    ExistingReplays knownReplays() {
        return knownReplays;
    }

    Planner planner() {
        return planner;
    }

    InputQueue inputs() {
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

    ProgressMeter pulse() {
        return pulse;
    }
}

package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.engine.log.InputForecast;
import io.github.sfnreplay.engine.read.Access;
import io.github.sfnreplay.engine.read.LaterSuccesses;
import io.github.sfnreplay.expression.guard.ExpressionLimits;
import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.Progress;

/// The first step of a replay: finds what is to be replayed, and writes it down.
public final class Planning {

    private final ReplayExpressions expressions;
    private final ExistingReplays existing;
    private final Planner planner;

    /// @param maxExamined how many executions may be read to be selected
    public Planning(Access access, Pacer pacer, ExpressionLimits limits, int maxExamined) {
        var job = access.job();
        expressions = new ReplayExpressions(job.spec(), limits);
        existing = new ExistingReplays(
                job, access.listing(), access.stepFunctions().clock(), expressions);
        var filter = new InputFilter(job, access.reader(), expressions);
        var kept = filter.isNeeded() ? maxExamined : job.spec().limits().maxItems();
        planner = new Planner(
                job,
                new Discovery(access.listing(), access.reader(), kept),
                filter,
                existing,
                new Planner.Outlook(
                        new DurationEstimate(job, pacer),
                        new DefinitionChange(job, access.stepFunctions(), access.calls()),
                        access.stepFunctions().clock(),
                        new InputForecast(job, access.reader().logs()),
                        new LaterSuccesses(access.listing(), access.reader())));
    }

    /// Makes the plan; all items are written down when it returns.
    public Plan plan() throws InterruptedException {
        return planner.plan();
    }

    /// How far the planning is; may be asked while it is under way.
    public Progress.Planning progress() {
        return planner.progress().value();
    }

    public ReplayExpressions expressions() {
        return expressions;
    }

    public ExistingReplays existing() {
        return existing;
    }
}

package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Plan.InputsFrom;
import io.github.sfnreplay.stepfunctions.Action;
import org.jspecify.annotations.Nullable;

/// How long a replay takes, at its limits and with the tokens that are there at the moment.
record DurationEstimate(ActiveReplay job, Pacer pacer) {

    /// @param meanSeconds how long one execution takes
    /// @param inputs where they are read; null where logs are not used
    long seconds(int items, double meanSeconds, @Nullable InputsFrom inputs) {
        if (items <= 0) {
            return 0;
        }
        var longest = Math.max(Math.max(starting(items), reading(items, inputs)), running(items, meanSeconds));
        return (long) Math.ceil(longest);
    }

    private double starting(int items) {
        var spec = job.spec();
        var byQuota = pacer.secondsFor(lane(spec.boundingAction()), items);
        var asked = spec.limits().startsPerSecond() != null;
        var byLimit = asked ? (items - 1) / job.latest().effectiveLimits().startsPerSecond() : 0;
        return Math.max(byQuota, byLimit);
    }

    private double reading(int items, @Nullable InputsFrom inputs) {
        return inputs == null || inputs.logs() == 0 || inputs.perSecond() == 0
                ? reading(items)
                : Math.max(inputs.logs() / inputs.perSecond(), reading(Math.min(items, inputs.api())));
    }

    /// Reads go to two lanes, each to the one that is free first: both are done at the same time.
    private double reading(int items) {
        if (job.spec().mode() == Mode.REDRIVE && job.spec().follow() != Follow.OUTPUT) {
            return 0;
        }
        var describe = lane(Action.DESCRIBE_EXECUTION);
        var history = lane(Action.GET_EXECUTION_HISTORY);
        var low = 0;
        var high = items;
        while (low < high) {
            var described = (low + high) >>> 1;
            if (pacer.secondsFor(describe, described) < pacer.secondsFor(history, items - described)) {
                low = described + 1;
            } else {
                high = described;
            }
        }
        return Math.min(
                Math.max(pacer.secondsFor(describe, low), pacer.secondsFor(history, items - low)),
                low == 0
                        ? Double.MAX_VALUE
                        : Math.max(pacer.secondsFor(describe, low - 1), pacer.secondsFor(history, items - low + 1)));
    }

    /// With a bound on concurrency, as long as the sources themselves took.
    private double running(int items, double meanSeconds) {
        var max = job.latest().effectiveLimits().maxConcurrency();
        return max == null ? 0 : meanSeconds * Math.max(1, (double) items / max);
    }

    private Lane lane(Action action) {
        return Lane.of(job.spec().stateMachine(), action);
    }
}

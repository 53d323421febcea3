package io.github.sfnreplay.engine.call;

import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.replay.EffectiveLimits;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.RequestBounds;
import io.github.sfnreplay.stepfunctions.Action;
import org.jspecify.annotations.Nullable;

/// Bounds what a request asks for by the share of the account's quotas that the service may use.
public record AccountShare(Pacer pacer) {

    /// The limits that hold for what is asked for.
    public EffectiveLimits limits(ReplaySpec spec) {
        var region = spec.stateMachine().region();
        var share = pacer.ratePerSecond(region, spec.boundingAction());
        var asked = spec.limits().startsPerSecond();
        return new EffectiveLimits(
                asked == null ? share : Math.min(asked, share),
                maxConcurrency(spec),
                pacer.ratePerSecond(region, Action.DESCRIBE_EXECUTION)
                        + pacer.ratePerSecond(region, Action.GET_EXECUTION_HISTORY));
    }

    private static @Nullable Integer maxConcurrency(ReplaySpec spec) {
        var asked = spec.limits().maxConcurrency();
        if (spec.follow() == Follow.NONE) {
            return null;
        }
        return asked == null ? Integer.valueOf(RequestBounds.DEFAULT_MAX_CONCURRENCY) : asked;
    }
}

package io.github.sfnreplay.engine;

import io.github.sfnreplay.expression.guard.ExpressionLimits;
import io.github.sfnreplay.replay.RequestBounds;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How replays are run.
///
/// @param upstreamOutageTolerance how long nothing may come back before a replay pauses
/// @param maxRunning how many replays run at once; the others wait
/// @param maxItems how many executions a replay may have at most, and how many may be examined for it
/// @param callsInFlight how many reads, and how many starts, of one replay are on their way at once
/// @param inputCache how much of inputs and outputs is kept so that they need not be read twice
/// @param checkTimeout how long a request may wait for Step Functions to say what the machine is
/// @param shutdownGrace how long calls in flight may take when the service ends
@ConfigurationProperties("sfn-replay")
public record EngineSettings(
        @DefaultValue("2m") Duration upstreamOutageTolerance,
        @DefaultValue("4") int maxRunning,
        @DefaultValue("1000000") int maxItems,
        @DefaultValue("80") int callsInFlight,
        @DefaultValue("64MB") DataSize inputCache,
        @DefaultValue("10s") Duration checkTimeout,
        @DefaultValue("8s") Duration shutdownGrace,
        @DefaultValue Expressions expressions) {

    /// What one evaluation of an expression may cost.
    ///
    /// @param timeout of one evaluation
    /// @param depth of calls
    record Expressions(
            @DefaultValue("1s") Duration timeout,
            @DefaultValue("200") int depth) {

        ExpressionLimits limits() {
            return new ExpressionLimits(timeout, depth, RequestBounds.MAX_INPUT_BYTES, RequestBounds.MAX_EXPRESSION);
        }
    }
}

package io.github.sfnreplay.stepfunctions;

import org.jspecify.annotations.Nullable;

/// What a state machine writes to CloudWatch Logs.
///
/// @param level which events
/// @param includesData whether inputs and outputs are written too
/// @param logGroupArn where to, as `arn:aws:logs:<region>:<account>:log-group:<name>:*`; null for nowhere
public record Logging(
        Level level, boolean includesData, @Nullable String logGroupArn) {

    public static final Logging NONE = new Logging(Level.OFF, false, null);

    /// Which events are written. Starts and successes are at ALL only.
    public enum Level {
        ALL,
        ERROR,
        FATAL,
        OFF
    }

    /// Whether starts are written with their inputs, and ends with their outputs.
    public boolean tellsInputs() {
        return tellsEnds() && includesData;
    }

    /// Whether every start and every end is written.
    public boolean tellsEnds() {
        return level == Level.ALL && logGroupArn != null;
    }
}

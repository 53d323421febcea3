package io.github.sfnreplay.simulator.spec;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How an execution ends, and how long it takes to get there.
///
/// @param status the final status, or RUNNING when it does not end by itself
/// @param output the output as JSON text, for SUCCEEDED only
public record Outcome(
        ExecutionStatus status,
        @Nullable String output,
        @Nullable String error,
        @Nullable String cause,
        Duration duration) {

    public static Outcome succeeded(String output) {
        return new Outcome(ExecutionStatus.SUCCEEDED, output, null, null, Duration.ZERO);
    }

    public static Outcome failed(String error, String cause) {
        return new Outcome(ExecutionStatus.FAILED, null, error, cause, Duration.ZERO);
    }

    public static Outcome timedOut() {
        return new Outcome(ExecutionStatus.TIMED_OUT, null, null, null, Duration.ZERO);
    }

    public static Outcome aborted(@Nullable String error, @Nullable String cause) {
        return new Outcome(ExecutionStatus.ABORTED, null, error, cause, Duration.ZERO);
    }

    /// Runs on until it is stopped, or finished by [Simulator#finish].
    public static Outcome endless() {
        return new Outcome(ExecutionStatus.RUNNING, null, null, null, Duration.ZERO);
    }

    /// The same end, reached after that time.
    public Outcome after(Duration time) {
        return new Outcome(status, output, error, cause, time);
    }
}

package io.github.sfnreplay.simulator.spec;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An execution to be put into the past of a machine.
///
/// @param stop when it closed; null only while RUNNING
public record PastExecution(
        String name,
        ExecutionStatus status,
        String input,
        @Nullable String output,
        @Nullable String error,
        @Nullable String cause,
        Instant start,
        @Nullable Instant stop) {

    public PastExecution {
        if ((stop == null) != (status == ExecutionStatus.RUNNING)) {
            throw new IllegalArgumentException("A closed execution has a stop date, a running one has none: " + name);
        }
    }

    public static PastExecution succeeded(String name, String input, String output, Instant start, Instant stop) {
        return new PastExecution(name, ExecutionStatus.SUCCEEDED, input, output, null, null, start, stop);
    }

    public static PastExecution failed(
            String name, String input, String error, String cause, Instant start, Instant stop) {
        return new PastExecution(name, ExecutionStatus.FAILED, input, null, error, cause, start, stop);
    }

    public static PastExecution timedOut(String name, String input, Instant start, Instant stop) {
        return new PastExecution(name, ExecutionStatus.TIMED_OUT, input, null, null, null, start, stop);
    }

    public static PastExecution aborted(String name, String input, Instant start, Instant stop) {
        return new PastExecution(name, ExecutionStatus.ABORTED, input, null, null, null, start, stop);
    }

    /// Still running, and does not end by itself.
    public static PastExecution running(String name, String input, Instant start) {
        return new PastExecution(name, ExecutionStatus.RUNNING, input, null, null, null, start, null);
    }
}

package io.github.sfnreplay.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an item ended, and how that compares with its source.
///
/// @param error the name of the error, AWS's or the execution's
/// @param cause what the execution or AWS said of it, at most 1,024 characters
/// @param detail why, in our words
/// @param changedPaths JSON Pointers into the output, at most 20, without values
public record Result(
        @Nullable SkipReason skipReason,
        @Nullable FailureKind failureKind,
        @Nullable String error,
        @Nullable String cause,
        @Nullable String detail,
        @Nullable Verdict verdict,
        List<String> changedPaths) {

    /// No result yet.
    public static final Result NONE = new Result(null, null, null, null, null, null, List.of());

    /// It ended because this replay stopped it.
    static final Result STOPPED = new Result(null, null, null, null, "Stopped by the cancel.", null, List.of());

    /// Characters. A cause may have 32 KB; its beginning tells what failed, and a million items must fit into memory.
    private static final int MAX_CAUSE = 1_024;

    public Result {
        cause = cause == null || cause.length() <= MAX_CAUSE ? cause : cause.substring(0, MAX_CAUSE);
        changedPaths = List.copyOf(changedPaths);
    }

    static Result skipped(SkipReason reason, @Nullable String detail) {
        return new Result(reason, null, null, null, detail, null, List.of());
    }

    static Result failed(FailureKind kind, @Nullable String error, @Nullable String detail) {
        return new Result(null, kind, error, null, detail, null, List.of());
    }

    /// The end of an execution that was followed.
    public static Result ended(
            @Nullable String error,
            @Nullable String cause,
            Verdict verdict,
            @Nullable String detail,
            List<String> changedPaths) {
        return new Result(null, null, error, cause, detail, verdict, changedPaths);
    }

    Result ofFailedExecution() {
        return new Result(skipReason, FailureKind.EXECUTION_FAILED, error, cause, detail, verdict, changedPaths);
    }
}

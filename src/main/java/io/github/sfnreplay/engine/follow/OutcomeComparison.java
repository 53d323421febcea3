package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.read.ExecutionData;
import io.github.sfnreplay.engine.read.ExecutionKey;
import io.github.sfnreplay.engine.read.SourceReader;
import io.github.sfnreplay.expression.json.JsonDiff;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.Result;
import io.github.sfnreplay.replay.Verdict;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Compares the end of a replayed execution with the end of its source, and reads only what that takes.
final class OutcomeComparison {

    /// Enough to see what has changed; a report of many items stays readable.
    private static final int MAX_PATHS = 20;

    /// The end of the replayed execution, and that of its source.
    private static final int READS = 2;

    private final ActiveReplay job;
    private final SourceReader reader;

    OutcomeComparison(ActiveReplay job, SourceReader reader) {
        this.job = job;
        this.reader = reader;
    }

    /// Whether more has to be known than the listing tells.
    boolean needsReading(FollowedExecution tracked, ExecutionStatus status) {
        return status != ExecutionStatus.SUCCEEDED || comparesOutput(tracked.item, status);
    }

    /// The item as it ended, where the listing tells all that matters.
    Item withoutReading(FollowedExecution tracked, Execution shown) {
        var verdict =
                tracked.item.source().status() == ExecutionStatus.SUCCEEDED ? Verdict.SAME_OUTCOME : Verdict.FIXED;
        return ended(tracked, shown, ended(null, verdict, null));
    }

    /// The item as it ended, where nobody waits until more has been read.
    Item unread(FollowedExecution tracked, Execution shown) {
        return ended(
                tracked,
                shown,
                ended(null, Verdict.NOT_COMPARABLE, "The replay was cancelled before it was read how this ended."));
    }

    private static Item ended(FollowedExecution tracked, Execution shown, Result result) {
        return tracked.item.seenStarted(shown.startedAt()).ended(shown.status(), shown.stoppedAt(), result);
    }

    /// The item as it ended, after reading what that takes.
    ///
    /// @param details what is known of the replayed execution already; null if nothing is
    Item judge(FollowedExecution tracked, Execution shown, @Nullable ExecutionData details)
            throws InterruptedException {
        var status = shown.status();
        var bytes = reader.reserve(READS);
        try (bytes) {
            return ended(tracked, shown, result(tracked, status, endOf(tracked, status, details)));
        }
    }

    private Result result(FollowedExecution tracked, ExecutionStatus status, @Nullable ExecutionEnd end)
            throws InterruptedException {
        var sourceSucceeded = tracked.item.source().status() == ExecutionStatus.SUCCEEDED;
        if (status == ExecutionStatus.SUCCEEDED) {
            return sourceSucceeded ? bothSucceeded(tracked, end) : ended(null, Verdict.FIXED, null);
        }
        return sourceSucceeded ? ended(end, Verdict.REGRESSED, null) : bothFailed(tracked, status, end);
    }

    private Result bothFailed(FollowedExecution tracked, ExecutionStatus status, @Nullable ExecutionEnd end)
            throws InterruptedException {
        var redriven = tracked.item.run().redriven();
        if (redriven && tracked.sourceEnd == null) {
            return ended(
                    end,
                    Verdict.NOT_COMPARABLE,
                    "How it failed before the redrive is compared only with follow OUTPUT.");
        }
        if (status != tracked.item.source().status()) {
            return ended(end, Verdict.FAILED_DIFFERENTLY, null);
        }
        if (end == null) {
            return ended(null, Verdict.NOT_COMPARABLE, "How the replay failed could not be read.");
        }
        var before = redriven ? tracked.sourceEnd : endOfSource(tracked.item);
        if (before == null) {
            return ended(end, Verdict.NOT_COMPARABLE, "How the source failed could not be read.");
        }
        var same = Objects.equals(before.error(), end.error());
        return ended(end, same ? Verdict.STILL_FAILING : Verdict.FAILED_DIFFERENTLY, null);
    }

    private Result bothSucceeded(FollowedExecution tracked, @Nullable ExecutionEnd end) throws InterruptedException {
        if (job.spec().follow() != Follow.OUTPUT) {
            return ended(null, Verdict.SAME_OUTCOME, null);
        }
        var before = endOfSource(tracked.item);
        if (before == null || before.output() == null) {
            return ended(null, Verdict.NOT_COMPARABLE, "The source's output could not be read.");
        }
        if (end == null || end.output() == null) {
            return ended(null, Verdict.NOT_COMPARABLE, "The replay's output could not be read.");
        }
        try {
            if (before.output().equals(end.output()) || JsonDiff.equal(before.output(), end.output())) {
                return ended(null, Verdict.IDENTICAL, null);
            }
            var paths = JsonDiff.changedPaths(before.output(), end.output(), MAX_PATHS);
            return Result.ended(null, null, Verdict.OUTPUT_CHANGED, null, paths);
        } catch (RuntimeException e) {
            return ended(null, Verdict.NOT_COMPARABLE, "The outputs are not JSON that can be compared.");
        }
    }

    private boolean comparesOutput(Item item, ExecutionStatus status) {
        return job.spec().follow() == Follow.OUTPUT
                && status == ExecutionStatus.SUCCEEDED
                && item.source().status() == ExecutionStatus.SUCCEEDED;
    }

    private @Nullable ExecutionEnd endOf(
            FollowedExecution tracked, ExecutionStatus status, @Nullable ExecutionData details)
            throws InterruptedException {
        if (details != null && details.end() != null) {
            return details.end();
        }
        var execution = job.latest().replayOf(tracked.item);
        return read(() -> {
            var read = reader.readNow(execution, ExecutionData.Need.END);
            return lacksError(read, status)
                    ? ExecutionData.of(reader.describe(execution)).end()
                    : read.end();
        });
    }

    /// Whether a history told that it failed, but not how; its description may.
    private static boolean lacksError(ExecutionData read, ExecutionStatus status) {
        var end = read.end();
        return status == ExecutionStatus.FAILED
                && read.isFromHistory()
                && (end == null || (end.error() == null && end.cause() == null));
    }

    private @Nullable ExecutionEnd endOfSource(Item item) throws InterruptedException {
        return read(() -> reader.read(
                        ExecutionKey.of(job.latest().sourceOf(item), item.source()), ExecutionData.Need.END, true)
                .end());
    }

    private static @Nullable ExecutionEnd read(Read read) throws InterruptedException {
        try {
            return read.read();
        } catch (StepFunctionsException e) {
            return null;
        }
    }

    private static Result ended(@Nullable ExecutionEnd end, Verdict verdict, @Nullable String detail) {
        return end == null
                ? Result.ended(null, null, verdict, detail, List.of())
                : Result.ended(end.error(), end.cause(), verdict, detail, List.of());
    }

    private interface Read {
        @Nullable
        ExecutionEnd read() throws InterruptedException;
    }
}

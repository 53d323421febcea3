package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The past execution that an item replays, as it was when the replay was planned.
///
/// @param status null when no execution has the name
/// @param startedAt null when no execution has the name
/// @param stoppedAt null when it had not ended
public record Source(
        String name,
        @Nullable ExecutionStatus status,
        @Nullable Instant startedAt,
        @Nullable Instant stoppedAt,
        int redriveCount) {

    /// How long after its end AWS redrives an execution.
    public static final Duration REDRIVE_WINDOW = Duration.ofDays(14);

    /// AWS launched RedriveExecution on that day, and redrives nothing older.
    private static final Instant FIRST_REDRIVABLE = Instant.parse("2023-11-15T00:00:00Z");

    public static Source of(Execution execution) {
        return new Source(
                execution.name(),
                execution.status(),
                execution.startedAt(),
                execution.stoppedAt(),
                execution.redriveCount());
    }

    public static Source missing(String name) {
        return new Source(name, null, null, null, 0);
    }

    /// Why AWS will not redrive it, as far as its listing tells; null where it may.
    ///
    /// Source: "Redrive eligibility" in the Step Functions developer guide.
    public @Nullable String whyNotRedrivable(Instant now) {
        if (status == ExecutionStatus.SUCCEEDED) {
            return "Execution is SUCCEEDED and cannot be redriven";
        }
        if (stoppedAt != null && !stoppedAt.isAfter(now.minus(REDRIVE_WINDOW))) {
            return "It ended 14 days ago or earlier.";
        }
        return startedAt != null && startedAt.isBefore(FIRST_REDRIVABLE) ? "It started before 2023-11-15." : null;
    }
}

package io.github.sfnreplay.api.request;

import io.github.sfnreplay.api.input.SourceStatus;
import io.github.sfnreplay.api.problem.ValidationErrors;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What must hold between the fields of a [Filter], whatever it is for.
public final class FilterCheck {

    private FilterCheck() {}

    public static void checkErrors(Filter filter, ValidationErrors faults) {
        if (filter.errors() != null
                && filter.statuses() != null
                && new HashSet<>(filter.statuses()).equals(Set.of(SourceStatus.SUCCEEDED))) {
            faults.at(
                    "/filter/errors", "an execution that SUCCEEDED has no error: select FAILED, TIMED_OUT or ABORTED");
        }
    }

    public static void checkDates(Filter filter, ValidationErrors faults) {
        checkOrder(filter.startedAfter(), filter.startedBefore(), "started", faults);
        checkOrder(filter.stoppedAfter(), filter.stoppedBefore(), "stopped", faults);
    }

    private static void checkOrder(
            @Nullable Instant after, @Nullable Instant before, String what, ValidationErrors faults) {
        if (after != null && before != null && !after.isBefore(before)) {
            faults.at("/filter/" + what + "Before", "must be later than " + what + "After");
        }
    }
}

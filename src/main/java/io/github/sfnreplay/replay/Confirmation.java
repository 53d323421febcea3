package io.github.sfnreplay.replay;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is confirmed of a plan, and when it is to run.
///
/// @param planHash what the caller has seen; null for any
/// @param notBefore when it may begin, at most [RequestBounds#MAX_DAYS_AHEAD] days ahead; null for now
public record Confirmation(
        @Nullable String planHash, @Nullable Instant notBefore) {

    /// Whatever the plan is, at once.
    public static final Confirmation ANY = new Confirmation(null, null);

    /// Whether it is to begin later than may be asked for.
    public boolean isTooFarAhead(Instant now) {
        return notBefore != null && notBefore.isAfter(now.plus(RequestBounds.MAX_DAYS_AHEAD, ChronoUnit.DAYS));
    }

    void requireHash(String actual) {
        if (planHash != null && !planHash.equals(actual)) {
            throw new ReplayException(new Fault(
                    Fault.Kind.PLAN_CHANGED,
                    "The plan is not the one you confirm. Read the replay again, look at its plan and confirm that.",
                    Map.of("planHash", actual, "confirmedPlanHash", planHash)));
        }
    }
}

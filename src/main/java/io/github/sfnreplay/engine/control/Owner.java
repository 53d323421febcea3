package io.github.sfnreplay.engine.control;

import io.github.sfnreplay.stepfunctions.AwsTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Who has started an execution, as its start date tells it.
enum Owner {
    /// The call that asked for it.
    OWN,
    /// Somebody else, before that call was sent.
    FOREIGN,
    /// The dates are too coarse, or AWS's time is not known well enough.
    DOUBTFUL;

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    /// @param date AWS's date of the start; AWS tells milliseconds, some endpoints tell whole seconds only
    /// @param sent AWS's time when the call was sent
    static Owner of(Instant date, AwsTime sent) {
        var resolution = date.equals(date.truncatedTo(ChronoUnit.SECONDS)) ? SECOND : MILLISECOND;
        if (!date.plus(resolution).isAfter(sent.earliest())) {
            return FOREIGN;
        }
        return date.isBefore(sent.latest()) ? DOUBTFUL : OWN;
    }
}

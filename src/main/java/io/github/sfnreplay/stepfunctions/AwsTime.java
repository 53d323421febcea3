package io.github.sfnreplay.stepfunctions;

import java.time.Duration;
import java.time.Instant;

/// The time at AWS at some moment, as closely as it is known.
///
/// @param earliest the clocks of AWS showed this time or a later one
/// @param latest and this time or an earlier one
public record AwsTime(Instant earliest, Instant latest) {

    /// No answer has told the time yet, or the endpoint tells none.
    public static final AwsTime UNKNOWN = new AwsTime(Instant.MIN, Instant.MAX);

    public boolean isKnown() {
        return !equals(UNKNOWN);
    }

    /// The middle of what is possible.
    ///
    /// @param otherwise where nothing is known
    public Instant estimate(Instant otherwise) {
        return isKnown() ? earliest.plus(Duration.between(earliest, latest).dividedBy(2)) : otherwise;
    }
}

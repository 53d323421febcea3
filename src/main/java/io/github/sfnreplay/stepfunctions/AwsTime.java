package io.github.sfnreplay.stepfunctions;

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

    /// The possible time that is nearest to what the clock of this machine shows: a clock that is right stays exact,
    /// and one that is wrong is corrected.
    public Instant nearestTo(Instant local) {
        if (local.isBefore(earliest)) {
            return earliest;
        }
        return local.isAfter(latest) ? latest : local;
    }
}

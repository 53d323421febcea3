package io.github.sfnreplay.simulator.logs;

import java.time.Duration;

/// How logs fall short of the truth. Which events are concerned depends on nothing but their execution and type, so
/// that
/// every run meets the same.
///
/// @param missing the share of events that were never delivered
/// @param truncated the share of inputs and outputs that are cut
/// @param masked the share of inputs and outputs in which something is masked although the group tells of no policy
/// @param repeated the share of events that were delivered twice
/// @param delay how late events can be found
/// @param emptyPages whether every other page is empty, with a token
/// @param largestPage the most events in one page
public record LogFlaws(
        double missing,
        double truncated,
        double masked,
        double repeated,
        Duration delay,
        boolean emptyPages,
        int largestPage) {

    public static LogFlaws none() {
        return new LogFlaws(0, 0, 0, 0, Duration.ZERO, false, 10_000);
    }

    /// The same share of each kind of flawed event.
    public LogFlaws withShares(double share) {
        return new LogFlaws(share, share, share, share, delay, emptyPages, largestPage);
    }

    public LogFlaws withMissing(double share) {
        return new LogFlaws(share, truncated, masked, repeated, delay, emptyPages, largestPage);
    }

    public LogFlaws withTruncated(double share) {
        return new LogFlaws(missing, share, masked, repeated, delay, emptyPages, largestPage);
    }

    public LogFlaws withMasked(double share) {
        return new LogFlaws(missing, truncated, share, repeated, delay, emptyPages, largestPage);
    }

    public LogFlaws withRepeated(double share) {
        return new LogFlaws(missing, truncated, masked, share, delay, emptyPages, largestPage);
    }

    public LogFlaws withDelay(Duration value) {
        return new LogFlaws(missing, truncated, masked, repeated, value, emptyPages, largestPage);
    }

    public LogFlaws withPages(boolean empty, int largest) {
        return new LogFlaws(missing, truncated, masked, repeated, delay, empty, largest);
    }
}

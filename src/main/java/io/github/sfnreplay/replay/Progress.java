package io.github.sfnreplay.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How fast it goes.
///
/// @param startsPerSecond over the last ten seconds
/// @param throttledCalls how many calls AWS refused as too many, so far
/// @param estimatedFinishAt null where nothing can be said
/// @param boundBy what holds the rate at this moment; null where nothing does
/// @param planning null unless it is being planned
/// @param upstream null while AWS answers
public record Progress(
        double startsPerSecond,
        long throttledCalls,
        @Nullable Instant estimatedFinishAt,
        @Nullable BoundBy boundBy,
        @Nullable Planning planning,
        @Nullable Upstream upstream) {

    public static final Progress NONE = new Progress(0, 0, null);

    public Progress(double startsPerSecond, long throttledCalls, @Nullable Instant estimatedFinishAt) {
        this(startsPerSecond, throttledCalls, estimatedFinishAt, null, null, null);
    }

    /// What can hold the rate of a replay.
    public enum BoundBy {
        /// `limits.startsPerSecond`.
        START_LIMIT,
        /// The share of the account's quota of reads.
        READ_QUOTA,
        /// The share of the account's quota of starts.
        START_QUOTA,
        /// `limits.maxConcurrency`.
        MAX_CONCURRENCY,
        /// Canaries that have not ended.
        CANARY,
        /// AWS refuses calls as too many.
        THROTTLED,
        /// AWS does not answer.
        UPSTREAM
    }

    /// How far the planning is.
    ///
    /// @param listed executions seen so far
    /// @param toRead of those, how many have to be read to be selected
    /// @param read how many of these have been
    public record Planning(int listed, int toRead, int read) {}

    /// An outage under way.
    ///
    /// @param unavailableSince when the last call came back
    /// @param error what AWS, or the network, said last
    public record Upstream(Instant unavailableSince, String error) {}

    /// What is left of it when the replay has ended.
    Progress ended() {
        return new Progress(0, throttledCalls, null);
    }
}

package io.github.sfnreplay.simulator.spec;

/// How ListExecutions sorts: as AWS does, or as other endpoints do.
public enum ListingOrder {
    /// Newest first, by stop date, and by start date while running: what AWS does.
    NEWEST_FIRST,
    /// Newest first, by start date, whatever the status.
    NEWEST_START_FIRST,
    /// Oldest first, by start date, whatever the status.
    OLDEST_START_FIRST
}

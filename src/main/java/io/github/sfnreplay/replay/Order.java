package io.github.sfnreplay.replay;

/// In which order of the sources' start dates the replays start.
public enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST
}

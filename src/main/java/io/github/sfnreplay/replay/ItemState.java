package io.github.sfnreplay.replay;

/// Where one item of a replay is in its life; knows its legal moves.
public enum ItemState {
    /// Not started yet.
    PENDING,
    /// Started, or adopted, and followed.
    RUNNING,
    /// Started, and not followed (any longer).
    STARTED,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED,
    /// Whether it was started could not be found out.
    UNCONFIRMED,
    SKIPPED,
    CANCELLED;

    /// Whether nothing is to come any more.
    public boolean isFinal() {
        return this != PENDING && this != RUNNING;
    }

    /// Whether it counts against the success of its replay.
    public boolean isBad() {
        return this == FAILED || this == TIMED_OUT || this == ABORTED || this == UNCONFIRMED;
    }

    /// Whether the table of legal moves has this one.
    public boolean canBecome(ItemState next) {
        return switch (this) {
            case PENDING -> next != PENDING;
            case RUNNING ->
                next == SUCCEEDED
                        || next == FAILED
                        || next == TIMED_OUT
                        || next == ABORTED
                        || next == STARTED
                        || next == UNCONFIRMED
                        || next == CANCELLED;
            default -> false;
        };
    }
}

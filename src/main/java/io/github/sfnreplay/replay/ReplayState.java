package io.github.sfnreplay.replay;

import java.util.List;
import java.util.Set;

/// Where a replay is in its life; knows its legal moves and what a caller may do.
public enum ReplayState {
    PENDING,
    PLANNING,
    PLANNED,
    RUNNING,
    PAUSED,
    CANCELLING,
    SUCCEEDED,
    PARTIALLY_SUCCEEDED,
    FAILED,
    CANCELLED;

    private static final Set<ReplayState> ENDS = Set.of(SUCCEEDED, PARTIALLY_SUCCEEDED, FAILED);

    /// Whether nothing can change any more.
    public boolean isFinal() {
        return ENDS.contains(this) || this == CANCELLED;
    }

    /// Whether the replay keeps others off its state machine.
    public boolean isActive() {
        return !isFinal() && this != PLANNED;
    }

    /// Whether the table of legal moves has this one.
    public boolean canBecome(ReplayState next) {
        return switch (this) {
            case PENDING -> next != PENDING && next != PLANNED;
            case PLANNING ->
                next == PLANNED || next == RUNNING || next == PAUSED || next == CANCELLED || ENDS.contains(next);
            case PLANNED -> next == PENDING || next == CANCELLED;
            case RUNNING -> next == PAUSED || next == CANCELLING || ENDS.contains(next);
            case PAUSED ->
                next == PENDING || next == RUNNING || next == PLANNING || next == CANCELLING || ENDS.contains(next);
            case CANCELLING -> next == CANCELLED;
            case SUCCEEDED, PARTIALLY_SUCCEEDED, FAILED, CANCELLED -> false;
        };
    }

    /// What a caller may ask for in this state, by the names of the API.
    public List<String> allowedActions() {
        return switch (this) {
            case PENDING -> List.of("cancel", "patch");
            case PLANNING, RUNNING -> List.of("pause", "cancel", "patch");
            case PLANNED -> List.of("confirm", "cancel", "patch", "delete");
            case PAUSED -> List.of("resume", "cancel", "patch");
            case CANCELLING -> List.of("cancel");
            case SUCCEEDED, PARTIALLY_SUCCEEDED, FAILED, CANCELLED -> List.of("retry-failed", "delete");
        };
    }
}

package io.github.sfnreplay.engine.control;

import io.github.sfnreplay.replay.Limits.AfterCanary;
import io.github.sfnreplay.replay.StateReason;
import org.jspecify.annotations.Nullable;

/// Counts the first few executions that the replay itself starts, which run to their ends before any other begins.
/// Guarded by the lock of its [StartAdmission].
final class Canary {

    private final int size;
    private int begun;
    private int ended;
    private boolean failed;
    private boolean over;

    /// @param size how many; 0 for none
    Canary(int size) {
        this.size = size;
        this.over = size == 0;
    }

    /// Goes on where an earlier owner has left off.
    void restore(int ended, boolean anyFailed, boolean isOver) {
        begun = ended;
        this.ended = ended;
        failed = anyFailed;
        over |= isOver;
    }

    boolean mayBegin() {
        return over || begun < size;
    }

    /// One more begins.
    ///
    /// @return whether it is one of the canaries
    boolean begin() {
        if (over) {
            return false;
        }
        begun++;
        return true;
    }

    /// One of the canaries was not started by this replay; another takes its place.
    void withdraw() {
        begun--;
    }

    /// One of the canaries has ended.
    void end(boolean succeeded) {
        ended++;
        failed |= !succeeded;
    }

    /// Whether all have ended, and what follows from that has not been done yet.
    boolean isDecided() {
        return !over && ended == size;
    }

    /// Why the replay has to pause now that all have ended; null if the others may begin at once.
    @Nullable
    StateReason pauseReason(AfterCanary afterCanary) {
        if (failed) {
            return StateReason.CANARY_FAILED;
        }
        return afterCanary == AfterCanary.PAUSE ? StateReason.CANARY_PASSED : null;
    }

    /// The others may begin.
    void close() {
        over = true;
    }
}

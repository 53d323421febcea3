package io.github.sfnreplay.replay;

import org.jspecify.annotations.Nullable;

/// A move of a replay, with its entry in the log.
///
/// @param action by the names of the API, or what the engine does
/// @param then the times after the move
/// @param note what the log says; null for what the state's detail says
record Transition(
        Replay before,
        Command command,
        String action,
        Times then,
        @Nullable String note) {

    Transition at(Times other) {
        return new Transition(before, command, action, other, note);
    }

    Transition noting(@Nullable String other) {
        return new Transition(before, command, action, then, other);
    }

    /// The next version.
    ///
    /// @param detail one sentence for the state after
    /// @throws IllegalStateException if the table of legal moves does not have this one
    Replay to(ReplayState next, @Nullable StateReason why, @Nullable String detail) {
        var status = before.status();
        if (!status.state().canBecome(next)) {
            throw new IllegalStateException("a replay cannot go from " + status.state() + " to " + next);
        }
        return stay(new Status(next, why, detail, status.error(), status.stopRunning()));
    }

    /// The next version, in the state that it has.
    Replay stay(Status after) {
        var entry = new StateChange(
                then.updatedAt(),
                command.by(),
                action,
                before.state(),
                after.state(),
                after.reason(),
                command.reason(),
                note == null ? after.detail() : note);
        return new Replay(
                before.origin(),
                before.version() + 1,
                before.spec(),
                after,
                then,
                before.work(),
                before.log().with(entry));
    }
}

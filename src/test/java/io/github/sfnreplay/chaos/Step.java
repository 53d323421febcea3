package io.github.sfnreplay.chaos;

import java.util.List;
import java.util.Random;

/// What a client, or fate, does while a replay goes on.
enum Step {
    WAIT,
    PAUSE,
    RESUME,
    PATCH,
    CONFIRM,
    CANCEL,
    /// Cancels, and stops what was started.
    STOP,
    /// All page tokens die.
    EXPIRE_TOKENS,
    /// A source can no longer be read, although listings show it.
    EXPIRE_SOURCE,
    /// Others' executions end on the same machine.
    FOREIGN,
    /// Credentials expire, or a permission is taken away.
    DENY,
    /// The credentials are renewed, or the permission is granted again.
    GRANT,
    /// The endpoint is gone for a while.
    OUTAGE,
    DELETE_MACHINE;

    private static final List<Step> USUAL =
            List.of(WAIT, WAIT, WAIT, PAUSE, RESUME, RESUME, PATCH, CONFIRM, EXPIRE_TOKENS, EXPIRE_SOURCE, FOREIGN);
    private static final List<Step> HARSH = List.of(DENY, GRANT, OUTAGE, CANCEL, STOP, DELETE_MACHINE);

    /// One in six is harsh.
    static Step any(Random random) {
        var from = random.nextInt(6) == 0 ? HARSH : USUAL;
        return from.get(random.nextInt(from.size()));
    }
}

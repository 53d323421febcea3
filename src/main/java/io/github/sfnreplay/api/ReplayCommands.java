package io.github.sfnreplay.api;

import io.github.sfnreplay.api.caller.Caller;
import io.github.sfnreplay.api.input.IfMatch;
import io.github.sfnreplay.replay.Command;
import io.github.sfnreplay.replay.Replays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Turns the headers of a request into the command that the domain takes: who asks, why, and of which version.
@Component
class ReplayCommands {

    private final Replays replays;

    ReplayCommands(Replays replays) {
        this.replays = replays;
    }

    /// A command that concerns no replay in particular.
    Command of(@Nullable String reason) {
        return Command.by(Caller.current().name(), reason);
    }

    /// A command that concerns the replay.
    Command of(String id, HttpHeaders headers, @Nullable String reason) {
        return of(reason)
                .ifVersion(IfMatch.version(headers, () -> replays.find(id).version()));
    }
}

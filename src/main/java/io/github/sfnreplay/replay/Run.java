package io.github.sfnreplay.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The execution that replays a source, as far as it is known.
///
/// @param adopted whether it had been started before, under the same name
/// @param redriven whether it is the source itself, redriven
/// @param startedAt start or redrive date, of AWS
/// @param stoppedAt null while it is not known to have ended
public record Run(
        boolean adopted,
        boolean redriven,
        @Nullable Instant startedAt,
        @Nullable Instant stoppedAt) {

    /// Nothing was started.
    public static final Run NONE = new Run(false, false, null, null);

    Run started(Instant at) {
        return new Run(adopted, redriven, at, stoppedAt);
    }

    Run stopped(@Nullable Instant at) {
        return new Run(adopted, redriven, startedAt, at);
    }
}

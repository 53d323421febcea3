package io.github.sfnreplay.replay;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who asks for a change, why, and of which version of the replay.
///
/// @param by who asks
/// @param reason the caller's words
/// @param expectedVersion refused with PRECONDITION_FAILED unless the replay has this version; null for any
public record Command(
        String by, @Nullable String reason, @Nullable Long expectedVersion) {

    /// A caller of whom nothing is known.
    public static final String ANONYMOUS = "anonymous";

    /// This service itself.
    public static final String ENGINE = "sfn-replay";

    /// Nobody in particular asks, for no reason given.
    public static final Command NONE = new Command(ANONYMOUS, null, null);

    static final Command BY_ENGINE = new Command(ENGINE, null, null);

    public static Command because(@Nullable String reason) {
        return new Command(ANONYMOUS, reason, null);
    }

    /// A command of somebody who is known.
    ///
    /// @param by who asks
    public static Command by(String by, @Nullable String reason) {
        return new Command(by, reason, null);
    }

    /// The same, only for that version.
    public Command ifVersion(@Nullable Long version) {
        return new Command(by, reason, version);
    }

    void require(long version) {
        if (expectedVersion != null && expectedVersion != version) {
            throw new ReplayException(new Fault(
                    Fault.Kind.PRECONDITION_FAILED,
                    "The replay has version " + version + " now, not " + expectedVersion
                            + ". Read it again, and decide again.",
                    Map.of("version", version)));
        }
    }
}

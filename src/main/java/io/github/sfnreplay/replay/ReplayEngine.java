package io.github.sfnreplay.replay;

import java.time.Instant;

/// Runs replays.
public interface ReplayEngine {

    /// Asks Step Functions whether the machines of the specification can be replayed.
    ///
    /// @return the limits that will hold
    /// @throws ReplayException if they cannot, or if it does not answer
    EffectiveLimits check(ReplaySpec spec);

    /// The specification with the types of its machines, as the last `check` has found them.
    default ReplaySpec resolve(ReplaySpec spec) {
        return spec;
    }

    /// The time at AWS, as well as it is known; after a `check` it is, unless the endpoint does not tell it.
    ///
    /// @param local the time of this machine, for an engine that does not know AWS's
    default Instant awsTime(Instant local) {
        return local;
    }

    /// The limits that hold for the specification; asks nobody.
    EffectiveLimits effectiveLimits(ReplaySpec spec);

    /// Keeps a place for a paused replay that is about to be resumed, until it is woken.
    ///
    /// @return whether there is one; or else the replay has to wait
    default boolean reservePlace(String id) {
        return true;
    }

    /// The replay is new, or was changed by a caller: when this returns, the engine has taken note.
    void wake(String id);
}

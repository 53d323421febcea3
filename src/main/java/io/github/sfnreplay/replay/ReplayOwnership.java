package io.github.sfnreplay.replay;

import java.util.Optional;

/// Which instance of the service runs which replay. At any moment one instance at most holds the lease of a replay.
public interface ReplayOwnership {

    /// Takes a replay that nobody owns, or whose owner is gone. The items of a plan that was not finished are dropped:
    /// a replay without a plan is planned from scratch.
    ///
    /// @return empty if another instance has it, or if there is no such replay
    /// @throws StoreUnavailableException if the store does not answer
    Optional<Lease> claim(String id);

    /// From now on the listener is told; called once, by the engine at its start.
    void start(Listener listener);

    /// Writes down what is not yet, and gives back every lease; nothing is told any more.
    void stop();

    /// Whether replays outlive this process, so that this or another instance goes on with what it leaves.
    boolean outlivesProcess();

    /// Is told what happens to replays elsewhere, by one thread, one call after the other. Must return soon.
    interface Listener {

        /// A replay owned here was changed by a request, here or elsewhere.
        void changed(String id);

        /// The replay is active and due, and nobody runs it. Told again until somebody does.
        void ownerless(String id);

        /// The lease is gone. What runs for it must stop at once and write nothing more.
        void lost(String id);

        /// The store does not answer: nothing may begin.
        void unreachable();

        /// The store answers again; the leases that were not told to be lost hold.
        void reachable();
    }
}

package io.github.sfnreplay.replay;

import java.util.Collection;
import java.util.Set;

/// The right to run one replay.
public interface Lease {

    /// Rises with each owner, from 1; 0 where there is only one owner ever.
    long epoch();

    /// Whether the lease surely holds at this moment. Asked before every start, redrive and stop, so that it must cost
    /// nothing. May be false for a while and then true again; when it is over for good, the listener is told.
    boolean isValid();

    /// Through which the engine reads and writes this replay; other replays can be read through it too. `saveItems` may
    /// be written down a little later, `update` not; each write is fenced by the epoch.
    ///
    /// Its methods throw [LeaseLostException] once another instance has the replay, and [StoreUnavailableException] if
    /// what has to be written at once cannot be; the write may then have been done all the same, so that whoever
    /// repeats a move has to look at the replay first.
    ReplayStore store();

    /// Writes down, and waits until it is kept safely, that these items are about to be redriven, or started without a
    /// name that is a lock.
    ///
    /// @throws StoreUnavailableException if it does not answer
    /// @throws LeaseLostException if it is another's by now
    void intend(Collection<Item> items);

    /// The items, by their indexes, that an earlier owner has intended and that were PENDING when the lease was
    /// claimed: each may have been redriven, or started.
    Set<Integer> inDoubt();

    /// Writes down what is not yet, and gives the lease back, as the replay rests or has ended; does nothing for a
    /// lease that is lost.
    void release();
}

package io.github.sfnreplay.replay;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Keeps replays and their items. Hands out values, never live objects; each method is atomic, and every replay it
/// hands out carries the counts of its items at that moment.
public interface ReplayStore {

    /// Adds a replay.
    ///
    /// @throws ReplayException REPLAY_CONFLICT if another one is active on the same state machine
    void insert(Replay replay);

    Optional<Replay> find(String id);

    /// The active replay of the same state machine, if there is one.
    Optional<Replay> findActive(Replay like);

    /// Applies a pure move. Where the result is final, items that are still PENDING become CANCELLED and RUNNING ones
    /// become STARTED in the same step.
    ///
    /// @throws ReplayException REPLAY_NOT_FOUND, REPLAY_CONFLICT, or what the move throws
    Replay update(String id, UnaryOperator<Replay> move);

    /// Forgets a replay and its items.
    ///
    /// @throws ReplayException INVALID_STATE_TRANSITION while it is active
    void delete(String id);

    List<Replay> list(ReplayQuery query);

    /// Adds items at the end of the plan, in their order; their indexes go on from those that are there.
    void addItems(String id, List<Item> items);

    /// Writes items that have changed, and counts them. Items of a final replay are left as they are.
    void saveItems(String id, Collection<Item> items, Instant now);

    List<Item> items(String id, ItemQuery query);
}

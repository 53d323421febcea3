package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Keeps replays and their items. Hands out values, never live objects; each method is atomic, and every replay it
/// hands out carries the counts of its items at that moment.
public interface ReplayStore {

    /// Adds a replay with the first items of its plan, all or nothing.
    ///
    /// @throws ReplayException REPLAY_CONFLICT if another one holds the same state machine, MAX_ITEMS_EXCEEDED if all
    ///         replays together would have too many items
    void insert(Replay replay, List<Item> items);

    /// Adds a replay without items.
    default void insert(Replay replay) {
        insert(replay, List.of());
    }

    Optional<Replay> find(String id);

    /// The replay that holds the state machine, if there is one: see [Replay#holdsMachine].
    ///
    /// @param machine without version or alias
    Optional<Replay> findActive(StateMachineArn machine);

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

package io.github.sfnreplay.replay;

import java.util.List;
import java.util.stream.Stream;

/// What was done to a replay, by whom and why; append only, oldest first.
///
/// @param dropped how many entries came before the first of these and are no longer kept
/// @param entries the last of them
public record ReplayLog(long dropped, List<StateChange> entries) {

    /// 1,000 kept replays with full logs take some 60 MB; a person's replay has ten entries, only a loop fills this.
    static final int MAX_ENTRIES = 200;

    static final ReplayLog EMPTY = new ReplayLog(0, List.of());

    public ReplayLog {
        entries = List.copyOf(entries);
    }

    ReplayLog with(StateChange added) {
        var excess = entries.size() < MAX_ENTRIES ? 0 : entries.size() - MAX_ENTRIES + 1;
        return new ReplayLog(
                dropped + excess,
                Stream.concat(entries.stream().skip(excess), Stream.of(added)).toList());
    }

    /// Whether the last change of state came from that action.
    boolean lastMoveIs(String action) {
        return entries.reversed().stream()
                .filter(entry -> entry.from() != entry.to())
                .findFirst()
                .filter(entry -> entry.action().equals(action))
                .isPresent();
    }

    /// Whether a change that is kept had this reason.
    boolean has(StateReason reason) {
        return entries.stream().anyMatch(entry -> entry.stateReason() == reason);
    }

    /// The entries from a position on.
    ///
    /// @param from position in the whole log, from 0, that of dropped entries included
    public List<StateChange> from(long from, int limit) {
        return entries.stream().skip(Math.max(0, from - dropped)).limit(limit).toList();
    }
}

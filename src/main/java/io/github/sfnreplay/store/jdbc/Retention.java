package io.github.sfnreplay.store.jdbc;

import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.store.memory.RetentionSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/// Deletes what has been kept for long enough, or is too much: by the same rules as in memory. Items go a part at a
/// time, so that nothing waits for a million of them.
public final class Retention {

    /// Items deleted in one transaction: some 50 ms, and no long list of dead rows at once.
    private static final int PART = 10_000;

    /// Items that are planned before room is asked for again: few beside the two millions that all may have.
    private static final int STEP = 20_000;

    /// The states, for SQL, in which nothing runs.
    static final String IDLE = Arrays.stream(ReplayState.values())
            .filter(state -> !state.isActive())
            .map(state -> "'" + state + "'")
            .collect(Collectors.joining(", ", "(", ")"));

    private final Database database;
    private final RetentionSettings settings;
    private final Clock clock;

    public Retention(Database database, RetentionSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    private record Idle(String id, boolean planned, Instant updatedAt, int items) {}

    /// Before this, what is idle has been kept for long enough.
    Instant horizon() {
        return clock.instant().minus(settings.time());
    }

    /// Makes room for a given number of items, and drops what has been kept for long enough, or is too much.
    ///
    /// @return how many items may be added before room has to be made again
    /// @throws ReplayException MAX_ITEMS_EXCEEDED
    public int makeRoom(int items) {
        prune(items);
        if (items == 0) {
            return 0;
        }
        var left = settings.items() - itemsOfAll();
        if (items > left) {
            throw new ReplayException(new Fault(
                    Fault.Kind.MAX_ITEMS_EXCEEDED,
                    "All replays together may have " + settings.items()
                            + " items. Delete planned or finished replays, or select fewer executions."));
        }
        return (int) Math.min(left, Math.max(items, STEP));
    }

    private long itemsOfAll() {
        return database.read(jdbc -> Objects.requireNonNull(
                jdbc.queryForObject("SELECT COALESCE(SUM(item_count), 0) FROM replay", Long.class)));
    }

    /// The one that finished first goes before the others, and those that are only planned after all of them.
    private void prune(int items) {
        var idle = database.read(jdbc -> jdbc.query(
                "SELECT id, state, updated_at, item_count FROM replay WHERE state IN " + IDLE
                        + " ORDER BY CASE WHEN state = 'PLANNED' THEN 1 ELSE 0 END, updated_at, id",
                (row, number) -> new Idle(
                        row.getString("id"),
                        row.getString("state").equals(ReplayState.PLANNED.name()),
                        row.getTimestamp("updated_at").toInstant(),
                        row.getInt("item_count"))));
        var left = items == 0 && idle.size() <= settings.replays() ? 0 : itemsOfAll() + items;
        var kept = idle.size();
        for (var replay : idle) {
            var room = left <= settings.items() || replay.planned();
            if (kept > settings.replays() || !room || replay.updatedAt().isBefore(horizon())) {
                if (dropped(replay.id())) {
                    left -= replay.items();
                    kept--;
                }
            }
        }
    }

    /// Forgets a replay, unless it is active or gone.
    ///
    /// @return whether it did
    boolean dropped(String id) {
        return database.write(jdbc -> {
            var nums = jdbc.queryForList(
                    "SELECT num FROM replay WHERE id = ? AND state IN " + IDLE + " FOR UPDATE", Long.class, id);
            if (nums.isEmpty()) {
                return false;
            }
            jdbc.update("DELETE FROM replay WHERE id = ?", id);
            jdbc.update("DELETE FROM idempotency_key WHERE replay_id = ?", id);
            discard(jdbc, nums.getFirst());
            return true;
        });
    }

    /// Leaves the items to be deleted later.
    public static void discard(JdbcTemplate jdbc, long num) {
        jdbc.update("INSERT INTO item_garbage (num) VALUES (?)", num);
    }

    /// Deletes a part of what is left of replays that are gone. Instances that do so at once do not wait for each
    /// other.
    ///
    /// @return whether there may be more
    public boolean sweep() {
        return database.write(jdbc -> {
            var nums = jdbc.queryForList(
                    "SELECT num FROM item_garbage ORDER BY num LIMIT 1 FOR UPDATE SKIP LOCKED", Long.class);
            nums.forEach(num -> sweep(jdbc, num));
            return !nums.isEmpty();
        });
    }

    private static void sweep(JdbcTemplate jdbc, long num) {
        var first = jdbc.queryForObject("SELECT MIN(idx) FROM item WHERE num = ?", Integer.class, num);
        if (first == null) {
            jdbc.update("DELETE FROM item_garbage WHERE num = ?", num);
        } else {
            jdbc.update("DELETE FROM item WHERE num = ? AND idx < ?", num, first + PART);
        }
    }
}

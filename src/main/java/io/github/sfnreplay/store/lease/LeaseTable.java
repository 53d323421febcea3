package io.github.sfnreplay.store.lease;

import io.github.sfnreplay.replay.ItemCounts;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.Tally;
import io.github.sfnreplay.store.jdbc.Database;
import io.github.sfnreplay.store.jdbc.ReplayRow;
import io.github.sfnreplay.store.jdbc.ReplayRows;
import io.github.sfnreplay.store.jdbc.Retention;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/// Who owns which replay, in the rows of the replays themselves. All times are the database's.
final class LeaseTable {

    /// Four heartbeats: one that is late is no reason to lose a replay, and another instance takes over in five
    /// seconds.
    static final Duration LENGTH = Duration.ofSeconds(4);

    /// More ownerless replays than an instance can take at once are told later.
    private static final int MAX_OWNERLESS = 200;

    private static final String UNTIL = "CURRENT_TIMESTAMP + INTERVAL '" + LENGTH.toSeconds() + "' SECOND";

    private static final String ACTIVE = Arrays.stream(ReplayState.values())
            .filter(ReplayState::isActive)
            .map(state -> "'" + state + "'")
            .collect(Collectors.joining(", ", "(", ")"));

    private final Database database;
    private final ReplayRows rows;
    private final String owner;

    LeaseTable(Database database, ReplayRows rows, String owner) {
        this.database = database;
        this.rows = rows;
        this.owner = owner;
    }

    String owner() {
        return owner;
    }

    /// What is owned here.
    record Owned(String id, long epoch, long revision) {}

    /// Takes the replay, unless it rests for good or another instance has it.
    Optional<ReplayRow> claim(String id) {
        return database.write(jdbc -> {
            if (!isFree(jdbc, id)) {
                return Optional.empty();
            }
            return rows.find(jdbc, id).map(row -> {
                var taken = isUnplanned(row) ? emptied(jdbc, row) : row;
                jdbc.update(
                        "UPDATE replay SET owner = ?, epoch = ?, lease_until = " + UNTIL + " WHERE id = ?",
                        owner,
                        taken.epoch() + 1,
                        id);
                return new ReplayRow(taken.replay(), taken.num(), taken.revision(), taken.epoch() + 1, owner);
            });
        });
    }

    private boolean isFree(JdbcTemplate jdbc, String id) {
        return !jdbc.queryForList(
                        "SELECT id FROM replay WHERE id = ? AND state IN " + ACTIVE
                                + " AND (owner IS NULL OR owner = ? OR lease_until < CURRENT_TIMESTAMP) FOR UPDATE",
                        String.class,
                        id,
                        owner)
                .isEmpty();
    }

    private static boolean isUnplanned(ReplayRow row) {
        return row.replay().plan() == null && row.items() > 0;
    }

    /// A plan that its owner did not finish is begun again.
    private ReplayRow emptied(JdbcTemplate jdbc, ReplayRow row) {
        var num = ReplayRows.nextNum(jdbc);
        Retention.discard(jdbc, row.num());
        jdbc.update("UPDATE replay SET num = ? WHERE id = ?", num, row.replay().id());
        var none = new Tally(ItemCounts.NONE, Map.of(), 0, List.of());
        Replay empty = row.replay().counted(none, row.replay().times().updatedAt());
        rows.count(jdbc, empty);
        return new ReplayRow(empty, num, row.revision(), row.epoch(), row.owner());
    }

    /// Prolongs every lease of this instance.
    void renew() {
        database.<Integer>read(
                jdbc -> jdbc.update("UPDATE replay SET lease_until = " + UNTIL + " WHERE owner = ?", owner));
    }

    /// What this instance owns at this moment.
    List<Owned> owned() {
        return database.read(jdbc -> jdbc.query(
                "SELECT id, epoch, revision FROM replay WHERE owner = ?",
                (row, number) -> new Owned(row.getString("id"), row.getLong("epoch"), row.getLong("revision")),
                owner));
    }

    Optional<ReplayRow> find(String id) {
        return database.read(jdbc -> rows.find(jdbc, id));
    }

    void release(String id, long epoch) {
        database.<Integer>read(jdbc -> jdbc.update(
                "UPDATE replay SET owner = NULL, lease_until = NULL WHERE id = ? AND owner = ? AND epoch = ?",
                id,
                owner,
                epoch));
    }

    /// Leaves all leases of this instance to whoever comes next.
    void abandon() {
        database.<Integer>read(jdbc -> jdbc.update(
                "UPDATE replay SET lease_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND WHERE owner = ?", owner));
    }

    /// The replays that somebody should run, the oldest first. A paused one that was given back rests; one whose owner
    /// is gone may have executions to be followed.
    List<String> ownerless() {
        return database.read(jdbc -> jdbc.queryForList(
                "SELECT id FROM replay WHERE state IN " + ACTIVE
                        + " AND ((owner IS NULL AND state <> 'PAUSED') OR lease_until < CURRENT_TIMESTAMP)"
                        + " AND (starts_at IS NULL OR state <> 'PENDING' OR starts_at <= CURRENT_TIMESTAMP)"
                        + " ORDER BY id LIMIT " + MAX_OWNERLESS,
                String.class));
    }
}

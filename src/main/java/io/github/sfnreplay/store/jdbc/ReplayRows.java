package io.github.sfnreplay.store.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplaySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// Reads and writes the rows of replays. What was asked for never changes but for its limits, and may name a million
/// executions: it is written once, and read once by each instance while there is room for it.
public final class ReplayRows {

    /// What a request without ARNs takes, measured in ARNs.
    private static final int SPEC_WEIGHT = 20;

    private static final String COLUMNS =
            "SELECT id, num, version, revision, updated_at, body, tally, epoch, owner FROM replay ";

    private final Cache<String, ReplaySpec> specs;

    /// @param maxNamed how many ARNs of requests are kept in memory
    public ReplayRows(int maxNamed) {
        this.specs = Caffeine.newBuilder()
                .maximumWeight(maxNamed)
                .weigher((String id, ReplaySpec spec) -> SPEC_WEIGHT + named(spec))
                .build();
    }

    private record Raw(
            String id,
            long num,
            long version,
            long revision,
            Instant updatedAt,
            String body,
            String tally,
            long epoch,
            @Nullable String owner) {}

    /// The row of a replay, whether or not it has been kept for too long.
    public Optional<ReplayRow> find(JdbcTemplate jdbc, String id) {
        return select(jdbc, "WHERE id = ?", id).stream().findFirst();
    }

    /// The same, and nobody else changes it until the transaction ends.
    public Optional<ReplayRow> lock(JdbcTemplate jdbc, String id) {
        return select(jdbc, "WHERE id = ? FOR UPDATE", id).stream().findFirst();
    }

    List<ReplayRow> select(JdbcTemplate jdbc, String condition, Object... values) {
        var raw = jdbc.query(COLUMNS + condition, (row, number) -> raw(row), values);
        var known = new HashMap<String, ReplaySpec>();
        raw.forEach(each -> spec(jdbc, each.id()).ifPresent(spec -> known.put(each.id(), spec)));
        return raw.stream()
                .filter(each -> known.containsKey(each.id()))
                .map(each -> row(each, known))
                .toList();
    }

    /// Adds a row, unless another one has the id or holds the machine.
    ///
    /// @return whether it did
    boolean insert(JdbcTemplate jdbc, Replay replay, long num) {
        var times = replay.times();
        return jdbc.update(
                        """
                INSERT INTO replay (id, num, version, revision, state, machine, active_machine, parent, created_at,
                                    updated_at, starts_at, item_count, spec, body, tally, epoch)
                VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING""",
                        replay.id(),
                        num,
                        replay.version(),
                        replay.state().name(),
                        machine(replay),
                        activeMachine(replay),
                        replay.parentReplayId(),
                        timestamp(times.createdAt()),
                        timestamp(times.updatedAt()),
                        timestamp(times.startsAt()),
                        room(replay),
                        ReplayCodec.spec(replay),
                        ReplayCodec.body(replay),
                        ReplayCodec.tally(replay.tally()))
                == 1;
    }

    /// Writes a move of a replay whose row is locked.
    ///
    /// @return the row afterwards
    public ReplayRow move(JdbcTemplate jdbc, ReplayRow before, Replay after) {
        jdbc.update(
                """
                UPDATE replay SET version = ?, revision = ?, state = ?, active_machine = ?, updated_at = ?,
                                  starts_at = ?, item_count = ?, body = ?, tally = ? WHERE id = ?""",
                after.version(),
                before.revision() + 1,
                after.state().name(),
                activeMachine(after),
                timestamp(after.times().updatedAt()),
                timestamp(after.times().startsAt()),
                room(after),
                ReplayCodec.body(after),
                ReplayCodec.tally(after.tally()),
                after.id());
        return new ReplayRow(after, before.num(), before.revision() + 1, before.epoch(), before.owner());
    }

    /// Writes new counts of a replay whose row is locked.
    public void count(JdbcTemplate jdbc, Replay counted) {
        jdbc.update(
                "UPDATE replay SET version = ?, updated_at = ?, item_count = ?, tally = ? WHERE id = ?",
                counted.version(),
                timestamp(counted.times().updatedAt()),
                room(counted),
                ReplayCodec.tally(counted.tally()),
                counted.id());
    }

    void forget(String id) {
        specs.invalidate(id);
    }

    /// A number under which no items are kept yet.
    public static long nextNum(JdbcTemplate jdbc) {
        var num = jdbc.queryForObject("SELECT nextval('replay_num')", Long.class);
        return num == null ? 0 : num;
    }

    /// How many items there are, or may be.
    static int room(Replay replay) {
        return Math.max(replay.tally().itemCounts().total(), named(replay.spec()));
    }

    private static int named(ReplaySpec spec) {
        return spec.filter().executionArns().size();
    }

    private Optional<ReplaySpec> spec(JdbcTemplate jdbc, String id) {
        var kept = specs.getIfPresent(id);
        if (kept != null) {
            return Optional.of(kept);
        }
        var read = jdbc.queryForList("SELECT spec FROM replay WHERE id = ?", String.class, id).stream()
                .findFirst()
                .map(json -> ReplayCodec.spec(Objects.requireNonNull(json)));
        read.ifPresent(spec -> specs.put(id, spec));
        return read;
    }

    private static Raw raw(ResultSet row) throws SQLException {
        return new Raw(
                row.getString("id"),
                row.getLong("num"),
                row.getLong("version"),
                row.getLong("revision"),
                row.getTimestamp("updated_at").toInstant(),
                row.getString("body"),
                row.getString("tally"),
                row.getLong("epoch"),
                row.getString("owner"));
    }

    private static ReplayRow row(Raw raw, Map<String, ReplaySpec> specs) {
        var spec = specs.get(raw.id());
        if (spec == null) {
            throw new IllegalStateException("no spec of " + raw.id());
        }
        var replay = ReplayCodec.replay(raw.version(), raw.updatedAt(), spec, raw.body(), raw.tally());
        return new ReplayRow(replay, raw.num(), raw.revision(), raw.epoch(), raw.owner());
    }

    private static @Nullable String activeMachine(Replay replay) {
        return replay.holdsMachine() ? machine(replay) : null;
    }

    private static String machine(Replay replay) {
        return replay.spec().stateMachine().unqualified().toString();
    }

    static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}

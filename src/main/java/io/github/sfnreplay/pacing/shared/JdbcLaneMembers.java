package io.github.sfnreplay.pacing.shared;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The members of lanes in the table `lane_member`. Each statement is a transaction of its own.
final class JdbcLaneMembers implements LaneMembers {

    /// After three minutes a lane's rate is the full one again, and every bucket is full within another two.
    private static final String FORGET = """
            DELETE FROM lane_member WHERE beat_at < CURRENT_TIMESTAMP - INTERVAL '10' MINUTE""";

    private static final String REJOIN = """
            UPDATE lane_member SET has_left = FALSE, beat_at = CURRENT_TIMESTAMP
            WHERE lane = :lane AND instance = :instance""";

    private static final String JOIN = """
            INSERT INTO lane_member (lane, instance, has_left, beat_at, acknowledged_at, cuts)
            VALUES (:lane, :instance, FALSE, CURRENT_TIMESTAMP, TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00', 0)""";

    private static final String BEAT = """
            UPDATE lane_member SET beat_at = CURRENT_TIMESTAMP, acknowledged_at = :acknowledged, cuts = :cuts
            WHERE lane = :lane AND instance = :instance""";

    private static final String LEAVE = """
            UPDATE lane_member SET has_left = TRUE WHERE lane = :lane AND instance = :instance""";

    private static final String NOW = "SELECT CURRENT_TIMESTAMP";

    private static final String READ = """
            SELECT lane, instance, beat_at, acknowledged_at, cuts,
                   NOT has_left AND beat_at > CURRENT_TIMESTAMP - INTERVAL '%d' SECOND AS live
            FROM lane_member""".formatted(LIVES_FOR_SECONDS);

    private final JdbcClient jdbc;

    JdbcLaneMembers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void join(String instance, Collection<String> lanes) {
        for (var lane : lanes) {
            if (write(REJOIN, instance, lane) == 0) {
                write(JOIN, instance, lane);
            }
        }
    }

    @Override
    public Seen read() {
        var before = jdbc.sql(NOW).query(OffsetDateTime.class).single().toInstant();
        var members = jdbc.sql(READ).query((row, number) -> member(row)).list();
        return new Seen(before, members);
    }

    @Override
    public void beat(String instance, Instant acknowledgedAt, Map<String, Long> cutsByLane) {
        cutsByLane.forEach((lane, cuts) -> jdbc.sql(BEAT)
                .param("acknowledged", acknowledgedAt.atOffset(ZoneOffset.UTC))
                .param("cuts", cuts)
                .param("lane", lane)
                .param("instance", instance)
                .update());
    }

    @Override
    public void leave(String instance, Collection<String> lanes) {
        lanes.forEach(lane -> write(LEAVE, instance, lane));
    }

    @Override
    public void forgetOld() {
        jdbc.sql(FORGET).update();
    }

    private int write(String statement, String instance, String lane) {
        return jdbc.sql(statement)
                .param("lane", lane)
                .param("instance", instance)
                .update();
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                row.getString("instance"),
                row.getString("lane"),
                row.getBoolean("live"),
                instant(row, "beat_at"),
                instant(row, "acknowledged_at"),
                row.getLong("cuts"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

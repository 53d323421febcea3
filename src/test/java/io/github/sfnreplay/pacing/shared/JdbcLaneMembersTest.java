package io.github.sfnreplay.pacing.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.assertj.core.groups.Tuple;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The members of lanes in real databases.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JdbcLaneMembersTest {

    private static final List<String> LANES = List.of("1/eu-west-1/START_EXECUTION", "1/eu-west-1/LIST_EXECUTIONS");

    private EmbeddedPostgres postgres;

    @BeforeAll
    void startPostgres() throws Exception {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    void stopPostgres() throws Exception {
        postgres.close();
    }

    List<JdbcClient> databases() {
        var h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1");
        return List.of(migrated(h2), migrated(postgres.getPostgresDatabase()));
    }

    private static JdbcClient migrated(DataSource source) {
        Flyway.configure().dataSource(source).cleanDisabled(false).load().clean();
        Flyway.configure().dataSource(source).load().migrate();
        return JdbcClient.create(source);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void showsWhoJoinedAndWhatTheySaid(JdbcClient jdbc) {
        var members = new JdbcLaneMembers(jdbc);
        members.join("one", LANES);
        members.join("other", LANES.subList(0, 1));
        var before = members.read();

        members.beat("one", before.now(), Map.of(LANES.get(0), 3L));

        var seen = members.read();
        assertThat(seen.members())
                .extracting(LaneMembers.Member::instance, LaneMembers.Member::lane, LaneMembers.Member::live)
                .containsExactlyInAnyOrder(
                        tuple("one", LANES.get(0)), tuple("one", LANES.get(1)), tuple("other", LANES.get(0)));
        var one = seen.members().stream().filter(member -> member.cuts() == 3).findFirst();
        assertThat(one).hasValueSatisfying(member -> {
            assertThat(member.acknowledgedAt()).isEqualTo(before.now());
            assertThat(Duration.between(member.beatAt(), seen.now())).isBetween(Duration.ZERO, Duration.ofSeconds(2));
        });
        assertThat(seen.now()).isAfterOrEqualTo(before.now());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void keepsWhoLeftUntilEveryBucketIsFullAgain(JdbcClient jdbc) {
        var members = new JdbcLaneMembers(jdbc);
        members.join("one", LANES);
        members.leave("one", LANES);
        members.forgetOld();

        assertThat(members.read().members()).hasSize(2).noneMatch(LaneMembers.Member::live);
        jdbc.sql("UPDATE lane_member SET beat_at = CURRENT_TIMESTAMP - INTERVAL '11' MINUTE")
                .update();
        members.forgetOld();
        assertThat(members.read().members()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void takesWhoSaidNothingForThreeSecondsForGone(JdbcClient jdbc) {
        var members = new JdbcLaneMembers(jdbc);
        members.join("one", LANES);
        jdbc.sql("UPDATE lane_member SET beat_at = CURRENT_TIMESTAMP - INTERVAL '4' SECOND WHERE lane = :lane")
                .param("lane", LANES.get(0))
                .update();

        assertThat(members.read().members())
                .filteredOn(LaneMembers.Member::live)
                .extracting(LaneMembers.Member::lane)
                .containsExactly(LANES.get(1));
        members.join("one", LANES.subList(0, 1));
        assertThat(members.read().members()).allMatch(LaneMembers.Member::live);
    }

    private static Tuple tuple(String instance, String lane) {
        return Assertions.tuple(instance, lane, true);
    }
}

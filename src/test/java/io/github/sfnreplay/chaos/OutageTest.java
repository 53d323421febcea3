package io.github.sfnreplay.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.Latency;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Takes the endpoint away in each phase of a replay, for longer and for shorter than is tolerated.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageTest {

    private static final int SIZE = 80;

    private final Arena arena = new Arena("sfn-replay.upstream-outage-tolerance=3s", "sfn-replay.call-timeout=3s");

    /// What a replay is doing when the endpoint goes.
    enum Phase {
        PLANNING {
            @Override
            boolean isReached(Simulator simulator, JsonNode replay) {
                return simulator.calls().of(Action.LIST_EXECUTIONS) > 2;
            }
        },
        READING {
            @Override
            boolean isReached(Simulator simulator, JsonNode replay) {
                return simulator.calls().of(Action.DESCRIBE_EXECUTION)
                                + simulator.calls().of(Action.GET_EXECUTION_HISTORY)
                        > 10;
            }
        },
        STARTING {
            @Override
            boolean isReached(Simulator simulator, JsonNode replay) {
                return simulator.ledger().acceptedStarts() >= 10;
            }
        },
        FOLLOWING {
            @Override
            boolean isReached(Simulator simulator, JsonNode replay) {
                return Caller.count(replay, "running") == SIZE;
            }
        };

        abstract boolean isReached(Simulator simulator, JsonNode replay);
    }

    @BeforeEach
    void reset() {
        arena.reset();
        arena.simulator().latency(Latency.fixed(Duration.ofMillis(15)));
        arena.simulator().listings(ListingFlaws.none().withLargestPage(20));
        arena.simulator().behaviour(run -> Outcome.endless());
    }

    @AfterAll
    void close() {
        arena.close();
    }

    @ParameterizedTest
    @EnumSource
    void aLongOutagePausesAndNothingFails(Phase phase) {
        var stock = Stock.of(arena.simulator(), SIZE);
        var id = reach(phase, stock);
        arena.simulator().down();
        var paused = arena.caller().awaitState(id, "PAUSED");
        assertThat(Caller.reason(paused)).isEqualTo("UPSTREAM_UNAVAILABLE");
        assertThat(Caller.count(paused, "failed")).isZero();
        assertThat(Caller.count(paused, "unconfirmed")).isZero();

        arena.simulator().up();
        arena.caller().move(id, "resume");
        assertAllSucceed(stock, id);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("chaos")
    void aShortOutageHealsByItself(Phase phase) {
        var stock = Stock.of(arena.simulator(), SIZE);
        var id = reach(phase, stock);
        arena.simulator().down();
        await().pollDelay(Duration.ofMillis(400)).until(() -> true);
        arena.simulator().up();

        assertAllSucceed(stock, id);
        assertThat(arena.caller().log(id).toString()).doesNotContain("PAUSED");
    }

    @ParameterizedTest
    @CsvSource({"PLANNING,false", "READING,true", "STARTING,false", "STARTING,true", "FOLLOWING,false", "FOLLOWING,true"
    })
    void aCancelledReplayEndsThoughTheEndpointIsGone(Phase phase, boolean stopRunning) {
        var stock = Stock.of(arena.simulator(), SIZE);
        var id = reach(phase, stock);
        arena.simulator().down();
        arena.caller().post("/replays/" + id + "/cancel", "{\"stopRunning\": " + stopRunning + "}");
        var replay = arena.caller().end(id);

        assertThat(Caller.state(replay)).isEqualTo("CANCELLED");
        assertThat(Caller.count(replay, "started")).isLessThanOrEqualTo(stock.started());
        assertThat(Caller.count(replay, "started") + Caller.count(replay, "unconfirmed"))
                .isGreaterThanOrEqualTo(stock.started());
    }

    /// Starts a replay and waits for the phase.
    private String reach(Phase phase, Stock stock) {
        var transform = phase == Phase.READING ? ", \"inputTransform\": \"$merge([$, {'again': 1}])\"" : "";
        var accepted = arena.caller().create(stock.request(transform + ", \"limits\": {\"startsPerSecond\": 60}"));
        arena.caller().await(Caller.id(accepted), replay -> phase.isReached(arena.simulator(), replay));
        return Caller.id(accepted);
    }

    private void assertAllSucceed(Stock stock, String id) {
        arena.caller().await(id, replay -> stock.started() == SIZE || Caller.FINAL.contains(Caller.state(replay)));
        arena.simulator().ledger().starts().stream()
                .map(LedgerEntry::executionArn)
                .forEach(arn -> arena.simulator().finish(arn, Outcome.succeeded("{}")));
        var replay = arena.caller().end(id);
        assertThat(Caller.state(replay)).as("%s", replay).isEqualTo("SUCCEEDED");
        assertThat(Caller.count(replay, "succeeded")).isEqualTo(SIZE);
        assertThat(Caller.count(replay, "adopted")).isZero();
        stock.assertAllStartedOnce();
    }
}

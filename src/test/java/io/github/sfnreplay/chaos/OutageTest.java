package io.github.sfnreplay.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.Latency;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.testing.service.ReplayChecks;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.TestService;
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

    private final TestService service =
            TestService.unpaced("sfn-replay.upstream-outage-tolerance=3s", "sfn-replay.call-timeout=3s");

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
                return ReplayClient.count(replay, "running") == SIZE;
            }
        };

        abstract boolean isReached(Simulator simulator, JsonNode replay);
    }

    @BeforeEach
    void reset() {
        service.resetSimulator();
        service.simulator().latency(Latency.fixed(Duration.ofMillis(15)));
        service.simulator().listings(ListingFlaws.none().withLargestPage(20));
        service.simulator().behaviour(run -> Outcome.endless());
    }

    @AfterAll
    void close() {
        service.close();
    }

    @ParameterizedTest
    @EnumSource
    void aLongOutagePausesAndNothingFails(Phase phase) {
        var stock = SeededMachine.of(service.simulator()).succeeded(SIZE);
        var id = reach(phase, stock);
        service.simulator().down();
        var paused = service.client().awaitState(id, "PAUSED");
        assertThat(ReplayClient.reason(paused)).isEqualTo("UPSTREAM_UNAVAILABLE");
        assertThat(ReplayClient.count(paused, "failed")).isZero();
        assertThat(ReplayClient.count(paused, "unconfirmed")).isZero();

        service.simulator().up();
        service.client().move(id, "resume");
        assertAllSucceed(stock, id);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("chaos")
    void aShortOutageHealsByItself(Phase phase) {
        var stock = SeededMachine.of(service.simulator()).succeeded(SIZE);
        var id = reach(phase, stock);
        service.simulator().down();
        await().pollDelay(Duration.ofMillis(400)).until(() -> true);
        service.simulator().up();

        assertAllSucceed(stock, id);
        assertThat(service.client().log(id).toString()).doesNotContain("PAUSED");
    }

    @ParameterizedTest
    @CsvSource({"PLANNING,false", "READING,true", "STARTING,false", "STARTING,true", "FOLLOWING,false", "FOLLOWING,true"
    })
    void aCancelledReplayEndsThoughTheEndpointIsGone(Phase phase, boolean stopRunning) {
        var stock = SeededMachine.of(service.simulator()).succeeded(SIZE);
        var id = reach(phase, stock);
        service.simulator().down();
        service.client().post("/replays/" + id + "/cancel", "{\"stopRunning\": " + stopRunning + "}");
        var replay = service.client().end(id);

        assertThat(ReplayClient.state(replay)).isEqualTo("CANCELLED");
        assertThat(ReplayClient.count(replay, "started")).isLessThanOrEqualTo(stock.started());
        assertThat(ReplayClient.count(replay, "started") + ReplayClient.count(replay, "unconfirmed"))
                .isGreaterThanOrEqualTo(stock.started());
    }

    /// Starts a replay and waits for the phase.
    private String reach(Phase phase, SeededMachine stock) {
        var transform = phase == Phase.READING ? ", \"inputTransform\": \"$merge([$, {'again': 1}])\"" : "";
        var accepted =
                service.client().create(stock.requestWith(transform + ", \"limits\": {\"startsPerSecond\": 60}"));
        service.client().await(ReplayClient.id(accepted), replay -> phase.isReached(service.simulator(), replay));
        return ReplayClient.id(accepted);
    }

    private void assertAllSucceed(SeededMachine stock, String id) {
        service.client().await(id, replay -> stock.started() == SIZE || ReplayChecks.isFinal(replay));
        service.simulator().ledger().starts().stream()
                .map(LedgerEntry::executionArn)
                .forEach(arn -> service.simulator().finish(arn, Outcome.succeeded("{}")));
        var replay = service.client().end(id);
        assertThat(ReplayClient.state(replay)).as("%s", replay).isEqualTo("SUCCEEDED");
        assertThat(ReplayClient.count(replay, "succeeded")).isEqualTo(SIZE);
        assertThat(ReplayClient.count(replay, "adopted")).isZero();
        stock.assertAllStartedOnce(SIZE);
    }
}

package io.github.sfnreplay.system.clock;

import static io.github.sfnreplay.testing.service.ReplayClient.count;
import static io.github.sfnreplay.testing.service.ReplayClient.id;
import static io.github.sfnreplay.testing.service.ReplayClient.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.SharedService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/// What has to hold however far the clock of AWS is from that of the service.
abstract class SkewedClock {

    private static final int SIZE = 20;

    private final SharedService service;
    private final Duration ahead;

    /// @param ahead how far the clock of AWS is ahead
    SkewedClock(SharedService service, Duration ahead) {
        this.service = service;
        this.ahead = ahead;
    }

    static SharedService service(Duration ahead, ChronoUnit resolution) {
        InstantSource clock = () -> Instant.now().plus(ahead).truncatedTo(resolution);
        return SharedService.on(SimulatorOptions.defaults().withClock(clock));
    }

    @Test
    void selectsWhatEndedAMinuteAgoAndStopsAllThatItHasStarted() {
        var machine = past();
        service.simulator().behaviour(run -> Outcome.endless());
        var id = id(service.client().create(machine.request("\"filter\": {\"statuses\": [\"FAILED\"]}")));
        service.client().await(id, replay -> count(replay, "running") == SIZE);
        var cancelled = service.client().post("/replays/" + id + "/cancel", "{\"stopRunning\": true}");
        assertThat(cancelled.status()).isEqualTo(202);
        var replay = service.client().end(id);

        assertThat(count(replay, "adopted")).isZero();
        assertThat(count(replay, "aborted")).isEqualTo(SIZE);
        assertThat(service.simulator().ledger().starts().stream()
                        .map(LedgerEntry::executionArn)
                        .map(service.simulator()::execution))
                .allMatch(execution -> execution.status() == ExecutionStatus.ABORTED);
    }

    @Test
    void aFailedCanaryIsTheOnlyStart() {
        var machine = past();
        service.simulator().behaviour(run -> Outcome.failed("Order.Broken", "again"));
        var id = id(service.client()
                .create(machine.request("\"filter\": {\"statuses\": [\"FAILED\"]}, \"limits\": {\"canary\": 1}")));
        var paused = service.client().awaitState(id, "PAUSED");

        assertThat(paused.path("stateReason").asString()).isEqualTo("CANARY_FAILED");
        assertThat(service.simulator().ledger().acceptedStarts()).isEqualTo(1);
        service.client().move(id, "cancel");
        assertThat(state(service.client().end(id))).isEqualTo("CANCELLED");
    }

    /// Executions that ended a minute ago by the clock of AWS.
    private SeededMachine past() {
        var past = SeededMachine.of(service.simulator());
        var stopped = past.now.plus(ahead).minusSeconds(60);
        service.simulator()
                .seed(
                        past.machine,
                        SIZE,
                        i -> PastExecution.failed(
                                "order-" + i,
                                "{\"id\": " + i + "}",
                                "Order.Broken",
                                "it broke",
                                stopped.minusSeconds(i + 1),
                                stopped));
        return past;
    }
}

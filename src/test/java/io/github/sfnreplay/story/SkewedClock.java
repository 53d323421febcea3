package io.github.sfnreplay.story;

import static io.github.sfnreplay.story.Replays.count;
import static io.github.sfnreplay.story.Replays.id;
import static io.github.sfnreplay.story.Replays.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/// What has to hold however far the clock of AWS is from that of the service.
abstract class SkewedClock {

    private static final int SIZE = 20;

    private final Service service;
    private final Duration ahead;

    /// @param ahead how far the clock of AWS is ahead
    SkewedClock(Service service, Duration ahead) {
        this.service = service;
        this.ahead = ahead;
    }

    static Service service(Duration ahead, ChronoUnit resolution) {
        InstantSource clock = () -> Instant.now().plus(ahead).truncatedTo(resolution);
        return Service.on(SimulatorOptions.defaults().withClock(clock));
    }

    @Test
    void selectsWhatEndedAMinuteAgoAndStopsAllThatItHasStarted() {
        var machine = past();
        service.simulator().behaviour(run -> Outcome.endless());
        var id = id(service.replays().accepted(machine.request("\"filter\": {\"statuses\": [\"FAILED\"]}")));
        service.replays().await(id, replay -> count(replay, "running") == SIZE);
        var cancelled = service.replays().post("/replays/" + id + "/cancel", "{\"stopRunning\": true}");
        assertThat(cancelled.status()).isEqualTo(202);
        var replay = service.replays().end(id);

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
        var id = id(service.replays()
                .accepted(machine.request("\"filter\": {\"statuses\": [\"FAILED\"]}, \"limits\": {\"canary\": 1}")));
        var paused = service.replays().awaitState(id, "PAUSED");

        assertThat(paused.path("stateReason").asString()).isEqualTo("CANARY_FAILED");
        assertThat(service.simulator().ledger().acceptedStarts()).isEqualTo(1);
        service.replays().move(id, "cancel");
        assertThat(state(service.replays().end(id))).isEqualTo("CANCELLED");
    }

    /// Executions that ended a minute ago by the clock of AWS.
    private Past past() {
        var past = Past.of(service.simulator());
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

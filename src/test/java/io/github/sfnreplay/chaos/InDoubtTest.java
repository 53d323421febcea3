package io.github.sfnreplay.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.TestService;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What was done although no answer came is not taken for undone when the next attempt is refused.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InDoubtTest {

    private static final int SIZE = 6;

    private final TestService service = TestService.unpaced();

    @AfterAll
    void close() {
        service.close();
    }

    @Test
    void aStartInDoubtIsKeptWhenTheMachineIsBeingDeleted() {
        service.resetSimulator();
        var stock = SeededMachine.of(service.simulator()).succeeded(SIZE);
        service.simulator().behaviour(run -> Outcome.endless());
        service.simulator().faults(FaultPlan.none().with(FaultKind.CLOSE_AFTER, 1, Action.START_EXECUTION));
        var id = ReplayClient.id(service.client().create(stock.request()));
        await().until(() -> stock.started() == SIZE);
        service.simulator().startDeleting(stock.machine);
        service.simulator().faults(FaultPlan.none());

        var replay = service.client().end(id);

        assertThat(ReplayClient.state(replay)).isEqualTo("FAILED");
        assertThat(ReplayClient.count(replay, "started")).isEqualTo(SIZE);
    }

    @Test
    void aRedriveInDoubtIsNotTakenForSkippedWhenTheExecutionIsGone() {
        service.resetSimulator();
        var machine = service.simulator().createMachine(MachineSpec.standard("failed-" + UUID.randomUUID()));
        var start = Instant.now().minusSeconds(600);
        service.simulator()
                .seed(
                        machine,
                        SIZE,
                        i -> new PastExecution(
                                "e-" + i, ExecutionStatus.FAILED, "{}", null, "E", "C", start, start.plusSeconds(1)));
        service.simulator().faults(FaultPlan.none().with(FaultKind.CLOSE_AFTER, 1, Action.REDRIVE_EXECUTION));
        var id = ReplayClient.id(
                service.client()
                        .create(
                                "{\"stateMachineArn\": \"" + machine
                                        + "\", \"filter\": {\"statuses\": [\"FAILED\"]}, \"mode\": \"REDRIVE\", \"follow\": \"NONE\"}"));
        await().until(() -> service.simulator().ledger().acceptedRedrives() == SIZE);
        service.simulator().deleteMachine(machine);
        service.simulator().faults(FaultPlan.none());

        var replay = service.client().end(id);

        assertThat(ReplayClient.count(replay, "unconfirmed")).isEqualTo(SIZE);
        assertThat(ReplayClient.count(replay, "skipped")).isZero();
    }
}

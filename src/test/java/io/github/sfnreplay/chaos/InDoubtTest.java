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
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What was done although no answer came is not taken for undone when the next attempt is refused.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InDoubtTest {

    private static final int SIZE = 6;

    private final Arena arena = new Arena();

    @AfterAll
    void close() {
        arena.close();
    }

    @Test
    void aStartInDoubtIsKeptWhenTheMachineIsBeingDeleted() {
        arena.reset();
        var stock = Stock.of(arena.simulator(), SIZE);
        arena.simulator().behaviour(run -> Outcome.endless());
        arena.simulator().faults(FaultPlan.none().with(FaultKind.CLOSE_AFTER, 1, Action.START_EXECUTION));
        var id = Caller.id(arena.caller().create(stock.request("")));
        await().until(() -> stock.started() == SIZE);
        arena.simulator().startDeleting(stock.machine());
        arena.simulator().faults(FaultPlan.none());

        var replay = arena.caller().end(id);

        assertThat(Caller.state(replay)).isEqualTo("FAILED");
        assertThat(Caller.count(replay, "started")).isEqualTo(SIZE);
    }

    @Test
    void aRedriveInDoubtIsNotTakenForSkippedWhenTheExecutionIsGone() {
        arena.reset();
        var machine = arena.simulator().createMachine(MachineSpec.standard("failed-" + UUID.randomUUID()));
        var start = Instant.now().minusSeconds(600);
        arena.simulator()
                .seed(
                        machine,
                        SIZE,
                        i -> new PastExecution(
                                "e-" + i, ExecutionStatus.FAILED, "{}", null, "E", "C", start, start.plusSeconds(1)));
        arena.simulator().faults(FaultPlan.none().with(FaultKind.CLOSE_AFTER, 1, Action.REDRIVE_EXECUTION));
        var id = Caller.id(
                arena.caller()
                        .create(
                                "{\"stateMachineArn\": \"" + machine
                                        + "\", \"filter\": {\"statuses\": [\"FAILED\"]}, \"mode\": \"REDRIVE\", \"follow\": \"NONE\"}"));
        await().until(() -> arena.simulator().ledger().acceptedRedrives() == SIZE);
        arena.simulator().deleteMachine(machine);
        arena.simulator().faults(FaultPlan.none());

        var replay = arena.caller().end(id);

        assertThat(Caller.count(replay, "unconfirmed")).isEqualTo(SIZE);
        assertThat(Caller.count(replay, "skipped")).isZero();
    }
}

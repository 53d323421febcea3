package io.github.sfnreplay.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.PastExecution;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;

/// A machine with executions that succeeded, `order-0` and so on, to be replayed once each.
record Stock(Simulator simulator, String machine, int size) {

    static Stock of(Simulator simulator, int size) {
        var machine = simulator.createMachine(MachineSpec.standard("stock-" + UUID.randomUUID()));
        var now = Instant.now();
        simulator.seed(machine, size, i -> {
            var start = now.minusSeconds(60L + size - i);
            var input = "{\"id\": " + i + "}";
            return PastExecution.succeeded("order-" + i, input, input, start, start.plusMillis(500));
        });
        return new Stock(simulator, machine, size);
    }

    /// Asks for a replay of all that succeeded.
    ///
    /// @param more members, each with a comma before it
    String request(String more) {
        return "{\"stateMachineArn\": \"" + machine + "\", \"filter\": {\"statuses\": [\"SUCCEEDED\"]}" + more + "}";
    }

    String execution(String name) {
        return machine.replace(":stateMachine:", ":execution:") + ":" + name;
    }

    /// How many were started so far.
    int started() {
        return (int) simulator.ledger().starts().stream()
                .filter(start -> start.stateMachineArn().equals(machine))
                .count();
    }

    /// Each of them has been replayed once, and nothing else has.
    void assertAllStartedOnce() {
        assertThat(simulator.ledger().starts())
                .filteredOn(start -> start.stateMachineArn().equals(machine))
                .extracting(LedgerEntry::name)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, size)
                        .mapToObj(i -> "order-" + i + "-replay-1")
                        .toList());
    }
}

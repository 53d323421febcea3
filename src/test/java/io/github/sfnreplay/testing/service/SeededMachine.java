package io.github.sfnreplay.testing.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.PastExecution;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// A state machine that no other test knows, and what ran on it before the test begins.
public final class SeededMachine {

    /// The moment from which all dates of the past are counted back.
    public final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    public final Simulator simulator;
    public final String machine;

    private SeededMachine(Simulator simulator, MachineSpec spec) {
        this.simulator = simulator;
        this.machine = simulator.createMachine(spec);
    }

    public static SeededMachine of(Simulator simulator) {
        return new SeededMachine(simulator, MachineSpec.standard(newName()));
    }

    public static SeededMachine of(Simulator simulator, MachineSpec spec) {
        return new SeededMachine(simulator, spec);
    }

    public static SeededMachine withAlias(Simulator simulator, String alias) {
        return new SeededMachine(simulator, MachineSpec.standard(newName()).withAlias(alias, 1));
    }

    /// Adds that many, one a second, the last of which ended a minute ago; the input of each tells its number.
    public SeededMachine succeeded(int count) {
        return ended(count, ExecutionStatus.SUCCEEDED, "order-");
    }

    public SeededMachine ended(int count, ExecutionStatus status, String prefix) {
        for (var i = 0; i < count; i++) {
            var start = now.minusSeconds(60 + count - i);
            ended(prefix + i, status, "{\"id\": \"" + prefix + i + "\"}", start, start.plusMillis(500));
        }
        return this;
    }

    /// Adds one with an input of its own.
    public String succeeded(String name, String input) {
        return ended(name, ExecutionStatus.SUCCEEDED, input, ago(120), ago(100));
    }

    /// Adds one that began and ended that many seconds ago.
    public String succeeded(String name, long started, long stopped) {
        return ended(name, ExecutionStatus.SUCCEEDED, "{\"id\": \"" + name + "\"}", ago(started), ago(stopped));
    }

    /// Adds one that has ended since the test began.
    public void endedJustNow(String name) {
        ended(name, ExecutionStatus.SUCCEEDED, "{}", ago(5), Instant.now());
    }

    public String running(String name) {
        return simulator.seed(machine, PastExecution.running(name, "{}", ago(50)));
    }

    public Instant ago(long seconds) {
        return now.minus(Duration.ofSeconds(seconds));
    }

    /// The ARN that an execution of that name has.
    public String execution(String name) {
        return machine.replace(":stateMachine:", ":execution:") + ":" + name;
    }

    /// The smallest request, for all that succeeded.
    public String request() {
        return request("\"filter\": {\"statuses\": [\"SUCCEEDED\"]}");
    }

    /// A request with those members besides the machine.
    public String request(String members) {
        return "{\"stateMachineArn\": \"" + machine + "\", " + members + "}";
    }

    /// The smallest request, and more members.
    ///
    /// @param more members, each with a comma before it
    public String requestWith(String more) {
        return request("\"filter\": {\"statuses\": [\"SUCCEEDED\"]}" + more);
    }

    /// How many were started so far.
    public int started() {
        return starts().size();
    }

    /// Checks that each of `order-0` and so on has been replayed once, and nothing else has.
    public void assertAllStartedOnce(int count) {
        assertThat(starts())
                .extracting(LedgerEntry::name)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, count)
                        .mapToObj(i -> "order-" + i + "-replay-1")
                        .toList());
    }

    private List<LedgerEntry> starts() {
        return simulator.ledger().starts().stream()
                .filter(start -> start.stateMachineArn().equals(machine))
                .toList();
    }

    private String ended(String name, ExecutionStatus status, String input, Instant start, Instant stop) {
        var failed = status == ExecutionStatus.FAILED;
        return simulator.seed(
                machine,
                new PastExecution(
                        name,
                        status,
                        input,
                        status == ExecutionStatus.SUCCEEDED ? "{\"ok\": true}" : null,
                        failed ? "Lambda.Unknown" : null,
                        failed ? "It broke" : null,
                        start,
                        stop));
    }

    public static String newName() {
        return "Machine-" + UUID.randomUUID();
    }
}

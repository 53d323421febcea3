package io.github.sfnreplay.story;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.PastExecution;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// A state machine and what ran on it before the story begins.
final class Past {

    /// The moment from which all dates of the past are counted back.
    final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    final Simulator simulator;
    final String machine;

    private Past(Simulator simulator, MachineSpec spec) {
        this.simulator = simulator;
        this.machine = simulator.createMachine(spec);
    }

    /// Of a machine that no other test knows.
    static Past of(Simulator simulator) {
        return new Past(simulator, MachineSpec.standard(newName()));
    }

    static Past withAlias(Simulator simulator, String alias) {
        return new Past(simulator, MachineSpec.standard(newName()).withAlias(alias, 1));
    }

    /// Adds that many, one a second, the last of which ended a minute ago; the input of each tells its number.
    Past succeeded(int count) {
        return ended(count, ExecutionStatus.SUCCEEDED, "order-");
    }

    Past ended(int count, ExecutionStatus status, String prefix) {
        for (var i = 0; i < count; i++) {
            var start = now.minusSeconds(60 + count - i);
            ended(prefix + i, status, "{\"id\": \"" + prefix + i + "\"}", start, start.plusMillis(500));
        }
        return this;
    }

    /// Adds one with an input of its own.
    String succeeded(String name, String input) {
        return ended(name, ExecutionStatus.SUCCEEDED, input, ago(120), ago(100));
    }

    /// Adds one that began and ended so many seconds ago.
    String succeeded(String name, long started, long stopped) {
        return ended(name, ExecutionStatus.SUCCEEDED, "{\"id\": \"" + name + "\"}", ago(started), ago(stopped));
    }

    /// Adds one that has ended since the story began.
    void endedJustNow(String name) {
        ended(name, ExecutionStatus.SUCCEEDED, "{}", ago(5), Instant.now());
    }

    String running(String name) {
        return simulator.seed(machine, PastExecution.running(name, "{}", ago(50)));
    }

    Instant ago(long seconds) {
        return now.minus(Duration.ofSeconds(seconds));
    }

    /// The ARN that an execution of that name has.
    String execution(String name) {
        return machine.replace(":stateMachine:", ":execution:") + ":" + name;
    }

    /// The smallest request, for all that succeeded.
    String request() {
        return request("\"filter\": {\"statuses\": [\"SUCCEEDED\"]}");
    }

    /// A request with those members besides the machine.
    String request(String members) {
        return "{\"stateMachineArn\": \"" + machine + "\", " + members + "}";
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

    private static String newName() {
        return "Machine-" + UUID.randomUUID();
    }
}

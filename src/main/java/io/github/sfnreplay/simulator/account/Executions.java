package io.github.sfnreplay.simulator.account;

import io.github.sfnreplay.simulator.json.JsonText;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.AwsError;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.Names;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Starts, stops and redrives executions by the rules of Step Functions.
public final class Executions {

    /// As at AWS: nothing that started before its launch is redriven.
    private static final long REDRIVE_LAUNCH =
            Instant.parse("2023-11-15T00:00:00Z").toEpochMilli();

    /// As at AWS.
    private static final long REDRIVABLE_PERIOD = Duration.ofDays(14).toMillis();

    private final Account world;

    public Executions(Account world) {
        this.world = world;
    }

    /// Starts one, or finds the running one of the same name and input.
    public Started start(String target, @Nullable String requestedName, @Nullable String requestedInput) {
        var ref = world.arns().readMachine(target, Action.START_EXECUTION);
        var name = requestedName == null ? UUID.randomUUID().toString() : Names.check(requestedName);
        var text = requestedInput == null ? "{}" : requestedInput;
        var input = JsonText.checkInput(text);
        return world.now(now -> {
            var machine = world.machine(ref, target);
            if (machine.deleting()) {
                throw AwsError.of("StateMachineDeleting", "State Machine is being deleted: '" + target + "'");
            }
            var existing = machine.express() ? null : machine.named(name);
            if (existing != null) {
                return repeated(existing, text);
            }
            if (world.full()) {
                throw AwsError.executionLimit();
            }
            var execution = new Execution(machine, ref.qualifier(), name, input, now, world.nextSequence());
            open(execution, now);
            world.ledger().started(execution, target, now);
            return new Started(execution.arn(), now);
        });
    }

    private static Started repeated(Execution existing, String input) {
        if (existing.phase().open() && existing.inputText().equals(input)) {
            return new Started(existing.arn(), existing.start());
        }
        throw AwsError.of("ExecutionAlreadyExists", "Execution Already Exists: '" + existing.arn() + "'");
    }

    private void open(Execution execution, long now) {
        var outcome = world.outcome(execution, 0);
        if (!execution.machine().express()) {
            execution.machine().add(execution);
        }
        world.openCount().openedByCall();
        world.listener().started(execution, now);
        world.timeline().opened(execution, outcome, now);
    }

    /// Stops a running one; a closed one stays as it is. Returns the stop date.
    public long stop(String arn, @Nullable String error, @Nullable String cause) {
        return world.now(now -> {
            var execution = world.execution(arn, Action.STOP_EXECUTION);
            if (execution.phase().open()) {
                world.timeline().close(execution, Outcome.aborted(error, cause), now);
                world.ledger().stopped(execution, now);
            }
            return execution.phase().stop();
        });
    }

    /// Redrives a failed one, or recognises the same request. Returns the redrive date.
    public long redrive(String arn, @Nullable String clientToken) {
        return world.now(now -> {
            var execution = world.execution(arn, Action.REDRIVE_EXECUTION);
            var redrives = execution.redrives();
            var accepted = redrives == null ? null : redrives.acceptedAt(clientToken, now);
            if (accepted != null) {
                return accepted;
            }
            var obstacle = obstacleToRedrive(execution, now);
            if (obstacle != null) {
                throw AwsError.of("ExecutionNotRedrivable", obstacle);
            }
            if (world.full()) {
                throw AwsError.executionLimit();
            }
            var outcome = world.outcome(execution, execution.phase().redriveCount() + 1);
            execution.redrive(clientToken, now);
            world.openCount().openedByCall();
            world.timeline().opened(execution, outcome, now);
            world.ledger().redriven(execution, clientToken, now);
            return now;
        });
    }

    /// Why it cannot be redriven, in the words of AWS, or null if it can.
    public static @Nullable String obstacleToRedrive(Execution execution, long now) {
        var phase = execution.phase();
        if (execution.machine().deleting()) {
            return "State machine is in DELETING status";
        }
        if (phase.open() || phase.status() == ExecutionStatus.SUCCEEDED) {
            return "Execution is " + phase.status() + " and cannot be redriven";
        }
        if (execution.start() < REDRIVE_LAUNCH) {
            return "Execution was started before the launch of RedriveExecution";
        }
        return now - phase.stop() < REDRIVABLE_PERIOD ? null : "Execution redrivable period exceeded";
    }

    /// Puts one into the past; the target may name a version or an alias. Returns its ARN.
    public String seed(String target, PastExecution past) {
        var ref = world.arns().readMachine(target, Action.START_EXECUTION);
        var input = past.input().getBytes(StandardCharsets.UTF_8);
        return world.now(now -> {
            var machine = world.machine(ref, target);
            if (!machine.express() && machine.named(past.name()) != null) {
                throw new IllegalArgumentException("Cannot be seeded, its name is taken: " + past.name());
            }
            var start = past.start().toEpochMilli();
            var execution = new Execution(machine, ref.qualifier(), past.name(), input, start, world.nextSequence());
            execution.markSeeded();
            world.listener().started(execution, start);
            if (!machine.express()) {
                machine.add(execution);
            }
            if (past.stop() == null) {
                world.openCount().seeded();
            } else {
                var end = new Outcome(past.status(), past.output(), past.error(), past.cause(), Duration.ZERO);
                execution.close(end, past.stop().toEpochMilli());
                world.listener().ended(execution);
                world.timeline().remember(execution);
            }
            if (!machine.express()) {
                machine.show(execution, execution.phase());
            }
            return execution.arn();
        });
    }

    /// Ends a running execution now, as a test wants it.
    public void finish(String arn, Outcome outcome) {
        world.now(now -> {
            var execution = world.execution(arn, Action.STOP_EXECUTION);
            if (!execution.phase().open() || outcome.status() == ExecutionStatus.RUNNING) {
                throw new IllegalStateException("Not running, or not an end: " + arn + ", " + outcome);
            }
            world.timeline().close(execution, outcome, now);
            return execution;
        });
    }

    /// What StartExecution answers.
    public record Started(String executionArn, long startDate) {}
}

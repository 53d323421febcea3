package io.github.sfnreplay.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.Behaviour;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.testing.service.Answer;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.TestService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Puts one replay through what its scenario holds, then lets it finish without faults, and looks at the books.
final class ScenarioRun {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Scenario scenario;
    private final Simulator simulator;
    private final ReplayClient client;
    private final Random random;
    private final String machine;
    private final Instant now = Instant.now();
    private final Set<String> selected = new HashSet<>();
    private boolean deleted;

    ScenarioRun(Scenario scenario, TestService service) {
        this.scenario = scenario;
        this.simulator = service.simulator();
        this.client = service.client();
        this.random = new Random(scenario.seed());
        service.resetSimulator();
        this.machine = simulator.createMachine(MachineSpec.standard("chaos-" + UUID.randomUUID()));
    }

    /// Plays it.
    ///
    /// @return how many executions were started or redriven
    int play() {
        seed();
        simulator.behaviour(this::outcome);
        simulator.listings(scenario.listings());
        simulator.faults(scenario.faultPlan());
        var id = create();
        for (var step : scenario.steps()) {
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(200)).toNanos());
            take(step, id);
            checkPause(client.replay(id));
        }
        simulator.up();
        simulator.faults(FaultPlan.none());
        var replay = finish(id);
        new LedgerCheck(scenario, simulator, machine, selected, deleted).check(replay, client.items(id));
        assertThat(client.delete("/replays/" + id).status()).isEqualTo(204);
        return simulator.ledger().acceptedStarts() + simulator.ledger().acceptedRedrives();
    }

    private void seed() {
        for (var i = 0; i < scenario.items(); i++) {
            var name = "e-" + i;
            var status = scenario.mode().equals("REDRIVE") || random.nextInt(3) > 0
                    ? Scenario.BAD.get(random.nextInt(3))
                    : "SUCCEEDED";
            past(name, ExecutionStatus.valueOf(status), now.minusSeconds(3_600 - i));
            if (scenario.statuses().contains(status)) {
                selected.add(name);
            }
            if (scenario.replayedBefore() && random.nextInt(4) == 0) {
                var running = random.nextBoolean() ? ExecutionStatus.RUNNING : ExecutionStatus.SUCCEEDED;
                past(name + "-replay-1", running, now.minusSeconds(600 - i));
            }
        }
    }

    private void past(String name, ExecutionStatus status, Instant start) {
        var input = "{\"id\": \"" + name.replace("-replay-1", "") + "\"}";
        var stop = start.plusMillis(500);
        var past = switch (status) {
            case SUCCEEDED -> PastExecution.succeeded(name, input, "{\"ok\": true}", start, stop);
            case FAILED -> PastExecution.failed(name, input, "Order.Broken", "It broke", start, stop);
            case TIMED_OUT -> PastExecution.timedOut(name, input, start, stop);
            case ABORTED -> PastExecution.aborted(name, input, start, stop);
            case RUNNING -> PastExecution.running(name, input, start);
        };
        simulator.seed(machine, past);
    }

    private Outcome outcome(Behaviour.Run run) {
        var chance = new Random(scenario.seed() * 31 + run.name().hashCode() + run.redriveCount());
        var end = switch (chance.nextInt(10)) {
            case 0 -> Outcome.failed("Order.Broken", "It broke");
            case 1 -> Outcome.failed("Order.New", "It broke anew");
            case 2 -> Outcome.timedOut();
            case 3 -> Outcome.endless();
            default -> Outcome.succeeded("{\"ok\": " + chance.nextBoolean() + "}");
        };
        return end.status() == ExecutionStatus.RUNNING ? end : end.after(Duration.ofMillis(chance.nextInt(300)));
    }

    /// Even the first request may meet faults, which it is told of.
    private String create() {
        for (var i = 0; ; i++) {
            var answer = client.post("/replays", scenario.request(machine));
            if (answer.status() == 202) {
                return ReplayClient.id(answer.body());
            }
            assertThat(answer.status()).as(answer.body().toString()).isIn(502, 503);
            assertThat(i).as("attempts to create it").isLessThan(20);
        }
    }

    private void take(Step step, String id) {
        var path = "/replays/" + id;
        switch (step) {
            case WAIT -> LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            case PAUSE, RESUME, CONFIRM, CANCEL ->
                allowed(client.post(path + "/" + step.name().toLowerCase(Locale.ROOT), "{}"));
            case STOP -> allowed(client.post(path + "/cancel", "{\"stopRunning\": true}"));
            case PATCH ->
                allowed(client.patch(path, "{\"limits\": {\"startsPerSecond\": " + (20 + random.nextInt(200)) + "}}"));
            case EXPIRE_TOKENS -> simulator.expireTokens();
            case EXPIRE_SOURCE -> expire("e-" + random.nextInt(scenario.items()));
            case FOREIGN -> foreign();
            case DENY -> simulator.faults(FaultPlan.none().with(anyDenial(), 1));
            case GRANT -> simulator.faults(scenario.faultPlan());
            case OUTAGE -> outage();
            case DELETE_MACHINE -> delete();
        }
    }

    private static void allowed(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isIn(200, 202, 409);
    }

    private FaultKind anyDenial() {
        return random.nextBoolean() ? FaultKind.ACCESS_DENIED : FaultKind.EXPIRED_TOKEN;
    }

    private void expire(String name) {
        if (deleted) {
            return;
        }
        try {
            if (simulator.execution(arn(name)).redriveCount() == 0) {
                simulator.expire(arn(name));
            }
        } catch (RuntimeException gone) {
            // expired before
        }
    }

    private void foreign() {
        if (!deleted) {
            var stop = Instant.now();
            simulator.seed(
                    machine,
                    PastExecution.succeeded("foreign-" + UUID.randomUUID(), "{}", "{}", stop.minusSeconds(5), stop));
        }
    }

    private void outage() {
        simulator.down();
        LockSupport.parkNanos(Duration.ofMillis(50 + random.nextInt(2_000)).toNanos());
        simulator.up();
    }

    private void delete() {
        try {
            if (random.nextBoolean()) {
                simulator.startDeleting(machine);
            } else {
                simulator.deleteMachine(machine);
            }
        } catch (RuntimeException gone) {
            assertThat(deleted).isTrue();
        }
        deleted = true;
    }

    /// Resumes and confirms for as long as it takes, and ends what runs on.
    private JsonNode finish(String id) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        for (var replay = client.replay(id); ; replay = client.replay(id)) {
            checkPause(replay);
            switch (ReplayClient.state(replay)) {
                case "SUCCEEDED", "PARTIALLY_SUCCEEDED", "FAILED", "CANCELLED" -> {
                    return replay;
                }
                case "PAUSED" -> allowed(client.post("/replays/" + id + "/resume", "{}"));
                case "PLANNED" -> client.move(id, "confirm");
                default -> endAll();
            }
            assertThat(System.nanoTime()).as("it does not end: %s", replay).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private void checkPause(JsonNode replay) {
        if (ReplayClient.state(replay).equals("PAUSED")) {
            var reason = ReplayClient.reason(replay);
            assertThat(scenario.mayPauseBy(reason)).as("paused by %s", reason).isTrue();
        }
    }

    private void endAll() {
        var ledger = simulator.ledger();
        var opened = Stream.concat(ledger.starts().stream(), ledger.redrives().stream())
                .map(LedgerEntry::executionArn);
        Stream.concat(opened, selected.stream().map(name -> arn(name + "-replay-1")))
                .forEach(this::end);
    }

    private void end(String arn) {
        try {
            if (simulator.execution(arn).status() == ExecutionStatus.RUNNING) {
                simulator.finish(arn, Outcome.succeeded("{\"ok\": true}"));
            }
        } catch (RuntimeException goneOrEnded) {
            // it needs no end
        }
    }

    private String arn(String name) {
        return machine.replace(":stateMachine:", ":execution:") + ":" + name;
    }
}

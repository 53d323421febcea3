package io.github.sfnreplay.system;

import static io.github.sfnreplay.testing.service.ReplayClient.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.MachineType;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.testing.service.Answer;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.SharedService;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What cannot be replayed is refused before anything is started.
class RefusalTest {

    @RegisterExtension
    static final SharedService service = SharedService.unpaced();

    @Test
    void refusesExpressMachinesAsSourceAndAsTarget() {
        var express = service.simulator().createMachine("Express-" + UUID.randomUUID(), MachineType.EXPRESS);
        var past = SeededMachine.of(service.simulator());
        var filter = "\"filter\": {\"statuses\": [\"SUCCEEDED\"]}";

        assertProblem(
                post("{\"stateMachineArn\": \"" + express + "\", " + filter + "}"), 422, "logging-not-sufficient");
        assertProblem(
                post(past.request(filter + ", \"target\": {\"stateMachineArn\": \"" + express + "\"}")),
                422,
                "logging-not-sufficient");
    }

    @Test
    void refusesMachinesThatDoNotExist() {
        var past = SeededMachine.of(service.simulator());

        assertProblem(post(past.request().replace("Machine-", "Nobody-")), 422, "state-machine-not-found");
        assertProblem(
                post(past.request("\"filter\": {\"statuses\": [\"SUCCEEDED\"]}, \"target\": {\"stateMachineArn\": \""
                        + past.machine + ":NONE\"}")),
                422,
                "state-machine-not-found");
    }

    @Test
    void saysThatAccessIsDenied() {
        var past = SeededMachine.of(service.simulator());
        service.simulator().faults(FaultPlan.none().with(FaultKind.ACCESS_DENIED, 1));

        var answer = post(past.request());

        assertProblem(answer, 502, "upstream-access-denied");
        assertThat(answer.body().path("awsErrorCode").asString()).isEqualTo("AccessDeniedException");
    }

    @Test
    void refusesASecondReplayOfTheMachineUntilTheFirstHasEnded() {
        var past = SeededMachine.of(service.simulator()).succeeded(3);
        service.simulator().behaviour(run -> Outcome.endless());
        var first = service.client().create(past.request());

        var second = post(past.request());

        assertProblem(second, 409, "replay-conflict");
        assertThat(second.body().path("activeReplayId").asString()).isEqualTo(id(first));

        service.client().move(id(first), "cancel");
        service.client().end(id(first));
        service.simulator().behaviour(run -> Outcome.succeeded("1"));
        service.client().run(past.request("\"filter\": {\"statuses\": [\"SUCCEEDED\"]}, \"attempt\": 2"));
    }

    @Test
    void acceptsExactlyOneOfManyRequestsAtOnce() throws InterruptedException, ExecutionException {
        var past = SeededMachine.of(service.simulator()).succeeded(3);
        service.simulator().behaviour(run -> Outcome.endless());
        var requests = new ArrayList<Callable<Answer>>();
        for (var i = 0; i < 20; i++) {
            requests.add(() -> post(past.request()));
        }

        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(requests)) {
                statuses.add(answer.get().status());
            }
        }

        assertThat(statuses).containsOnly(202, 409).containsOnlyOnce(202);
    }

    private static Answer post(String request) {
        return service.client().post("/replays", request);
    }

    private static void assertProblem(Answer answer, int status, String name) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.body().path("type").asString()).isEqualTo("/problems/" + name);
    }
}

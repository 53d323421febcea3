package io.github.sfnreplay.system.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.testing.service.Await;
import io.github.sfnreplay.testing.service.PastExecutions;
import io.github.sfnreplay.testing.service.TestService;
import org.junit.jupiter.api.Test;

/// The failed and unconfirmed items of a replay, once more.
class RetryFailedTest {

    private final TestService service = TestService.shared();
    private final String machine = service.machine();

    @Test
    void whatRanAndFailedGetsTheNextAttemptAndWhatNeverRanKeepsItsOwn() {
        service.simulator().seed(machine, PastExecutions.failed("good", "{\"n\": 1}", 0));
        service.simulator().seed(machine, PastExecutions.failed("bad", "{\"n\": 2}", 1));
        service.simulator().seed(machine, PastExecutions.failed("invalid", "{\"n\": \"x\"}", 2));
        service.simulator()
                .behaviour(
                        run -> run.name().equals("bad-replay-1") ? Outcome.failed("E", "no") : Outcome.succeeded("{}"));
        var parent = service.replay(machine, "\"inputTransform\": \"{'n': $number(n)}\", \"reason\": \"first\"");
        parent.await("PARTIALLY_SUCCEEDED");
        var child = parent.retried();
        var replay = child.await("PARTIALLY_SUCCEEDED");
        assertThat(replay.at("/parentReplayId").asString()).isEqualTo(parent.id());
        assertThat(replay.at("/request/reason").asString()).isEqualTo("first");
        assertThat(replay.at("/plan/matched").asInt()).isEqualTo(2);
        assertThat(child.items())
                .extracting(item ->
                        item.at("/sourceName").asString() + item.at("/attempt").asInt())
                .containsExactly("bad2", "invalid1");
        assertThat(child.item("bad").at("/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(child.item("invalid").at("/failureKind").asString()).isEqualTo("INPUT_INVALID");
        assertThat(service.startedNames()).containsExactlyInAnyOrder("good-replay-1", "bad-replay-1", "bad-replay-2");
    }

    @Test
    void aChildCanBeRetriedToo() {
        service.seedFailed(machine, 2);
        service.simulator()
                .behaviour(run -> run.name().endsWith("3") ? Outcome.succeeded("{}") : Outcome.failed("E", "no"));
        var parent = service.replay(machine, "");
        parent.await("FAILED");
        var child = parent.retried();
        child.await("FAILED");
        var grandchild = child.retried();
        assertThat(grandchild.await("SUCCEEDED").at("/parentReplayId").asString())
                .isEqualTo(child.id());
        assertThat(service.startedNames()).hasSize(6).contains("e-000-replay-3", "e-001-replay-3");
    }

    @Test
    void whatIsUnconfirmedIsAdoptedUnderItsName() {
        service.seedFailed(machine, 4);
        service.simulator().faults(FaultPlan.seeded(1).with(FaultKind.CLOSE_AFTER, 1, Action.START_EXECUTION));
        var parent = service.replay(machine, "");
        Await.until(() -> service.startedNames().size() == 4);
        service.simulator()
                .faults(FaultPlan.seeded(1)
                        .with(FaultKind.CLOSE_BEFORE, 1, Action.START_EXECUTION, Action.DESCRIBE_EXECUTION));
        parent.cancel();
        var cancelled = parent.await("CANCELLED");
        assertThat(cancelled.at("/itemCounts/unconfirmed").asInt()).isEqualTo(4);
        service.simulator().faults(FaultPlan.none());
        var child = parent.retried();
        var replay = child.await("SUCCEEDED");
        assertThat(replay.at("/itemCounts/adopted").asInt()).isEqualTo(4);
        assertThat(child.items())
                .allSatisfy(item -> assertThat(item.at("/attempt").asInt()).isEqualTo(1));
        assertThat(service.startedNames()).hasSize(4);
    }

    @Test
    void takesOtherLimitsAndAnotherReason() {
        service.seedFailed(machine, 3);
        service.simulator().behaviour(run -> Outcome.failed("E", "no"));
        var parent = service.replay(machine, "\"limits\": {\"startsPerSecond\": 100}");
        parent.await("FAILED");
        var answer = parent.retryFailed("{\"reason\": \"fixed\", \"limits\": {\"maxConcurrency\": 1}}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("/request/reason")).isEqualTo("fixed");
        assertThat(answer.number("/limits/effective/maxConcurrency")).isEqualTo(1);
        assertThat(answer.header("Location")).isEqualTo("/replays/" + answer.text("/id"));
    }

    @Test
    void whereNothingFailedThereIsNothingToRetry() {
        service.seedFailed(machine, 2);
        var parent = service.replay(machine, "");
        parent.await("SUCCEEDED");
        var answer = parent.retryFailed("{}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/type")).isEqualTo("/problems/nothing-to-retry");
    }

    @Test
    void whatWasCancelledIsNotRetried() {
        service.seedFailed(machine, 5);
        service.simulator().behaviour(run -> Outcome.endless());
        var parent = service.replay(machine, "\"limits\": {\"maxConcurrency\": 2}");
        parent.until(replay -> replay.at("/itemCounts/running").asInt() == 2);
        parent.cancel("{\"stopRunning\": true}");
        assertThat(parent.await("CANCELLED").at("/itemCounts/cancelled").asInt())
                .isEqualTo(3);
        service.simulator().behaviour(run -> Outcome.succeeded("{}"));
        var child = parent.retried();
        child.await("SUCCEEDED");
        assertThat(child.items())
                .extracting(item -> item.at("/replayExecutionArn").asString())
                .allMatch(arn -> arn.endsWith("-replay-2"))
                .hasSize(2);
    }

    @Test
    void isRefusedWhileAnotherRunsOnTheMachine() {
        service.seedFailed(machine, 2);
        service.simulator().behaviour(run -> Outcome.failed("E", "no"));
        var parent = service.replay(machine, "");
        parent.await("FAILED");
        service.simulator().behaviour(run -> Outcome.endless());
        var other = service.replay(machine, "\"attempt\": 2");
        var answer = parent.retryFailed("{}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/activeReplayId")).isEqualTo(other.id());
    }

    @Test
    void theVerdictOfARetryComparesWithTheFirstSource() {
        service.seedFailed(machine, 1);
        service.simulator().behaviour(run -> Outcome.failed("E", "no"));
        var parent = service.replay(machine, "");
        parent.await("FAILED");
        service.simulator().behaviour(run -> Outcome.failed("Order.Broken", "no"));
        var child = parent.retried();
        child.await("FAILED");
        assertThat(child.item("e-000").at("/verdict").asString()).isEqualTo("STILL_FAILING");
    }
}

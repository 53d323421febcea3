package io.github.sfnreplay.system.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.testing.service.Await;
import io.github.sfnreplay.testing.service.PastExecutions;
import io.github.sfnreplay.testing.service.TestService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is seen before anything starts, and what confirming it runs.
class DryRunTest {

    private final TestService service = TestService.shared();
    private final String machine = service.machine();

    @Test
    void restsAsPlannedWithAllThatAPlanTells() {
        service.seed(machine, 5, i -> PastExecutions.failed(PastExecutions.name(i), "{\"id\": " + i / 2 + "}", i));
        var planned = service.replay(machine, "\"dryRun\": true, \"distinctBy\": \"id\"");
        var replay = planned.await("PLANNED");
        var plan = replay.at("/plan");
        assertThat(plan.at("/planHash").asString()).matches("sha256:[0-9a-f]{64}");
        assertThat(plan.at("/listed").asInt()).isEqualTo(5);
        assertThat(plan.at("/matched").asInt()).isEqualTo(5);
        assertThat(plan.at("/eligible").asInt()).isEqualTo(3);
        assertThat(plan.at("/skippedByReason/DUPLICATE").asInt()).isEqualTo(2);
        assertThat(plan.at("/warnings").isEmpty()).isTrue();
        assertThat(replay.at("/plannedAt").isMissingNode()).isFalse();
        assertThat(replay.at("/startedAt").isMissingNode()).isTrue();
        assertThat(replay.at("/itemCounts/pending").asInt()).isEqualTo(3);
        assertThat(replay.at("/itemCounts/skipped").asInt()).isEqualTo(2);
        assertThat(planned.items())
                .extracting(item -> item.at("/sourceName").asString())
                .containsExactly("e-000", "e-001", "e-002", "e-003", "e-004");
        assertThat(planned.items("&state=PENDING")).hasSize(3);
        assertThat(service.startedNames()).isEmpty();
    }

    @Test
    void estimatesTheTimeAtTheLimitsThatHold() {
        service.seedFailed(machine, 60);
        var planned = service.replay(machine, "\"dryRun\": true, \"limits\": {\"startsPerSecond\": 2}");
        var replay = planned.await("PLANNED");
        assertThat(replay.at("/plan/estimatedDurationSeconds").asInt()).isBetween(28, 31);
    }

    @Test
    void confirmingRunsThatPlanAndNothingThatCameLater() {
        service.seedFailed(machine, 3);
        var planned = service.replay(machine, "\"dryRun\": true");
        var hash = planned.await("PLANNED").at("/plan/planHash").asString();
        service.seed(machine, 2, i -> PastExecutions.failed("later-" + i, "{}", i));
        var answer = planned.confirm("{\"planHash\": \"" + hash + "\"}");
        assertThat(answer.status()).isEqualTo(202);
        var replay = planned.ended();
        assertThat(replay.at("/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(replay.at("/plan/planHash").asString()).isEqualTo(hash);
        assertThat(service.startedNames())
                .containsExactlyInAnyOrder("e-000-replay-1", "e-001-replay-1", "e-002-replay-1");
    }

    @Test
    void refusesAnotherHash() {
        service.seedFailed(machine, 1);
        var planned = service.replay(machine, "\"dryRun\": true");
        var hash = planned.await("PLANNED").at("/plan/planHash").asString();
        var answer = planned.confirm("{\"planHash\": \"sha256:" + "0".repeat(64) + "\"}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/type")).isEqualTo("/problems/plan-changed");
        assertThat(answer.text("/planHash")).isEqualTo(hash);
        assertThat(planned.state()).isEqualTo("PLANNED");
        assertThat(service.startedNames()).isEmpty();
    }

    @Test
    void refusesToRunBesideAnotherButKeepsNobodyOffWhilePlanned() {
        service.simulator().behaviour(run -> Outcome.endless());
        service.seedFailed(machine, 2);
        var planned = service.replay(machine, "\"dryRun\": true");
        planned.await("PLANNED");
        var running = service.replay(machine, "");
        running.until(replay -> replay.at("/itemCounts/running").asInt() == 2);
        var answer = planned.confirm("{}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/type")).isEqualTo("/problems/replay-conflict");
        assertThat(answer.text("/activeReplayId")).isEqualTo(running.id());
        assertThat(planned.state()).isEqualTo("PLANNED");
        running.cancel();
        running.await("CANCELLED");
        planned.confirmed();
        planned.until(replay -> replay.at("/itemCounts/adopted").asInt() == 2);
    }

    @Test
    void ofManyConfirmsAtOnceOneWins() throws Exception {
        service.seedFailed(machine, 4);
        var planned = service.replay(machine, "\"dryRun\": true");
        planned.await("PLANNED");
        var statuses = atOnce(IntStream.range(0, 8)
                .mapToObj(i -> (Callable<Integer>) () -> planned.confirm("{}").status())
                .toList());
        assertThat(statuses).containsOnlyOnce(202).containsOnly(202, 200);
        assertThat(planned.ended().at("/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(service.startedNames()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void ofTwoPlansOfOneMachineConfirmedAtOnceOneRuns() throws Exception {
        service.simulator().behaviour(run -> Outcome.endless());
        service.seedFailed(machine, 1);
        var one = service.replay(machine, "\"dryRun\": true");
        one.await("PLANNED");
        var other = service.replay(machine, "\"dryRun\": true");
        other.await("PLANNED");
        var statuses = atOnce(List.of(
                () -> one.confirm("{}").status(), () -> other.confirm("{}").status()));
        assertThat(statuses).containsExactlyInAnyOrder(202, 409);
    }

    @Test
    void canBeConfirmedTheMomentItIsPlanned() {
        service.seedFailed(machine, 1);
        for (var i = 1; i <= 15; i++) {
            var planned = service.replay(machine, "\"dryRun\": true, \"attempt\": " + i);
            Await.until(() -> planned.confirm("{}").status() == 202);
            assertThat(planned.ended().at("/state").asString()).isEqualTo("SUCCEEDED");
        }
        assertThat(service.startedNames()).hasSize(15).doesNotHaveDuplicates();
    }

    @Test
    void aPlanOfNothingCanBeConfirmedToo() {
        var planned = service.replay(machine, "\"dryRun\": true");
        assertThat(planned.await("PLANNED").at("/plan/matched").asInt()).isZero();
        var replay = planned.confirmed().ended();
        assertThat(replay.at("/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(replay.at("/stateReason").asString()).isEqualTo("NOTHING_MATCHED");
    }

    @Test
    void aPlanCanBeCancelledAndDeleted() {
        service.seedFailed(machine, 2);
        var cancelled = service.replay(machine, "\"dryRun\": true");
        cancelled.await("PLANNED");
        assertThat(cancelled.cancel().status()).isEqualTo(202);
        assertThat(cancelled.now().at("/itemCounts/cancelled").asInt()).isEqualTo(2);
        var deleted = service.replay(machine, "\"dryRun\": true");
        deleted.await("PLANNED");
        assertThat(deleted.delete().status()).isEqualTo(204);
        assertThat(service.client().get(deleted.path()).status()).isEqualTo(404);
    }

    @Test
    void aPlanIsDeletedOrConfirmedButNeverBoth() throws Exception {
        service.simulator().behaviour(run -> Outcome.endless());
        service.seedFailed(machine, 1);
        for (var i = 0; i < 20; i++) {
            var planned = service.replay(machine, "\"dryRun\": true");
            planned.await("PLANNED");
            List<Integer> statuses = atOnce(List.<Callable<Integer>>of(
                    () -> planned.confirm("{}").status(), () -> planned.delete().status()));
            assertThat(statuses).isIn(List.of(202, 409), List.of(404, 204));
            if (statuses.getFirst() == 202) {
                planned.cancel();
                planned.ended();
            }
        }
        assertThat(service.startedNames()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void limitsOfAPlanHoldWhenItRuns() {
        service.seedFailed(machine, 6);
        var planned = service.replay(machine, "\"dryRun\": true");
        planned.await("PLANNED");
        assertThat(planned.patch("\"maxConcurrency\": 1").status()).isEqualTo(200);
        service.simulator().behaviour(run -> Outcome.succeeded("{}").after(Duration.ofMillis(50)));
        planned.confirmed().ended();
        assertThat(service.simulator().openHighWaterMark()).isEqualTo(1);
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }
}

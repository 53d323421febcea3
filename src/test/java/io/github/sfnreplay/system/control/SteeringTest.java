package io.github.sfnreplay.system.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.testing.service.Answer;
import io.github.sfnreplay.testing.service.Await;
import io.github.sfnreplay.testing.service.PastExecutions;
import io.github.sfnreplay.testing.service.ReplayHandle;
import io.github.sfnreplay.testing.service.TestService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pause, resume and cancel: what they stop, what they leave alone, and what they answer.
class SteeringTest {

    private static final Duration ON_ITS_WAY = Duration.ofMillis(400);

    private final TestService service = TestService.shared();
    private final String machine = service.machine();

    @Test
    void whilePausedNothingStartsAndWhatRunsIsFollowed() {
        service.seedFailed(machine, 80);
        service.simulator().behaviour(run -> Outcome.succeeded("{}").after(Duration.ofMillis(300)));
        var run = service.replay(machine, "\"limits\": {\"startsPerSecond\": 60}");
        Await.until(() -> service.startedNames().size() >= 10);
        assertThat(run.pause().status()).isEqualTo(202);
        var answered = Instant.now();
        var paused = run.until(replay -> replay.at("/itemCounts/running").asInt() == 0);
        assertThat(paused.at("/state").asString()).isEqualTo("PAUSED");
        assertThat(paused.at("/stateReason").asString()).isEqualTo("USER_REQUESTED");
        assertThat(paused.at("/itemCounts/succeeded").asInt())
                .isEqualTo(service.startedNames().size());
        Await.unchanged(Duration.ofSeconds(1), () -> service.startedNames().size());
        assertThat(startedAfter(answered)).isEmpty();
        assertThat(run.resume().status()).isEqualTo(202);
        assertThat(run.await("SUCCEEDED").at("/itemCounts/succeeded").asInt()).isEqualTo(80);
        assertThat(service.startedNames()).hasSize(80).doesNotHaveDuplicates();
    }

    @Test
    void whatIsAskedForTwiceIsAnsweredWith200() {
        service.seedFailed(machine, 1);
        service.simulator().behaviour(run -> Outcome.endless());
        var run = service.replay(machine, "");
        run.await("RUNNING");
        assertThat(run.resume().status()).isEqualTo(200);
        assertThat(run.pause().status()).isEqualTo(202);
        assertThat(run.pause().status()).isEqualTo(200);
        assertThat(run.resume().status()).isEqualTo(202);
        assertThat(run.resume().status()).isEqualTo(200);
        assertThat(run.cancel().status()).isEqualTo(202);
        assertThat(run.cancel().status()).isEqualTo(200);
        run.await("CANCELLED");
        assertThat(run.cancel().status()).isEqualTo(200);
    }

    @Test
    void eachMoveIsRecordedWithItsTimeAndReason() {
        service.seedFailed(machine, 1);
        service.simulator().behaviour(run -> Outcome.endless());
        var run = service.replay(machine, "");
        run.await("RUNNING");
        service.client().post(run.path() + "/pause", "{\"reason\": \"look first\"}");
        service.client().post(run.path() + "/resume", "{\"reason\": \"looked\"}");
        run.cancel("{\"reason\": \"enough\"}");
        run.await("CANCELLED");
        var moves = run.log();
        assertThat(moves).hasSize(6);
        assertThat(moves.get(2).at("/reason").asString()).isEqualTo("look first");
        assertThat(moves.get(2).at("/stateReason").asString()).isEqualTo("USER_REQUESTED");
        assertThat(moves.get(3).at("/reason").asString()).isEqualTo("looked");
        assertThat(moves.get(4).at("/reason").asString()).isEqualTo("enough");
        assertThat(moves)
                .allSatisfy(move -> assertThat(Instant.parse(move.at("/at").asString()))
                        .isBetween(Instant.now().minusSeconds(60), Instant.now()));
    }

    @Test
    void afterACancelNoStartBeginsAndWhatRunsGoesOn() {
        service.seedFailed(machine, 200);
        service.simulator().behaviour(run -> Outcome.endless());
        service.simulator()
                .faults(FaultPlan.seeded(3).with(FaultKind.CLOSE_AFTER, 0.1).with(FaultKind.CLOSE_BEFORE, 0.1));
        var run = service.replay(machine, "\"limits\": {\"startsPerSecond\": 150}");
        Await.until(() -> service.startedNames().size() >= 40);
        assertThat(run.cancel().status()).isEqualTo(202);
        var answered = Instant.now();
        var replay = run.await("CANCELLED");
        assertThat(replay.at("/stateReason").asString()).isEqualTo("USER_REQUESTED");
        assertThat(startedAfter(answered)).isEmpty();
        Await.unchanged(Duration.ofMillis(500), () -> service.startedNames().size());
        var started = replay.at("/itemCounts/started").asInt();
        var unconfirmed = replay.at("/itemCounts/unconfirmed").asInt();
        assertThat(service.startedNames().size()).isBetween(started, started + unconfirmed);
        assertThat(replay.at("/itemCounts/cancelled").asInt()).isEqualTo(200 - started - unconfirmed);
        assertThat(service.simulator().ledger().acceptedStops()).isZero();
    }

    @Test
    void stopRunningStopsWhatThisReplayStartedAndNothingElse() {
        service.seed(machine, 3, i -> PastExecutions.failed("a-" + i, "{}", i));
        service.seed(machine, 20, i -> PastExecutions.failed("b-" + i, "{}", i));
        var foreign =
                service.simulator().seed(machine, PastExecution.running("foreign", "{}", PastExecutions.started(0)));
        service.simulator().behaviour(run -> Outcome.endless());
        var first = service.create(machine, "\"filter\": {\"statuses\": [\"FAILED\"], \"namePrefix\": \"a-\"}");
        first.until(replay -> replay.at("/itemCounts/running").asInt() == 3);
        first.cancel();
        first.await("CANCELLED");
        var run = service.replay(machine, "");
        run.until(replay -> replay.at("/itemCounts/running").asInt() == 23);
        assertThat(run.cancel("{\"stopRunning\": true}").status()).isEqualTo(202);
        var replay = run.await("CANCELLED");
        assertThat(replay.at("/itemCounts/aborted").asInt()).isEqualTo(20);
        assertThat(replay.at("/itemCounts/started").asInt()).isEqualTo(3);
        assertThat(service.simulator().ledger().stops())
                .extracting(LedgerEntry::name)
                .hasSize(20)
                .allMatch(name -> name.startsWith("b-"));
        assertThat(service.simulator().execution(foreign).status()).isEqualTo(ExecutionStatus.RUNNING);
    }

    @Test
    void stopRunningLeavesNothingRunningThoughStartsAreOnTheirWay() {
        service.seedFailed(machine, 100);
        service.simulator().behaviour(run -> Outcome.endless());
        service.simulator()
                .faults(FaultPlan.seeded(5)
                        .with(FaultKind.CLOSE_AFTER, 0.2, Action.START_EXECUTION)
                        .with(FaultKind.SLOW, 0.2, Duration.ofMillis(300), Action.START_EXECUTION)
                        .with(FaultKind.INTERNAL_FAILURE, 0.2, Action.STOP_EXECUTION, Action.DESCRIBE_EXECUTION));
        var run = service.replay(machine, "\"limits\": {\"startsPerSecond\": 200}");
        Await.until(() -> service.startedNames().size() >= 30);
        run.cancel("{\"stopRunning\": true}");
        var replay = run.await("CANCELLED");
        assertThat(replay.at("/itemCounts/unconfirmed").asInt()).isZero();
        assertThat(stillRunning()).isEmpty();
        assertThat(replay.at("/itemCounts/aborted").asInt())
                .isEqualTo(service.startedNames().size());
    }

    @Test
    void stopRunningAlsoStopsWhatWasNotFollowed() {
        service.seedFailed(machine, 12);
        service.simulator().behaviour(run -> Outcome.endless());
        var run = service.replay(machine, "\"follow\": \"NONE\", \"limits\": {\"startsPerSecond\": 10}");
        Await.until(() -> service.startedNames().size() >= 4);
        run.cancel("{\"stopRunning\": true}");
        run.await("CANCELLED");
        assertThat(stillRunning()).isEmpty();
    }

    @Test
    void aCancelCanBeEscalatedToStopRunning() {
        service.seedFailed(machine, 3);
        service.simulator().behaviour(run -> Outcome.endless());
        service.simulator()
                .faults(FaultPlan.seeded(1).next(FaultKind.SLOW, 1, Duration.ofSeconds(2), Action.START_EXECUTION));
        var run = service.replay(machine, "");
        Await.until(() -> service.startedNames().size() == 3);
        assertThat(run.cancel().status()).isEqualTo(202);
        assertThat(run.cancel("{\"stopRunning\": true}").status()).isEqualTo(202);
        assertThat(run.cancel("{\"stopRunning\": true}").status()).isEqualTo(200);
        run.await("CANCELLED");
        assertThat(stillRunning()).isEmpty();
    }

    @Test
    void aCancelEndsThoughNothingMayBeStopped() {
        service.seedFailed(machine, 3);
        service.simulator().behaviour(run -> Outcome.endless());
        service.simulator().faults(FaultPlan.seeded(1).with(FaultKind.ACCESS_DENIED, 1, Action.STOP_EXECUTION));
        var run = service.replay(machine, "");
        run.until(replay -> replay.at("/itemCounts/running").asInt() == 3);
        run.cancel("{\"stopRunning\": true}");
        assertThat(run.await("CANCELLED").at("/itemCounts/started").asInt()).isEqualTo(3);
    }

    @Test
    void aMachineThatIsDeletedMeanwhileEndsTheReplayWithTheReason() {
        service.seedFailed(machine, 40);
        service.simulator().behaviour(run -> Outcome.endless());
        var run = service.replay(machine, "\"limits\": {\"maxConcurrency\": 20}");
        run.until(replay -> replay.at("/itemCounts/running").asInt() == 20);
        service.simulator().deleteMachine(machine);
        service.simulator().ledger().clear();
        var replay = run.await("FAILED");
        assertThat(replay.at("/error/type").asString()).isEqualTo("/problems/state-machine-not-found");
        assertThat(replay.at("/itemCounts/started").asInt()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({
        "ACCESS_DENIED, START_EXECUTION",
        "EXPIRED_TOKEN, START_EXECUTION",
        "ACCESS_DENIED, DESCRIBE_EXECUTION",
        "KMS_ACCESS_DENIED, START_EXECUTION",
        "ACCESS_DENIED, LIST_EXECUTIONS"
    })
    void whatAwsForbidsPausesUntilAPersonResumes(FaultKind fault, Action action) {
        service.seedFailed(machine, 20);
        var faults = FaultPlan.seeded(1).with(fault, 1, action);
        // where histories are trusted already, sources are read without a description
        service.simulator()
                .faults(
                        action == Action.DESCRIBE_EXECUTION
                                ? faults.with(fault, 1, Action.GET_EXECUTION_HISTORY)
                                : faults);
        var run = service.replay(machine, "");
        var paused = run.await("PAUSED");
        assertThat(paused.at("/stateReason").asString()).isEqualTo("UPSTREAM_ACCESS_DENIED");
        assertThat(paused.at("/itemCounts/failed").asInt()).isZero();
        assertThat(paused.at("/stateDetail").asString()).contains("resume");
        service.simulator().faults(FaultPlan.none());
        // a call that was refused before comes back late, and pauses it again
        run.until(replay -> {
            var state = replay.at("/state").asString();
            return state.equals("SUCCEEDED")
                    || (state.equals("PAUSED") && run.resume().status() == 0);
        });
        assertThat(service.startedNames()).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void aPausedReplayCanBeCancelled() {
        service.seedFailed(machine, 30);
        service.simulator().behaviour(run -> Outcome.endless());
        var run = service.replay(machine, "\"limits\": {\"startsPerSecond\": 20}");
        Await.until(() -> service.startedNames().size() >= 3);
        run.pause();
        assertThat(run.cancel("{\"stopRunning\": true}").status()).isEqualTo(202);
        run.await("CANCELLED");
        assertThat(stillRunning()).isEmpty();
    }

    @Test
    void planningCanBePausedResumedAndCancelled() {
        service.seedFailed(machine, 10);
        slowListings();
        var resumed = service.replay(machine, "");
        Await.until(() -> resumed.pause().status() == 202);
        assertThat(resumed.state()).isEqualTo("PAUSED");
        assertThat(resumed.resume().status()).isEqualTo(202);
        resumed.await("SUCCEEDED");
        assertThat(resumed.log().get(2).at("/to").asString()).isEqualTo("PLANNING");
        slowListings();
        var cancelled = service.replay(machine, "\"attempt\": 2");
        Await.until(() -> cancelled.pause().status() == 202);
        assertThat(cancelled.cancel().status()).isEqualTo(202);
        cancelled.await("CANCELLED");
        assertThat(service.startedNames()).hasSize(10);
    }

    @Test
    void aReplayThatWaitsForAPlaceCanBeCancelledOnly() {
        service.simulator().behaviour(run -> Outcome.endless());
        for (var i = 0; i < 4; i++) {
            var busy = service.machine();
            service.seedFailed(busy, 2);
            service.replay(busy, "\"limits\": {\"maxConcurrency\": 1}").await("RUNNING");
        }
        service.seedFailed(machine, 1);
        var waiting = service.replay(machine, "");
        assertThat(waiting.state()).isEqualTo("PENDING");
        assertRefused(waiting.pause(), "PENDING", "cancel", "patch");
        assertRefused(waiting.resume(), "PENDING", "cancel", "patch");
        assertThat(waiting.cancel().status()).isEqualTo(202);
        assertThat(waiting.state()).isEqualTo("CANCELLED");
    }

    @Test
    void aPlaceThatAPauseMakesFreeIsFilled() {
        service.simulator().behaviour(run -> Outcome.failed("Order.Broken", "again"));
        for (var i = 0; i < 4; i++) {
            var busy = service.machine();
            service.seedFailed(busy, 3);
            service.replay(busy, "\"limits\": {\"canary\": 1, \"startsPerSecond\": 1}");
        }
        service.seedFailed(machine, 1);
        var waiting = service.replay(machine, "");
        waiting.ended();
    }

    @ParameterizedTest
    @CsvSource({
        "pause, SUCCEEDED",
        "resume, SUCCEEDED",
        "cancel, SUCCEEDED",
        "confirm, SUCCEEDED",
        "confirm, RUNNING",
        "retry-failed, RUNNING",
        "confirm, PAUSED",
        "retry-failed, PAUSED",
        "pause, PLANNED",
        "resume, PLANNED",
        "retry-failed, PLANNED",
        "pause, CANCELLED",
        "resume, CANCELLED",
        "confirm, CANCELLED"
    })
    void whatTheStateDoesNotAllowIsRefusedWithWhatItDoes(String action, String state) {
        var run = in(state);
        var answer = service.client().post(run.path() + "/" + action, "{}");
        assertRefused(answer, state);
        assertThat(answer.body().at("/allowedActions"))
                .isNotEmpty()
                .noneMatch(allowed -> allowed.asString().equals(action));
        assertThat(run.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"RUNNING", "PAUSED"})
    void aReplayThatIsNotFinalCannotBeDeleted(String state) {
        assertRefused(in(state).delete(), state);
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED", "CANCELLED"})
    void limitsOfAFinalReplayCannotBeChanged(String state) {
        assertRefused(in(state).patch("\"startsPerSecond\": 3"), state);
    }

    @Test
    void allControlsAtOnceLeaveALegalHistory() throws Exception {
        service.seedFailed(machine, 60);
        service.simulator().behaviour(run -> Outcome.succeeded("{}").after(Duration.ofMillis(20)));
        var run = service.replay(machine, "\"limits\": {\"startsPerSecond\": 100}");
        var calls = new ArrayList<Callable<Integer>>();
        for (var thread = 0; thread < 6; thread++) {
            var random = new Random(thread);
            for (var i = 0; i < 25; i++) {
                calls.add(() -> switch (random.nextInt(12)) {
                    case 0, 1, 2 -> run.pause().status();
                    case 3, 4, 5, 6 -> run.resume().status();
                    case 7 ->
                        run.patch("\"startsPerSecond\": " + (50 + random.nextInt(100)))
                                .status();
                    case 8 -> run.confirm("{}").status();
                    default -> run.now().at("/version").asInt() > 0 ? 200 : 500;
                });
            }
        }
        calls.add(100, () -> run.cancel("{\"stopRunning\": true}").status());
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var status : threads.invokeAll(calls)) {
                assertThat(status.get()).isIn(200, 202, 409);
            }
        }
        run.await("CANCELLED");
        assertThat(stillRunning()).isEmpty();
        assertThat(service.startedNames()).doesNotHaveDuplicates();
    }

    private ReplayHandle in(String state) {
        service.seedFailed(machine, 2);
        service.simulator().behaviour(run -> state.equals("SUCCEEDED") ? Outcome.succeeded("{}") : Outcome.endless());
        var run = service.replay(machine, state.equals("PLANNED") ? "\"dryRun\": true" : "");
        switch (state) {
            case "PAUSED" -> {
                run.await("RUNNING");
                run.pause();
            }
            case "CANCELLED" -> {
                run.await("RUNNING");
                run.cancel();
            }
            default -> {}
        }
        run.await(state);
        return run;
    }

    private void slowListings() {
        service.simulator()
                .faults(FaultPlan.seeded(1).next(FaultKind.SLOW, 2, Duration.ofMillis(800), Action.LIST_EXECUTIONS));
    }

    private static void assertRefused(Answer answer, String state, String... allowed) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(409);
        assertThat(answer.text("/type")).isEqualTo("/problems/invalid-state-transition");
        assertThat(answer.text("/currentState")).isEqualTo(state);
        var actions = new ArrayList<String>();
        answer.body().at("/allowedActions").forEach(action -> actions.add(action.asString()));
        assertThat(actions).containsAll(List.of(allowed));
    }

    private List<String> startedAfter(Instant answered) {
        return service.simulator().ledger().starts().stream()
                .filter(start -> start.at().isAfter(answered.plus(ON_ITS_WAY)))
                .map(LedgerEntry::name)
                .toList();
    }

    private List<String> stillRunning() {
        return service.simulator().ledger().starts().stream()
                .map(LedgerEntry::executionArn)
                .filter(arn -> service.simulator().execution(arn).status() == ExecutionStatus.RUNNING)
                .toList();
    }
}

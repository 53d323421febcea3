package io.github.sfnreplay.system.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.testing.service.Await;
import io.github.sfnreplay.testing.service.PastExecutions;
import io.github.sfnreplay.testing.service.TestService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Executions that go on where they failed, by the rules of AWS.
class RedriveTest {

    private static final String REDRIVE = "\"mode\": \"REDRIVE\"";

    private final TestService service = TestService.shared();
    private final String machine = service.machine();

    @Test
    void goesOnInTheSameExecution() {
        var sources = service.seedFailed(machine, 3);
        var run = service.replay(machine, REDRIVE);
        var replay = run.await("SUCCEEDED");
        assertThat(replay.at("/verdictCounts/fixed").asInt()).isEqualTo(3);
        assertThat(service.startedNames()).isEmpty();
        assertThat(redriven()).containsExactlyInAnyOrderElementsOf(sources);
        assertThat(run.items())
                .extracting(item -> item.at("/replayExecutionArn").asString())
                .isEqualTo(sources);
    }

    @Test
    void doesNotRedriveWhatAStartHasRunAlready() {
        service.seedFailed(machine, 19);
        service.simulator()
                .behaviour(run -> run.name().compareTo("e-009") < 0
                        ? Outcome.succeeded("{}")
                        : Outcome.failed("Order.Broken", "still"));
        service.replay(machine, "\"mode\": \"START_NEW\"").ended();
        var run = service.replay(machine, REDRIVE);
        var replay = run.ended();
        assertThat(replay.at("/plan/skippedByReason/ALREADY_REPLAYED").asInt()).isEqualTo(9);
        assertThat(run.item("e-003").at("/skipReason").asString()).isEqualTo("ALREADY_REPLAYED");
        assertThat(run.item("e-003").at("/detail").asString()).contains(":e-003-replay-1");
        assertThat(redriven()).hasSize(10).noneMatch(arn -> arn.endsWith(":e-003"));
    }

    @Test
    void redrivesInOrder() {
        var sources = service.seedFailed(machine, 5);
        service.replay(machine, REDRIVE + ", \"order\": \"NEWEST_FIRST\", \"limits\": {\"maxConcurrency\": 1}")
                .await("SUCCEEDED");
        assertThat(redriven()).isEqualTo(sources.reversed());
        assertThat(service.simulator().openHighWaterMark()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCEEDED, PT1H,   PT2H,   cannot be redriven",
        "FAILED,    P14D,   P15D,   14 days",
        "TIMED_OUT, P13DT23H, P1200D, 2023-11-15",
    })
    void skipsWhatAwsDoesNotRedrive(String status, Duration stoppedAgo, Duration startedAgo, String reason) {
        var arn = service.simulator().seed(machine, past(status, startedAgo, stoppedAgo));
        var run = service.create(machine, "\"filter\": {\"executionArns\": [\"" + arn + "\"]}, " + REDRIVE);
        var replay = run.await("SUCCEEDED");
        assertThat(replay.at("/stateReason").asString()).isEqualTo("NOTHING_STARTED");
        assertThat(replay.at("/plan/skippedByReason/NOT_REDRIVABLE").asInt()).isEqualTo(1);
        var item = run.items().getFirst();
        assertThat(item.at("/skipReason").asString()).isEqualTo("NOT_REDRIVABLE");
        assertThat(item.at("/detail").asString()).contains(reason);
        assertThat(redriven()).isEmpty();
    }

    @Test
    void skipsWhatStillRuns() {
        var arn = service.simulator().seed(machine, PastExecution.running("open", "{}", PastExecutions.started(0)));
        var run = service.create(machine, "\"filter\": {\"executionArns\": [\"" + arn + "\"]}, " + REDRIVE);
        run.await("SUCCEEDED");
        assertThat(run.items().getFirst().at("/skipReason").asString()).isEqualTo("STILL_RUNNING");
    }

    @Test
    void skipsWithTheReasonOfAwsWhatRunsAgainMeanwhile() {
        service.simulator().behaviour(run -> Outcome.endless());
        service.seedFailed(machine, 1);
        var early = service.replay(machine, REDRIVE + ", \"dryRun\": true");
        early.await("PLANNED");
        var other = service.replay(machine, REDRIVE);
        other.until(replay -> replay.at("/itemCounts/running").asInt() == 1);
        other.cancel();
        other.await("CANCELLED");
        // the client token of both is the same, which AWS remembers for 15 minutes: so this one takes it for its own
        early.confirmed().until(replay -> replay.at("/itemCounts/running").asInt() == 1);
        assertThat(redriven()).hasSize(1);
    }

    @Test
    void skipsWithTheReasonOfAwsWhatItRefuses() {
        service.seedFailed(machine, 2);
        var planned = service.replay(machine, REDRIVE + ", \"dryRun\": true");
        planned.await("PLANNED");
        service.simulator().startDeleting(machine);
        planned.confirmed().await("SUCCEEDED");
        assertThat(planned.items()).allSatisfy(item -> {
            assertThat(item.at("/skipReason").asString()).isEqualTo("NOT_REDRIVABLE");
            assertThat(item.at("/detail").asString()).contains("State machine is in DELETING status");
        });
    }

    @Test
    void hasEndedOnlyWhenTheRedriveCountHasRisenHoweverLateListingsAre() {
        service.seedFailed(machine, 15);
        service.simulator().listings(ListingFlaws.none().withLag(Duration.ofSeconds(2)));
        service.simulator().behaviour(run -> Outcome.succeeded("{}").after(Duration.ofMillis(700)));
        var run = service.replay(machine, REDRIVE);
        var replay = run.ended();
        assertThat(replay.at("/itemCounts/succeeded").asInt()).isEqualTo(15);
        assertThat(replay.at("/verdictCounts/fixed").asInt()).isEqualTo(15);
    }

    @Test
    void redrivesOnceWhateverIsLostOnTheWay() {
        service.seedFailed(machine, 60);
        service.simulator()
                .faults(FaultPlan.seeded(7)
                        .with(FaultKind.CLOSE_AFTER, 0.25, Action.REDRIVE_EXECUTION)
                        .with(FaultKind.CLOSE_BEFORE, 0.1)
                        .with(FaultKind.HALF_ANSWER, 0.1, Action.REDRIVE_EXECUTION)
                        .with(FaultKind.INTERNAL_FAILURE, 0.1)
                        .with(FaultKind.THROTTLE, 0.02, Action.REDRIVE_EXECUTION));
        var run = service.replay(machine, REDRIVE);
        assertThat(run.ended().at("/itemCounts/succeeded").asInt()).isEqualTo(60);
        assertThat(redriven()).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void aRedriveInDoubtNamesTheSource() {
        service.seedFailed(machine, 3);
        service.simulator().faults(FaultPlan.seeded(1).with(FaultKind.CLOSE_AFTER, 1, Action.REDRIVE_EXECUTION));
        var run = service.replay(machine, "\"mode\": \"AUTO\"");
        Await.until(() -> redriven().size() == 3);
        service.simulator()
                .faults(FaultPlan.seeded(1)
                        .with(FaultKind.CLOSE_BEFORE, 1, Action.REDRIVE_EXECUTION, Action.DESCRIBE_EXECUTION));
        run.cancel();
        var cancelled = run.await("CANCELLED");
        assertThat(cancelled.at("/itemCounts/unconfirmed").asInt()).isEqualTo(3);
        assertThat(run.items())
                .allSatisfy(item -> assertThat(item.at("/replayExecutionArn").asString())
                        .isEqualTo(item.at("/sourceExecutionArn").asString()));
    }

    @Test
    void readsNothingBeforeARedriveUnlessOutputsAreCompared() {
        service.seedFailed(machine, 3);
        var readsBefore = new AtomicLong(-1);
        service.simulator().behaviour(run -> {
            var calls = service.simulator().calls();
            readsBefore.compareAndSet(-1, calls.of(Action.DESCRIBE_EXECUTION) + calls.of(Action.GET_EXECUTION_HISTORY));
            return Outcome.failed("Order.Broken", "still");
        });
        service.replay(machine, REDRIVE + ", \"follow\": \"OUTCOME\"").ended();
        assertThat(readsBefore).hasValue(0);
        service.simulator().resetCounts();
        readsBefore.set(-1);
        service.replay(machine, REDRIVE + ", \"follow\": \"OUTPUT\"").ended();
        assertThat(readsBefore.get()).isPositive();
    }

    @Test
    void comparesWithTheErrorBeforeOnlyWhenOutputsAreFollowed() {
        service.seedFailed(machine, 2);
        service.simulator()
                .behaviour(run -> Outcome.failed(run.name().equals("e-000") ? "Order.Broken" : "Order.Other", "why"));
        var quick = service.replay(machine, REDRIVE);
        assertThat(quick.ended().at("/verdictCounts/notComparable").asInt()).isEqualTo(2);
        assertThat(quick.item("e-000").at("/detail").asString()).contains("follow OUTPUT");
        assertThat(quick.item("e-000").at("/error").asString()).isEqualTo("Order.Broken");
        assertThat(quick.item("e-001").at("/error").asString()).isEqualTo("Order.Other");
        service.simulator().behaviour(run -> Outcome.failed("Order.Broken", "why"));
        var compared = service.replay(machine, REDRIVE + ", \"follow\": \"OUTPUT\"");
        compared.ended();
        assertThat(compared.item("e-000").at("/verdict").asString()).isEqualTo("STILL_FAILING");
        assertThat(compared.item("e-001").at("/verdict").asString()).isEqualTo("FAILED_DIFFERENTLY");
    }

    @Test
    void whatFailedAgainIsRedrivenAgainAndComparedWithItsLastEnd() {
        service.seedFailed(machine, 3);
        service.simulator()
                .behaviour(run ->
                        run.name().equals("e-001") ? Outcome.failed("Order.New", "new") : Outcome.succeeded("{}"));
        var parent = service.replay(machine, REDRIVE + ", \"follow\": \"OUTPUT\"");
        parent.await("PARTIALLY_SUCCEEDED");
        assertThat(parent.item("e-001").at("/verdict").asString()).isEqualTo("FAILED_DIFFERENTLY");
        var child = parent.retried();
        child.ended();
        assertThat(child.items()).hasSize(1);
        assertThat(child.item("e-001").at("/verdict").asString()).isEqualTo("STILL_FAILING");
        assertThat(redriven()).hasSize(4);
        assertThat(service.simulator().execution(redriven().getLast()).redriveCount())
                .isEqualTo(2);
    }

    @Test
    void aRetriedRedriveShowsHowItsSourceEndedLast() {
        service.simulator()
                .seed(
                        machine,
                        PastExecution.timedOut("slow", "{}", PastExecutions.started(0), PastExecutions.stopped(0)));
        service.simulator().behaviour(run -> Outcome.failed("Order.New", "new"));
        var parent = service.create(machine, "\"filter\": {\"statuses\": [\"TIMED_OUT\"]}, " + REDRIVE);
        parent.await("FAILED");
        var child = parent.retried();
        child.await("FAILED");
        assertThat(child.item("slow").at("/sourceStatus").asString()).isEqualTo("FAILED");
        assertThat(child.item("slow").at("/verdict").asString()).isEqualTo("NOT_COMPARABLE");
    }

    @Test
    void anExecutionThatFailedAgainIsSelectedByItsNewError() {
        service.seedFailed(machine, 1);
        service.simulator().behaviour(run -> Outcome.failed("Order.New", "new"));
        var filter = "\"filter\": {\"statuses\": [\"FAILED\"], \"errors\": [\"%s\"]}, " + REDRIVE;
        service.create(machine, filter.formatted("Order.Broken")).await("FAILED");
        var again = service.create(machine, filter.formatted("Order.Broken") + ", \"dryRun\": true");
        assertThat(again.await("PLANNED").at("/plan/matched").asInt()).isZero();
        var other = service.create(machine, filter.formatted("Order.New") + ", \"dryRun\": true");
        assertThat(other.await("PLANNED").at("/plan/matched").asInt()).isEqualTo(1);
    }

    @Test
    void automaticallyRedrivesWhereThatIsAllowedAndElseStartsAnew() {
        seedOfAllAges();
        var run = service.replay(machine, "\"mode\": \"AUTO\"");
        run.await("SUCCEEDED");
        assertThat(redriven()).hasSize(2);
        assertThat(service.startedNames()).containsExactlyInAnyOrder("old-0-replay-1", "old-1-replay-1");
        assertThat(run.item("new-0").at("/replayExecutionArn").asString()).endsWith(":new-0");
        assertThat(run.item("old-0").at("/replayExecutionArn").asString()).endsWith(":old-0-replay-1");
        assertThat(run.now().at("/verdictCounts/fixed").asInt()).isEqualTo(4);
    }

    @Test
    void sentTwiceAutoStartsNothingNewTwice() {
        seedOfAllAges();
        service.simulator()
                .behaviour(
                        run -> run.redriveCount() == 1 ? Outcome.failed("Order.New", "new") : Outcome.succeeded("{}"));
        service.replay(machine, "\"mode\": \"AUTO\"").ended();
        var again = service.replay(machine, "\"mode\": \"AUTO\"");
        var replay = again.await("SUCCEEDED");
        assertThat(replay.at("/itemCounts/adopted").asInt()).isEqualTo(2);
        assertThat(service.startedNames()).hasSize(2).doesNotHaveDuplicates();
        assertThat(redriven()).hasSize(4);
    }

    @Test
    void automaticallyStartsAnewWhatAwsRefusesToRedrive() {
        service.seedFailed(machine, 2);
        var planned = service.replay(
                machine,
                "\"mode\": \"AUTO\", \"target\": {\"stateMachineArn\": \"" + service.machine()
                        + "\"}, \"dryRun\": true");
        planned.await("PLANNED");
        service.simulator().startDeleting(machine);
        planned.confirmed().await("SUCCEEDED");
        assertThat(redriven()).isEmpty();
        assertThat(service.startedNames()).hasSize(2);
    }

    @Test
    void followsRedrivesAndStartsOnTwoMachinesAtOnce() {
        service.seedFailed(machine, 25);
        service.simulator().behaviour(run -> Outcome.succeeded("{}").after(Duration.ofMillis(300)));
        var run = service.replay(
                machine, "\"mode\": \"AUTO\", \"target\": {\"stateMachineArn\": \"" + service.machine() + "\"}");
        assertThat(run.await("SUCCEEDED").at("/itemCounts/succeeded").asInt()).isEqualTo(25);
    }

    private void seedOfAllAges() {
        for (var i = 0; i < 2; i++) {
            service.simulator().seed(machine, PastExecutions.failed("new-" + i, "{}", i));
            service.simulator().seed(machine, past("old-" + i, "FAILED", Duration.ofDays(21), Duration.ofDays(20)));
        }
    }

    private List<String> redriven() {
        return service.simulator().ledger().redrives().stream()
                .map(LedgerEntry::executionArn)
                .toList();
    }

    private static PastExecution past(String status, Duration startedAgo, Duration stoppedAgo) {
        return past("past", status, startedAgo, stoppedAgo);
    }

    private static PastExecution past(String name, String status, Duration startedAgo, Duration stoppedAgo) {
        var start = Instant.now().minus(startedAgo);
        var stop = Instant.now().minus(stoppedAgo);
        return switch (status) {
            case "SUCCEEDED" -> PastExecution.succeeded(name, "{}", "{}", start, stop);
            case "TIMED_OUT" -> PastExecution.timedOut(name, "{}", start, stop);
            default -> PastExecution.failed(name, "{}", "Order.Broken", "it broke", start, stop);
        };
    }
}

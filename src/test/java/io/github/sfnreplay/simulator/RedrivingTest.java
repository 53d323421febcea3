package io.github.sfnreplay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

class RedrivingTest extends SimulatorTestBase {

    @Test
    void redrivesAFailedExecutionUnderItsOwnArn() {
        simulator.behaviour(run ->
                Outcome.succeeded("{\"attempt\":" + run.redriveCount() + "}").after(Duration.ofSeconds(3)));
        var arn = seedFailed("f", Duration.ofHours(1));

        var answer = sfn.redriveExecution(r -> r.executionArn(arn));

        assertThat(answer.redriveDate()).isEqualTo(FakeClock.NOON);
        var running = sfn.describeExecution(r -> r.executionArn(arn));
        assertThat(running.statusAsString()).isEqualTo("RUNNING");
        assertThat(running.stopDate()).isNull();
        assertThat(running.error()).isNull();
        assertThat(running.redriveCount()).isEqualTo(1);
        assertThat(running.redriveDate()).isEqualTo(FakeClock.NOON);
        clock.pass(Duration.ofSeconds(3));
        var end = sfn.describeExecution(r -> r.executionArn(arn));
        assertThat(end.statusAsString()).isEqualTo("SUCCEEDED");
        assertThat(end.output()).isEqualTo("{\"attempt\":1}");
        assertThat(end.input()).isEqualTo("{\"id\":1}");
        assertThat(end.startDate()).isEqualTo(ago(Duration.ofMinutes(61).plusSeconds(3)));
        assertThat(names(r -> r.statusFilter("FAILED"))).isEmpty();
        assertThat(pages(r -> r.statusFilter("SUCCEEDED")).getFirst().getFirst().redriveCount())
                .isEqualTo(1);
    }

    @Test
    void historyTellsOfTheRedrive() {
        var arn = seedFailed("f", Duration.ofHours(1));
        sfn.redriveExecution(r -> r.executionArn(arn));

        var events = sfn.getExecutionHistory(r -> r.executionArn(arn)).events();

        assertThat(events)
                .extracting(event -> event.type())
                .containsSubsequence(
                        HistoryEventType.EXECUTION_STARTED,
                        HistoryEventType.EXECUTION_FAILED,
                        HistoryEventType.EXECUTION_REDRIVEN,
                        HistoryEventType.EXECUTION_SUCCEEDED);
        assertThat(events)
                .filteredOn(event -> event.type() == HistoryEventType.EXECUTION_REDRIVEN)
                .singleElement()
                .satisfies(event -> assertThat(
                                event.executionRedrivenEventDetails().redriveCount())
                        .isEqualTo(1));
    }

    @Test
    void theSameClientTokenRedrivesOnce() {
        simulator.behaviour(run -> Outcome.failed("Boom", "again"));
        var arn = seedFailed("f", Duration.ofHours(1));

        sfn.redriveExecution(r -> r.executionArn(arn).clientToken("token-1"));
        clock.pass(Duration.ofMinutes(14));
        var again = sfn.redriveExecution(r -> r.executionArn(arn).clientToken("token-1"));

        assertThat(again.redriveDate()).isEqualTo(FakeClock.NOON);
        assertThat(simulator.ledger().acceptedRedrives()).isEqualTo(1);
        assertThat(simulator.ledger().redrives().getFirst().clientToken()).isEqualTo("token-1");
        clock.pass(Duration.ofMinutes(1));
        sfn.redriveExecution(r -> r.executionArn(arn).clientToken("token-1"));
        assertThat(simulator.execution(arn).redriveCount()).isEqualTo(2);
    }

    @Test
    void theSameClientTokenIsHarmlessWhileTheRedriveRuns() {
        simulator.behaviour(run -> Outcome.endless());
        var arn = seedFailed("f", Duration.ofHours(1));
        sfn.redriveExecution(r -> r.executionArn(arn).clientToken("one"));

        assertThat(sfn.redriveExecution(r -> r.executionArn(arn).clientToken("one"))
                        .redriveDate())
                .isEqualTo(FakeClock.NOON);
        assertRefused(
                "ExecutionNotRedrivable",
                "Execution is RUNNING and cannot be redriven",
                () -> sfn.redriveExecution(r -> r.executionArn(arn).clientToken("two")));
    }

    @Test
    void refusesUnusableClientTokens() {
        var arn = seedFailed("f", Duration.ofHours(1));

        assertRefused(
                "ValidationException",
                () -> sfn.redriveExecution(r -> r.executionArn(arn).clientToken("é")));
        assertRefused(
                "ValidationException",
                () -> sfn.redriveExecution(r -> r.executionArn(arn).clientToken("x".repeat(65))));
        assertRefused(
                "ValidationException",
                () -> sfn.redriveExecution(r -> r.executionArn(arn).clientToken("")));
    }

    @Test
    void refusesSucceededExecutions() {
        var arn = seedSucceeded("s", Duration.ofHours(1));

        assertRefused(
                "ExecutionNotRedrivable",
                "Execution is SUCCEEDED and cannot be redriven",
                () -> sfn.redriveExecution(r -> r.executionArn(arn)));
    }

    @Test
    void redrivesTimedOutAndAbortedOnes() {
        var stop = ago(Duration.ofHours(1));
        var timedOut = simulator.seed(machine, PastExecution.timedOut("t", "{}", stop, stop));
        var aborted = simulator.seed(machine, PastExecution.aborted("a", "{}", stop, stop));

        sfn.redriveExecution(r -> r.executionArn(timedOut));
        sfn.redriveExecution(r -> r.executionArn(aborted));

        assertThat(simulator.ledger().acceptedRedrives()).isEqualTo(2);
    }

    @Test
    void refusesThoseClosedFourteenDaysAgo() {
        var arn = seedFailed("f", Duration.ofDays(14).minusMillis(1));
        assertThat(sfn.describeExecution(r -> r.executionArn(arn)).redriveStatusAsString())
                .isEqualTo("REDRIVABLE");
        clock.pass(Duration.ofMillis(1));

        assertRefused(
                "ExecutionNotRedrivable",
                "Execution redrivable period exceeded",
                () -> sfn.redriveExecution(r -> r.executionArn(arn)));
        assertThat(sfn.describeExecution(r -> r.executionArn(arn)).redriveStatusAsString())
                .isEqualTo("NOT_REDRIVABLE");
    }

    @Test
    void refusesThoseStartedBeforeRedriveExisted() {
        var start = Instant.parse("2023-11-14T23:59:59Z");
        var arn = simulator.seed(machine, PastExecution.failed("f", "{}", "Boom", "", start, ago(Duration.ofHours(1))));

        assertRefused(
                "ExecutionNotRedrivable",
                "Execution was started before the launch of RedriveExecution",
                () -> sfn.redriveExecution(r -> r.executionArn(arn)));
    }

    @Test
    void refusesThoseOfADeletingMachine() {
        var arn = seedFailed("f", Duration.ofHours(1));
        simulator.startDeleting(machine);

        assertRefused(
                "ExecutionNotRedrivable",
                "State machine is in DELETING status",
                () -> sfn.redriveExecution(r -> r.executionArn(arn)));
    }

    @Test
    void stopsRunningExecutionsAndLeavesClosedOnesAlone() {
        simulator.behaviour(run -> Outcome.succeeded("{}").after(Duration.ofMinutes(10)));
        var arn = start("a", "{}").executionArn();
        clock.pass(Duration.ofMinutes(1));

        var stopped = sfn.stopExecution(r -> r.executionArn(arn).error("Why").cause("Because"));
        clock.pass(Duration.ofMinutes(20));
        var again = sfn.stopExecution(r -> r.executionArn(arn));

        assertThat(stopped.stopDate()).isEqualTo(FakeClock.NOON.plusSeconds(60));
        assertThat(again.stopDate()).isEqualTo(stopped.stopDate());
        var execution = simulator.execution(arn);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(execution.error()).isEqualTo("Why");
        assertThat(execution.cause()).isEqualTo("Because");
        assertThat(simulator.ledger().stops())
                .singleElement()
                .satisfies(stop -> assertThat(stop.name()).isEqualTo("a"));
    }
}

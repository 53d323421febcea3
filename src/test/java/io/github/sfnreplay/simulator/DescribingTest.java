package io.github.sfnreplay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.github.sfnreplay.simulator.spec.MachineType;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.IncludedData;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

class DescribingTest extends SimulatorTestBase {

    @Test
    void describesASucceededExecution() {
        var arn = seedSucceeded("a", Duration.ofHours(1));

        var execution = sfn.describeExecution(r -> r.executionArn(arn));

        assertThat(execution.executionArn()).isEqualTo(arn);
        assertThat(execution.stateMachineArn()).isEqualTo(machine);
        assertThat(execution.name()).isEqualTo("a");
        assertThat(execution.statusAsString()).isEqualTo("SUCCEEDED");
        assertThat(execution.input()).isEqualTo("{\"id\":1}");
        assertThat(execution.inputDetails().included()).isTrue();
        assertThat(execution.output()).isEqualTo("{\"ok\":true}");
        assertThat(execution.startDate()).isEqualTo(ago(Duration.ofMinutes(61)));
        assertThat(execution.stopDate()).isEqualTo(ago(Duration.ofHours(1)));
        assertThat(execution.error()).isNull();
        assertThat(execution.redriveStatus()).isEqualTo(ExecutionRedriveStatus.NOT_REDRIVABLE);
        assertThat(execution.redriveStatusReason()).isEqualTo("Execution is SUCCEEDED and cannot be redriven");
        assertThat(execution.redriveCount()).isZero();
    }

    @Test
    void describesFailedAndRunningExecutions() {
        simulator.behaviour(run -> Outcome.endless());
        var failed = seedFailed("f", Duration.ofHours(1));
        var running = start("r", "{}").executionArn();

        var failure = sfn.describeExecution(r -> r.executionArn(failed));
        assertThat(failure.error()).isEqualTo("Boom");
        assertThat(failure.cause()).isEqualTo("It broke");
        assertThat(failure.output()).isNull();
        assertThat(failure.redriveStatus()).isEqualTo(ExecutionRedriveStatus.REDRIVABLE);
        assertThat(failure.redriveStatusReason()).isNull();
        var open = sfn.describeExecution(r -> r.executionArn(running));
        assertThat(open.stopDate()).isNull();
        assertThat(open.redriveStatusReason()).isEqualTo("Execution is RUNNING and cannot be redriven");
    }

    @Test
    void datesKeepTheirMilliseconds() {
        clock.pass(Duration.ofMillis(7));
        var arn = start("a", "{}").executionArn();

        assertThat(sfn.describeExecution(r -> r.executionArn(arn)).startDate()).isEqualTo(FakeClock.NOON.plusMillis(7));
    }

    @Test
    void metadataOnlyHasNoData() {
        var arn = seedSucceeded("a", Duration.ofHours(1));

        var execution = sfn.describeExecution(r -> r.executionArn(arn).includedData(IncludedData.METADATA_ONLY));

        assertThat(execution.input()).isNull();
        assertThat(execution.output()).isNull();
        assertThat(execution.statusAsString()).isEqualTo("SUCCEEDED");
    }

    @Test
    void refusesUnknownAndOldExecutions() {
        var arn = executionArn("nobody");
        var message = "Execution Does Not Exist: '" + arn + "'";
        assertRefused("ExecutionDoesNotExist", message, () -> sfn.describeExecution(r -> r.executionArn(arn)));
        assertRefused("ExecutionDoesNotExist", message, () -> sfn.getExecutionHistory(r -> r.executionArn(arn)));
        assertRefused("ExecutionDoesNotExist", message, () -> sfn.stopExecution(r -> r.executionArn(arn)));
        assertRefused("ExecutionDoesNotExist", message, () -> sfn.redriveExecution(r -> r.executionArn(arn)));
        assertRefused("InvalidArn", () -> sfn.describeExecution(r -> r.executionArn(machine)));
        assertRefused("InvalidArn", () -> sfn.describeExecution(r -> r.executionArn("nonsense")));

        var old = seedSucceeded("old", Duration.ofDays(90));
        assertThat(sfn.describeExecution(r -> r.executionArn(old)).name()).isEqualTo("old");
        clock.pass(Duration.ofMillis(1));
        assertRefused("ExecutionDoesNotExist", () -> sfn.describeExecution(r -> r.executionArn(old)));
    }

    @Test
    void anExpiredExecutionIsStillListed() {
        var arn = seedFailed("a", Duration.ofDays(3));

        simulator.expire(arn);

        assertThat(names(r -> {})).containsExactly("a");
        assertRefused("ExecutionDoesNotExist", () -> sfn.describeExecution(r -> r.executionArn(arn)));
        assertRefused("ExecutionDoesNotExist", () -> sfn.getExecutionHistory(r -> r.executionArn(arn)));
        assertRefused("ExecutionDoesNotExist", () -> sfn.redriveExecution(r -> r.executionArn(arn)));
    }

    @Test
    void theFirstEventCarriesTheInput() {
        var arn = seedFailed("a", Duration.ofHours(1));

        var page = sfn.getExecutionHistory(r -> r.executionArn(arn).maxResults(1));

        assertThat(page.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(HistoryEventType.EXECUTION_STARTED);
            assertThat(event.id()).isEqualTo(1);
            assertThat(event.executionStartedEventDetails().input()).isEqualTo("{\"id\":1}");
            assertThat(event.executionStartedEventDetails().inputDetails().truncated())
                    .isFalse();
        });
        assertThat(page.nextToken()).isNotNull();
    }

    @Test
    void theLastEventCarriesTheEnd() {
        assertThat(lastEvent(seedSucceeded("s", Duration.ofHours(1)))
                        .executionSucceededEventDetails()
                        .output())
                .isEqualTo("{\"ok\":true}");
        assertThat(lastEvent(seedFailed("f", Duration.ofHours(1))).executionFailedEventDetails())
                .satisfies(details -> {
                    assertThat(details.error()).isEqualTo("Boom");
                    assertThat(details.cause()).isEqualTo("It broke");
                });
        var stop = ago(Duration.ofHours(1));
        var timedOut = simulator.seed(machine, PastExecution.timedOut("t", "{}", stop, stop));
        assertThat(lastEvent(timedOut).type()).isEqualTo(HistoryEventType.EXECUTION_TIMED_OUT);
        var aborted = simulator.seed(machine, PastExecution.aborted("b", "{}", stop, stop));
        assertThat(lastEvent(aborted).type()).isEqualTo(HistoryEventType.EXECUTION_ABORTED);
    }

    private HistoryEvent lastEvent(String arn) {
        return sfn.getExecutionHistory(r -> r.executionArn(arn).maxResults(1).reverseOrder(true))
                .events()
                .getFirst();
    }

    @Test
    void historyIsPagedInBothOrders() {
        var arn = seedSucceeded("a", Duration.ofHours(1));

        var forth = sfn.getExecutionHistoryPaginator(r -> r.executionArn(arn).maxResults(2)).events().stream()
                .map(HistoryEvent::id)
                .toList();
        var back = sfn
                .getExecutionHistoryPaginator(
                        r -> r.executionArn(arn).maxResults(3).reverseOrder(true))
                .events()
                .stream()
                .map(HistoryEvent::id)
                .toList();

        assertThat(forth).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(back).isEqualTo(forth.reversed());
    }

    @Test
    void historyTokensAreBoundToTheirCall() {
        var arn = seedSucceeded("a", Duration.ofHours(1));
        var token =
                sfn.getExecutionHistory(r -> r.executionArn(arn).maxResults(2)).nextToken();

        assertRefused(
                "InvalidToken",
                () -> sfn.getExecutionHistory(r ->
                        r.executionArn(arn).maxResults(2).reverseOrder(true).nextToken(token)));
    }

    @Test
    void historyCanLeaveOutOrCutTheData() {
        var arn = seedSucceeded("a", Duration.ofHours(1));

        var without = sfn.getExecutionHistory(r -> r.executionArn(arn).includeExecutionData(false));
        assertThat(without.events().getFirst().executionStartedEventDetails().input())
                .isNull();
        simulator.truncateHistory(3);
        var cut = sfn.getExecutionHistory(r -> r.executionArn(arn))
                .events()
                .getFirst()
                .executionStartedEventDetails();
        assertThat(cut.input()).isEqualTo("{\"i");
        assertThat(cut.inputDetails().truncated()).isTrue();
    }

    @Test
    void describesAndListsMachines() {
        simulator.createMachine("Fast", MachineType.EXPRESS);

        var description = sfn.describeStateMachine(r -> r.stateMachineArn(machine));
        assertThat(description.type()).isEqualTo(StateMachineType.STANDARD);
        assertThat(description.statusAsString()).isEqualTo("ACTIVE");
        assertThat(description.definition()).contains("StartAt");
        assertThat(sfn.listStateMachinesPaginator(r -> r.maxResults(1)).stateMachines())
                .extracting(m -> m.name() + " " + m.typeAsString())
                .containsExactly("Fast EXPRESS", "TestStateMachine STANDARD");
        assertRefused(
                "StateMachineDoesNotExist", () -> sfn.describeStateMachine(r -> r.stateMachineArn(machine + "X")));
    }

    @Test
    void createsMachinesOnceOnly() {
        var definition = "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}";
        var first = sfn.createStateMachine(
                r -> r.name("New").roleArn("arn:aws:iam::1:role/r").definition(definition));
        var again = sfn.createStateMachine(
                r -> r.name("New").roleArn("arn:aws:iam::1:role/r").definition(definition));

        assertThat(again.stateMachineArn()).isEqualTo(first.stateMachineArn());
        assertRefused(
                "StateMachineAlreadyExists",
                () -> sfn.createStateMachine(r -> r.name("New")
                        .roleArn("arn:aws:iam::1:role/r")
                        .type(StateMachineType.EXPRESS)
                        .definition(definition)));
        assertRefused(
                "InvalidDefinition",
                () -> sfn.createStateMachine(
                        r -> r.name("Bad").roleArn("arn:aws:iam::1:role/r").definition("{}")));
        assertRefused(
                "InvalidName",
                () -> sfn.createStateMachine(
                        r -> r.name("a b").roleArn("arn:aws:iam::1:role/r").definition(definition)));
    }

    @Test
    void doesNotReplaceAMachine() {
        assertThatException().isThrownBy(() -> simulator.createMachine("TestStateMachine", MachineType.STANDARD));
    }

    @Test
    void otherPartitionsHaveTheirOwnArns() {
        try (var china = Simulator.start(options().withRegion("cn-north-1").withAccount("210987654321"))) {
            assertThat(china.createMachine("M", MachineType.STANDARD))
                    .isEqualTo("arn:aws-cn:states:cn-north-1:210987654321:stateMachine:M");
        }
    }
}

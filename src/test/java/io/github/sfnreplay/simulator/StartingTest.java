package io.github.sfnreplay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.MachineType;
import io.github.sfnreplay.simulator.spec.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

class StartingTest extends SimulatorTestBase {

    @Test
    void startsAndRunsToItsEnd() {
        simulator.behaviour(run -> Outcome.succeeded("{\"n\":2}").after(Duration.ofSeconds(2)));

        var started = start("a", "{\"n\":1}");

        assertThat(started.executionArn()).isEqualTo(executionArn("a"));
        assertThat(started.startDate()).isEqualTo(FakeClock.NOON);
        assertThat(simulator.execution(started.executionArn()).status()).isEqualTo(ExecutionStatus.RUNNING);
        clock.pass(Duration.ofSeconds(5));
        var end = simulator.execution(started.executionArn());
        assertThat(end.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(end.output()).isEqualTo("{\"n\":2}");
        assertThat(end.stopDate()).isEqualTo(FakeClock.NOON.plusSeconds(2));
    }

    @Test
    void sameNameAndInputWhileRunningIsTheSameExecution() {
        simulator.behaviour(run -> Outcome.endless());
        var first = start("a", "{\"n\":1}");
        clock.pass(Duration.ofSeconds(7));

        var second = start("a", "{\"n\":1}");

        assertThat(second.executionArn()).isEqualTo(first.executionArn());
        assertThat(second.startDate()).isEqualTo(FakeClock.NOON);
        assertThat(simulator.ledger().acceptedStarts()).isEqualTo(1);
    }

    @Test
    void sameNameWithAnotherInputIsRefused() {
        simulator.behaviour(run -> Outcome.endless());
        start("a", "{\"n\":1}");

        assertRefused(
                "ExecutionAlreadyExists",
                "Execution Already Exists: '" + executionArn("a") + "'",
                () -> start("a", "{\"n\": 1}"));
    }

    @Test
    void sameNameIsRefusedOnceTheExecutionHasClosed() {
        start("a", "{}");

        assertRefused("ExecutionAlreadyExists", () -> start("a", "{}"));
        assertThat(simulator.ledger().acceptedStarts()).isEqualTo(1);
    }

    @Test
    void nameIsFreeNinetyDaysAfterClosing() {
        start("a", "{}");
        clock.pass(Duration.ofDays(90));
        assertRefused("ExecutionAlreadyExists", () -> start("a", "{}"));
        clock.pass(Duration.ofMillis(1));

        start("a", "{\"second\":true}");

        assertThat(simulator.execution(executionArn("a")).input()).isEqualTo("{\"second\":true}");
        assertThat(simulator.ledger().acceptedStarts()).isEqualTo(2);
        assertThat(names(r -> {})).containsExactly("a");
    }

    @Test
    void seededNamesAreTakenToo() {
        seedSucceeded("a", Duration.ofDays(1));

        assertRefused("ExecutionAlreadyExists", () -> start("a", "{\"id\":1}"));
    }

    @Test
    void inputIsKeptByteForByte() {
        var input = "{\"b\" : 1.0,\t\"a\":\"\\u00e9é\\/ \\\"quoted\\\" 😀\\n\"}";

        start("a", input);

        assertThat(sfn.describeExecution(r -> r.executionArn(executionArn("a"))).input())
                .isEqualTo(input);
    }

    @Test
    void absentInputIsAnEmptyObjectAndAbsentNameIsMadeUp() {
        var started = sfn.startExecution(r -> r.stateMachineArn(machine));

        var execution = simulator.execution(started.executionArn());
        assertThat(execution.input()).isEqualTo("{}");
        assertThat(execution.name()).hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "\"x\"", "null", "[]", " {} ", "1e999", "true"})
    void acceptsAnyJsonText(String input) {
        assertThat(simulator.execution(start("a", input).executionArn()).input())
                .isEqualTo(input);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{}{}", "1 2", "nope", "{'a':1}", "{\"a\":1,}", "NaN"})
    void refusesWhatIsNoJsonText(String input) {
        assertRefused("InvalidExecutionInput", () -> start("a", input));
    }

    @Test
    void limitsTheInputInBytes() {
        var largest = "\"" + "é".repeat(131_071) + "\"";
        start("a", largest);

        assertRefused("ValidationException", () -> start("b", largest + " "));
        assertThat(simulator.execution(executionArn("a")).input()).isEqualTo(largest);
    }

    @Test
    void acceptsDeepAndLongInputs() {
        start("deep", "[".repeat(100_000) + "]".repeat(100_000));
        start("digits", "1".repeat(200_000));

        assertThat(simulator.ledger().acceptedStarts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "a b", "a<", "a>", "a{", "a}", "a[", "a]", "a?", "a*", "a\"", "a#", "a%", "a\\", "a^", "a|", "a~",
                "a`", "a$", "a&", "a,", "a;", "a:", "a/", "a\u0000", "a\u007f", "a\u009f", "a\uffff", "a😀", "a\u00a0"
            })
    void refusesForbiddenNames(String name) {
        assertRefused("InvalidName", () -> start(name, "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-b_c.d+e=f@g!h(i)j'k", "é"})
    void acceptsAllowedNames(String name) {
        assertThat(start(name, "{}").executionArn()).endsWith(":" + name);
    }

    @Test
    void namesHaveAtMostEightyCharacters() {
        start("x".repeat(80), "{}");

        assertRefused("InvalidName", () -> start("x".repeat(81), "{}"));
    }

    @Test
    void refusesWrongTargets() {
        assertRefused(
                "StateMachineDoesNotExist",
                "State Machine Does Not Exist: '" + machine + "X'",
                () -> sfn.startExecution(r -> r.stateMachineArn(machine + "X")));
        assertRefused(
                "InvalidArn",
                "Invalid Arn: 'Invalid ARN prefix: not_a_valid_arn'",
                () -> sfn.startExecution(r -> r.stateMachineArn("not_a_valid_arn")));
        assertRefused("ValidationException", () -> sfn.startExecution(r -> r.stateMachineArn(machine + "/map")));
        assertRefused("StateMachineDoesNotExist", () -> sfn.startExecution(r -> r.stateMachineArn(machine + ":7")));
        assertRefused(
                "AccessDeniedException",
                () -> sfn.startExecution(r -> r.stateMachineArn(machine.replace(simulator.account(), "999999999999"))));
        assertRefused("ValidationException", () -> sfn.startExecution(r -> r.name("a")));
    }

    @Test
    void refusesStartsOfDeletingAndDeletedMachines() {
        simulator.startDeleting(machine);
        assertRefused("StateMachineDeleting", () -> start("a", "{}"));
        assertThat(sfn.describeStateMachine(r -> r.stateMachineArn(machine)).statusAsString())
                .isEqualTo("DELETING");
        simulator.deleteMachine(machine);

        assertRefused("StateMachineDoesNotExist", () -> start("a", "{}"));
        assertRefused("StateMachineDoesNotExist", () -> names(r -> {}));
    }

    @Test
    void refusesMoreOpenExecutionsThanTheLimit() {
        try (var small = Simulator.start(options().withOpenExecutionLimit(1))) {
            var arn = small.createMachine("M", MachineType.STANDARD);
            small.behaviour(run -> Outcome.endless());
            try (var client = client(small, Duration.ofSeconds(20))) {
                var first = client.startExecution(r -> r.stateMachineArn(arn).name("a"));
                assertRefused(
                        "ExecutionLimitExceeded",
                        () -> client.startExecution(r -> r.stateMachineArn(arn).name("b")));
                small.finish(first.executionArn(), Outcome.succeeded("{}"));
                client.startExecution(r -> r.stateMachineArn(arn).name("b"));
            }
            assertThat(small.ledger().acceptedStarts()).isEqualTo(2);
        }
    }

    @Test
    void versionsAndAliasesShareTheNameSpaceOfTheirMachine() {
        var arn = simulator.createMachine(
                MachineSpec.standard("Versioned").withVersion(1).withAlias("PROD", 2));
        sfn.startExecution(r -> r.stateMachineArn(arn + ":PROD").name("a"));
        sfn.startExecution(r -> r.stateMachineArn(arn + ":1").name("b"));

        var byAlias = simulator.execution(arn.replace("stateMachine", "execution") + ":a");
        assertThat(byAlias.stateMachineAliasArn()).isEqualTo(arn + ":PROD");
        assertThat(byAlias.stateMachineVersionArn()).isEqualTo(arn + ":2");
        assertThat(byAlias.stateMachineArn()).isEqualTo(arn);
        assertThat(simulator.ledger().starts().getFirst().targetArn()).isEqualTo(arn + ":PROD");
        assertThat(sfn.listExecutions(r -> r.stateMachineArn(arn)).executions()).hasSize(2);
        assertThat(sfn.listExecutions(r -> r.stateMachineArn(arn + ":PROD")).executions())
                .hasSize(1);
        assertThat(sfn.listExecutions(r -> r.stateMachineArn(arn + ":2")).executions())
                .hasSize(1);
        assertRefused(
                "ExecutionAlreadyExists",
                () -> sfn.startExecution(r -> r.stateMachineArn(arn).name("a")));
    }

    @Test
    void expressNamesAreNeverIdempotentAndNeverListed() {
        var express = simulator.createMachine("Fast", MachineType.EXPRESS);

        var first = sfn.startExecution(r -> r.stateMachineArn(express).name("a"));
        var second = sfn.startExecution(r -> r.stateMachineArn(express).name("a"));

        assertThat(first.executionArn()).contains(":express:Fast:a:").isNotEqualTo(second.executionArn());
        assertThat(simulator.ledger().acceptedStarts()).isEqualTo(2);
        assertRefused(
                "StateMachineTypeNotSupported",
                "This operation is not supported by this type of state machine",
                () -> sfn.listExecutions(r -> r.stateMachineArn(express)));
        assertRefused(
                "InvalidArn",
                "Invalid Arn: 'Resource type not valid in this context: express'",
                () -> sfn.describeExecution(r -> r.executionArn(first.executionArn())));
    }

    @Test
    void theSdkKnowsTheErrorsByTheirTypes() {
        start("a", "{}");

        assertThatExceptionOfType(ExecutionAlreadyExistsException.class).isThrownBy(() -> start("a", "{}"));
    }
}

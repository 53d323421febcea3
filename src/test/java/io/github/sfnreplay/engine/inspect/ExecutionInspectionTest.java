package io.github.sfnreplay.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sfnreplay.engine.call.RequestCalls;
import io.github.sfnreplay.engine.read.ExecutionCache;
import io.github.sfnreplay.engine.read.HistoryTrust;
import io.github.sfnreplay.engine.read.SourceReaders;
import io.github.sfnreplay.expression.guard.ExpressionLimits;
import io.github.sfnreplay.replay.ExecutionInspector.Expressions;
import io.github.sfnreplay.replay.ExecutionInspector.Machine;
import io.github.sfnreplay.replay.ExecutionInspector.Outcome;
import io.github.sfnreplay.replay.ExecutionInspector.Qualifier;
import io.github.sfnreplay.replay.ExecutionInspector.Subject;
import io.github.sfnreplay.replay.ExecutionSummary;
import io.github.sfnreplay.replay.ExecutionSummary.Hour;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.AllowedStateMachines;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.Page;
import io.github.sfnreplay.stepfunctions.QualifiedMachine;
import io.github.sfnreplay.stepfunctions.StateMachine;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.testing.FakeClock;
import io.github.sfnreplay.testing.ScriptedStepFunctions;
import io.github.sfnreplay.testing.TestReplay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExecutionInspectionTest {

    private static final StateMachineArn MACHINE = TestReplay.MACHINE;
    private static final String INPUT = "{\"order\": 7, \"price\": 1.50}";

    private final TestReplay replay =
            TestReplay.builder().start(Mode.START_NEW, "{\"order\": order + 1}").running();
    private final ScriptedStepFunctions stepFunctions = replay.stepFunctions;
    private final ExecutionInspection inspection = inspection();

    @Test
    void tellsTheInputOfAnItemAndWhatTheTransformMakesOfIt() {
        describes(INPUT);

        var input = inspection.input(replay.job.latest(), replay.item(0));

        assertThat(input.input()).isEqualTo(INPUT);
        assertThat(input.newInput()).isEqualTo(Outcome.of("{\"order\":8}"));
        assertThat(stepFunctions.calls(Action.DESCRIBE_EXECUTION))
                .containsExactly(MACHINE.execution("source-0").toString());
    }

    @Test
    void tellsWhyAnItemHasNoNewInput() {
        describes("{\"order\": \"seven\"}");

        var newInput = Objects.requireNonNull(
                inspection.input(replay.job.latest(), replay.item(0)).newInput());

        assertThat(newInput.value()).isNull();
        assertThat(newInput.error()).isNotBlank().doesNotContain("seven");
    }

    @Test
    void tellsNoInputThatAwsDoesNotTell() {
        describes(null);

        var input = inspection.input(replay.job.latest(), replay.item(0));

        assertThat(input.input()).isNull();
        assertThat(input.newInput()).isNull();
    }

    @Test
    void refusesAnExecutionThatIsGone() {
        stepFunctions.onDescribe(arn -> {
            throw ScriptedStepFunctions.fault(Kind.EXECUTION_GONE);
        });

        assertThat(faultOf(() -> inspection.input(replay.job.latest(), replay.item(0)))
                        .kind())
                .isEqualTo(Fault.Kind.EXECUTION_NOT_FOUND);
    }

    @Test
    void evaluatesEachExpressionForItself() {
        var asked = new Expressions("price > 1", "order", "$merge([$, {\"a\": ]");

        var evaluation = inspection.evaluate(MACHINE, new Subject.Given(INPUT), asked);

        assertThat(evaluation.execution()).isNull();
        assertThat(evaluation.inputMatches()).isEqualTo(Outcome.of("true"));
        assertThat(evaluation.distinctBy()).isEqualTo(Outcome.of("7"));
        assertThat(evaluation.inputTransform()).isNotNull().satisfies(transform -> {
            assertThat(transform.value()).isNull();
            assertThat(transform.error()).isNotBlank();
            assertThat(transform.position()).isBetween(10, 20);
        });
        assertThat(stepFunctions.calls()).isEmpty();
    }

    @Test
    void evaluatesNothingThatWasNotAskedFor() {
        var evaluation = inspection.evaluate(MACHINE, new Subject.Given(INPUT), new Expressions(null, "missing", null));

        assertThat(evaluation.inputMatches()).isNull();
        assertThat(evaluation.inputTransform()).isNull();
        assertThat(evaluation.distinctBy()).isEqualTo(Outcome.of(null));
    }

    @Test
    void evaluatesOnTheExecutionThatIsNamed() {
        describes(INPUT);
        var execution = MACHINE.execution("named");

        var evaluation = inspection.evaluate(
                MACHINE, new Subject.Of(execution), new Expressions("$execution.name = 'named'", null, null));

        assertThat(evaluation.execution()).isEqualTo(execution);
        assertThat(evaluation.input()).isEqualTo(INPUT);
        assertThat(evaluation.inputMatches()).isEqualTo(Outcome.of("true"));
    }

    @Test
    void evaluatesOnTheNewestExecution() {
        describes(INPUT);
        lists(
                execution("older", ExecutionStatus.FAILED, FakeClock.NOON.minusSeconds(90)),
                execution("newer", ExecutionStatus.RUNNING, FakeClock.NOON.minusSeconds(30)));

        var evaluation = inspection.evaluate(MACHINE, new Subject.Newest(), new Expressions("true", null, null));

        assertThat(evaluation.execution()).isEqualTo(MACHINE.execution("newer"));
    }

    @Test
    void saysThatAMachineHasNoExecution() {
        lists();

        var fault =
                faultOf(() -> inspection.evaluate(MACHINE, new Subject.Newest(), new Expressions("true", null, null)));

        assertThat(fault.kind()).isEqualTo(Fault.Kind.EXECUTION_NOT_FOUND);
        assertThat(fault.detail()).contains("Give an input");
    }

    @Test
    void countsByStatusAndHourAndSamplesErrors() {
        var hour = Instant.parse("2026-11-20T10:00:00Z");
        stepFunctions.onList((machine, status, token) -> {
            var count = status == ExecutionStatus.FAILED ? 300 : 20;
            return new Page<>(
                    IntStream.range(0, count)
                            .mapToObj(i -> execution(status + "-" + i, status, hour.plus(Duration.ofHours(i % 2))))
                            .toList(),
                    null);
        });
        stepFunctions.onDescribe(arn -> details(arn, "{}", arn.name().endsWith("7") ? "Rare" : "Common"));

        var summary = summary(ExecutionStatus.FAILED, ExecutionStatus.SUCCEEDED);

        assertThat(summary.byStatus()).isEqualTo(Map.of(ExecutionStatus.FAILED, 300, ExecutionStatus.SUCCEEDED, 20));
        assertThat(summary.byHour())
                .containsExactly(
                        new Hour(hour, Map.of(ExecutionStatus.FAILED, 150, ExecutionStatus.SUCCEEDED, 10)),
                        new Hour(
                                hour.plus(Duration.ofHours(1)),
                                Map.of(ExecutionStatus.FAILED, 150, ExecutionStatus.SUCCEEDED, 10)));
        assertThat(summary.sampled()).isEqualTo(100);
        assertThat(summary.of()).isEqualTo(300);
        assertThat(summary.complete()).isTrue();
        assertThat(summary.errors())
                .extracting(error -> String.valueOf(error.error()))
                .startsWith("Common");
        assertThat(summary.errors().stream()
                        .mapToInt(ExecutionSummary.ErrorCount::count)
                        .sum())
                .isEqualTo(100);
    }

    @Test
    void leavesOutErrorsThatTheFilterDoesNotName() {
        lists(
                execution("one", ExecutionStatus.FAILED, FakeClock.NOON),
                execution("two", ExecutionStatus.FAILED, FakeClock.NOON));
        stepFunctions.onDescribe(arn -> details(arn, "{}", arn.name().equals("one") ? "Lambda.Unknown" : "Other"));
        var filter = new Selection(
                Set.of(ExecutionStatus.FAILED), List.of(), null, null, null, null, null, List.of("Lambda.*"), null);

        var summary = inspection.summarize(MACHINE, filter);

        assertThat(summary.errors()).hasSize(1);
        assertThat(summary.errors().getFirst().sampleExecution()).isEqualTo(MACHINE.execution("one"));
    }

    @Test
    void summarizesWhatItCanInTwentySeconds() {
        stepFunctions.onDescribe(arn -> details(arn, "{}", "Common"));
        stepFunctions.onList((machine, status, token) -> {
            replay.ticker.pass(Duration.ofSeconds(1).toNanos());
            return new Page<>(List.of(execution("x" + token, status, FakeClock.NOON)), token + "+");
        });
        var began = replay.ticker.nanoTime();

        var summary = summary(ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT);

        assertThat(summary.complete()).isFalse();
        assertThat(summary.byStatus()).containsOnlyKeys(ExecutionStatus.FAILED);
        assertThat(summary.sampled()).isPositive();
        assertThat(Duration.ofNanos(replay.ticker.nanoTime() - began)).isLessThan(Duration.ofSeconds(21));
    }

    @Test
    void refusesToSummarizeWhatIsNotThere() {
        stepFunctions.onList((machine, status, token) -> {
            throw ScriptedStepFunctions.fault(Kind.MACHINE_GONE);
        });

        assertThat(faultOf(() -> summary(ExecutionStatus.FAILED)).kind()).isEqualTo(Fault.Kind.STATE_MACHINE_NOT_FOUND);
    }

    @Test
    void refusesToSummarizeWhatListingsDoNotTell() {
        var filter = new Selection(
                Set.of(ExecutionStatus.FAILED), List.of(), null, null, null, null, null, List.of(), "true");

        assertThatThrownBy(() -> inspection.summarize(MACHINE, filter)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listsMachinesOfBothTypes() {
        var express = StateMachineArn.parse(MACHINE + "-express");
        stepFunctions.onListMachines(token -> new Page<>(
                List.of(new StateMachine(MACHINE, false, null), new StateMachine(express, true, null)), "more"));

        var page = inspection.stateMachines("eu-west-1", null);

        assertThat(page.nextPageToken()).isEqualTo("more");
        assertThat(page.stateMachines()).extracting(Machine::arn).containsExactly(MACHINE, express);
        assertThat(page.stateMachines().getFirst().whyNotReplayable()).isNull();
        assertThat(page.stateMachines().getLast().type()).isEqualTo(Machine.Type.EXPRESS);
        assertThat(page.stateMachines().getLast().whyNotReplayable())
                .as("its logging, which a request is checked for, is not listed")
                .isNull();
        assertThatThrownBy(() -> inspection.stateMachines("x.example.com/", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAPageTokenThatDied() {
        stepFunctions.onListMachines(token -> {
            throw ScriptedStepFunctions.fault(Kind.TOKEN_EXPIRED);
        });

        assertThat(faultOf(() -> inspection.stateMachines("eu-west-1", "old")).kind())
                .isEqualTo(Fault.Kind.INVALID_PAGE_TOKEN);
    }

    @Test
    void listsVersionsAndAliasesOfTheMachineItself() {
        stepFunctions.onListVersions(token -> token == null
                ? new Page<>(List.of(qualified("1", 10)), "more")
                : new Page<>(List.of(qualified("2", 20)), null));
        stepFunctions.onListAliases(token -> new Page<>(List.of(qualified("PROD", 30)), null));

        var qualifiers = inspection.qualifiers(StateMachineArn.parse(MACHINE + ":PROD"));

        assertThat(qualifiers.versions())
                .extracting(Qualifier::arn)
                .extracting(StateMachineArn::qualifier)
                .containsExactly("2", "1");
        assertThat(qualifiers.aliases()).hasSize(1);
        assertThat(stepFunctions.calls(Action.LIST_STATE_MACHINE_ALIASES)).containsExactly(MACHINE.toString());
    }

    @Test
    void givesUpInTimeWhenNoAnswerComes() {
        stepFunctions.onDescribe(arn -> {
            replay.ticker.pass(Duration.ofSeconds(3).toNanos());
            throw ScriptedStepFunctions.noAnswer();
        });
        var began = replay.ticker.nanoTime();

        var fault = faultOf(() -> inspection.input(replay.job.latest(), replay.item(0)));

        assertThat(fault.kind()).isEqualTo(Fault.Kind.UPSTREAM_ERROR);
        assertThat(fault.properties()).containsEntry("awsErrorCode", "Timeout");
        assertThat(Duration.ofNanos(replay.ticker.nanoTime() - began)).isLessThan(Duration.ofSeconds(14));
    }

    private ExecutionInspection inspection() {
        var readers = new SourceReaders(
                stepFunctions,
                new ExecutionCache(1_000_000),
                new HistoryTrust(replay.ticker, new Random(1)),
                100_000_000);
        var bounds = new ExecutionInspection.Bounds(
                Duration.ofSeconds(10), new ExpressionLimits(Duration.ofSeconds(1), 200, 262_144, 4_096));
        return new ExecutionInspection(
                stepFunctions,
                new RequestCalls(replay.pacer, replay.ticker),
                readers,
                bounds,
                replay.clock,
                AllowedStateMachines.all());
    }

    private ExecutionSummary summary(ExecutionStatus... statuses) {
        return inspection.summarize(
                MACHINE, new Selection(Set.of(statuses), List.of(), null, null, null, null, null, List.of(), null));
    }

    private void describes(@Nullable String input) {
        stepFunctions.onDescribe(arn -> details(arn, input, "States.Timeout"));
    }

    private void lists(Execution... executions) {
        stepFunctions.onList((machine, status, token) -> new Page<>(List.of(executions), null));
    }

    private static Fault faultOf(ThrowingCallable call) {
        return catchThrowableOfType(ReplayException.class, call).fault();
    }

    private static ExecutionDetails details(ExecutionArn arn, @Nullable String input, String error) {
        var execution = execution(arn.name(), ExecutionStatus.FAILED, FakeClock.NOON);
        return new ExecutionDetails(execution, input, null, error, "because");
    }

    private static Execution execution(String name, @Nullable ExecutionStatus status, Instant startedAt) {
        var shown = status == null ? ExecutionStatus.RUNNING : status;
        return new Execution(name, shown, startedAt, shown.isClosed() ? startedAt.plusSeconds(1) : null, 0, null, null);
    }

    private static QualifiedMachine qualified(String qualifier, int age) {
        return new QualifiedMachine(StateMachineArn.parse(MACHINE + ":" + qualifier), FakeClock.NOON.plusSeconds(age));
    }
}

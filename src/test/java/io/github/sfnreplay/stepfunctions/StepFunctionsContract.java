package io.github.sfnreplay.stepfunctions;

import static io.github.sfnreplay.stepfunctions.ContractEndpoint.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the service relies on of Step Functions, to be tried on every endpoint that stands for it. Everything is made
/// through the public API.
abstract class StepFunctionsContract extends SingleExecutionContract {

    @Test
    void listsByStatus() {
        var obedient = endpoint().obedientMachine();
        var succeeded = endpoint().startAndAwait(obedient, PASS, ExecutionStatus.SUCCEEDED);
        var failed = endpoint().startAndAwait(obedient, FAIL, ExecutionStatus.FAILED);
        var running = endpoint().start(obedient, WAIT);
        var aborted = endpoint().start(obedient, WAIT);
        stepFunctions().stopExecution(aborted, "why");

        assertListed(obedient, ExecutionStatus.SUCCEEDED, succeeded);
        assertListed(obedient, ExecutionStatus.FAILED, failed);
        assertListed(obedient, ExecutionStatus.ABORTED, aborted);
        assertListed(obedient, ExecutionStatus.RUNNING, running);
        assertListed(obedient, ExecutionStatus.TIMED_OUT);
        patiently(() -> assertThat(names(stepFunctions().listExecutions(obedient, null, null)))
                .containsExactlyInAnyOrder(succeeded.name(), failed.name(), running.name(), aborted.name()));
    }

    @Test
    void listsThoseThatTimedOut() {
        var machine = endpoint().timeoutMachine();
        var execution = endpoint().startAndAwait(machine, "{}", ExecutionStatus.TIMED_OUT);

        assertListed(machine, ExecutionStatus.TIMED_OUT, execution);
    }

    @Test
    void listsWhatItDescribes() {
        var echo = endpoint().echoMachine();
        var execution = endpoint().startAndAwait(echo, "{}", ExecutionStatus.SUCCEEDED);

        assertListed(echo, ExecutionStatus.SUCCEEDED, execution);
        assertThat(stepFunctions().listExecutions(echo, null, null).items())
                .containsExactly(stepFunctions().describeExecution(execution).execution());
    }

    @Test
    void listsRunningOnesByStartDateNewestFirst() {
        var obedient = endpoint().obedientMachine();
        var first = endpoint().start(obedient, WAIT);
        var second = endpoint().start(obedient, WAIT);

        assertListed(obedient, ExecutionStatus.RUNNING, second, first);
    }

    @Test
    void listsClosedOnesByStopDateNewestFirst() {
        assumeConforming(Deviation.LISTS_BY_START_DATE);
        var obedient = endpoint().obedientMachine();
        var first = endpoint().start(obedient, WAIT);
        var second = endpoint().start(obedient, WAIT);
        stepFunctions().stopExecution(second, "why");
        endpoint().awaitEnd(second, ExecutionStatus.ABORTED);
        stepFunctions().stopExecution(first, "why");

        assertListed(obedient, ExecutionStatus.ABORTED, first, second);
    }

    @Test
    void listsMoreThanOnePage() throws Exception {
        var echo = endpoint().echoMachine();
        var started = startMany(echo, 1_003);

        patiently(() -> {
            var pages = pages(echo, null);
            assertThat(pages)
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allSatisfy(page -> assertThat(page.items()).hasSizeLessThanOrEqualTo(1_000));
            assertThat(pages.stream().flatMap(page -> names(page).stream()))
                    .containsExactlyInAnyOrderElementsOf(started);
        });
        assertTokensAreBound(echo);
    }

    @Test
    void refusesATokenThatIsNone() {
        assumeConforming(Deviation.NO_TOKEN_CHECK);

        assertThat(kind(() -> stepFunctions().listExecutions(machine(), null, "no token")))
                .isEqualTo(Kind.TOKEN_EXPIRED);
    }

    @Test
    void listsNoExpressExecutions() {
        var express = endpoint().expressMachine();

        assertThat(kind(() -> stepFunctions().listExecutions(express, null, null)))
                .isEqualTo(Kind.TYPE_NOT_SUPPORTED);
    }

    @Test
    void redrivesWhatFailed() {
        assumeConforming(Deviation.NO_REDRIVE);
        var execution = endpoint().startAndAwait(machine(), FAIL, ExecutionStatus.FAILED);
        var before = stepFunctions().describeExecution(execution);

        var redriven = stepFunctions().redriveExecution(execution, "token-1");

        assertThat(redriven).isAfterOrEqualTo(before.execution().startedAt());
        patiently(() -> {
            var after = stepFunctions().describeExecution(execution);
            assertThat(after.execution().status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(after.execution().redriveCount()).isEqualTo(1);
            assertThat(after.execution().startedAt())
                    .isEqualTo(before.execution().startedAt());
            assertThat(after.input()).isEqualTo(FAIL);
        });
        assertThat(stepFunctions().firstEventInput(execution)).isEqualTo(FAIL);
    }

    @Test
    void redrivesOnceForOneToken() {
        assumeConforming(Deviation.NO_REDRIVE);
        var execution = endpoint().startAndAwait(machine(), FAIL, ExecutionStatus.FAILED);

        var first = stepFunctions().redriveExecution(execution, "token-1");
        endpoint().awaitEnd(execution, ExecutionStatus.FAILED);

        assertThat(stepFunctions().redriveExecution(execution, "token-1")).isEqualTo(first);
        assertThat(stepFunctions().describeExecution(execution).execution().redriveCount())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SUCCEEDED", "RUNNING"})
    void redrivesNothingThatDidNotFail(ExecutionStatus status) {
        assumeConforming(Deviation.NO_REDRIVE);
        var execution = endpoint().startAndAwait(machine(), status == ExecutionStatus.RUNNING ? WAIT : PASS, status);

        var refusal = refusal(() -> stepFunctions().redriveExecution(execution, "token"));

        assertThat(refusal.kind()).isEqualTo(Kind.NOT_REDRIVABLE);
        assertThat(refusal.isAmbiguous()).isFalse();
    }

    @Test
    void redrivesNothingThatIsNotThere() {
        assumeConforming(Deviation.NO_REDRIVE);

        assertThat(kind(() -> stepFunctions().redriveExecution(machine().execution("never"), "token")))
                .isEqualTo(Kind.EXECUTION_GONE);
    }

    private void assertTokensAreBound(StateMachineArn machine) {
        if (endpoint().deviations().contains(Deviation.NO_TOKEN_CHECK)) {
            return;
        }
        var token = stepFunctions().listExecutions(machine, null, null).nextToken();

        assertThat(kind(() -> stepFunctions().listExecutions(machine, ExecutionStatus.SUCCEEDED, token)))
                .isEqualTo(Kind.TOKEN_EXPIRED);
        assertThat(kind(() -> stepFunctions().listExecutions(machine(), null, token)))
                .isEqualTo(Kind.TOKEN_EXPIRED);
    }

    private void assertListed(StateMachineArn machine, ExecutionStatus status, ExecutionArn... expected) {
        var names = Arrays.stream(expected).map(ExecutionArn::name).toList();
        patiently(() -> {
            var page = stepFunctions().listExecutions(machine, status, null);
            assertThat(names(page)).isEqualTo(names);
            assertThat(page.items())
                    .allSatisfy(item -> assertThat(item.status()).isEqualTo(status));
        });
    }

    private List<Page<Execution>> pages(StateMachineArn machine, @Nullable ExecutionStatus status) {
        var pages = new ArrayList<Page<Execution>>();
        String token = null;
        do {
            var page = stepFunctions().listExecutions(machine, status, token);
            pages.add(page);
            token = page.nextToken();
        } while (token != null);
        return pages;
    }

    final List<String> startMany(StateMachineArn machine, int count) throws Exception {
        var names = IntStream.range(0, count).mapToObj(i -> "many-" + i).toList();
        try (var threads = Executors.newFixedThreadPool(16, Thread.ofVirtual().factory())) {
            var starts = names.stream()
                    .<Callable<Void>>map(name -> () -> {
                        start(machine, name);
                        return null;
                    })
                    .toList();
            for (var start : threads.invokeAll(starts)) {
                start.get();
            }
        }
        return names;
    }

    /// Starts it, if need be when the endpoint's quota has room again.
    private void start(StateMachineArn machine, String name) {
        patiently(() ->
                assertThat(stepFunctions().startExecution(machine, name, "{}")).isNotNull());
    }

    private static List<String> names(Page<Execution> page) {
        return page.items().stream().map(Execution::name).toList();
    }
}

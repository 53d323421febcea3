package io.github.sfnreplay.stepfunctions;

import static io.github.sfnreplay.stepfunctions.ContractEndpoint.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The part of the contract that concerns machines and single executions.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SingleExecutionContract {

    static final String PASS = "{\"do\":\"pass\"}";
    static final String FAIL = "{\"do\":\"fail\"}";
    static final String WAIT = "{\"do\":\"wait\"}";

    private @Nullable ContractEndpoint connected;
    private @Nullable StateMachineArn machine;

    abstract ContractEndpoint connect();

    @BeforeAll
    void connectOnce() {
        connected = connect();
        machine = connected.obedientMachine();
    }

    @AfterAll
    void disconnect() {
        if (connected != null) {
            connected.close();
        }
    }

    @Test
    void tellsStandardFromExpress() {
        var express = endpoint().expressMachine();

        assertThat(stepFunctions().describeStateMachine(machine()).express()).isFalse();
        assertThat(stepFunctions().describeStateMachine(express).express()).isTrue();
        assertThat(allMachines())
                .contains(new StateMachine(machine(), false, null), new StateMachine(express, true, null));
    }

    private List<StateMachine> allMachines() {
        var machines = new ArrayList<StateMachine>();
        String token = null;
        do {
            var page = stepFunctions().listStateMachines(machine().region(), token);
            machines.addAll(page.items());
            token = page.nextToken();
        } while (token != null);
        return machines;
    }

    @Test
    void listsNoVersionsAndAliasesOfANewMachine() {
        assumeThat(endpoint().deviations()).doesNotContain(Deviation.NO_QUALIFIERS);
        var gone = StateMachineArn.parse(machine() + "-gone");

        assertThat(stepFunctions().listVersions(machine(), null).items()).isEmpty();
        assertThat(stepFunctions().listAliases(machine(), null).items()).isEmpty();
        assertThat(kind(() -> stepFunctions().listAliases(gone, null))).isEqualTo(Kind.MACHINE_GONE);
    }

    @Test
    void describesOneThatSucceeded() {
        var execution = endpoint().startAndAwait(machine(), PASS, ExecutionStatus.SUCCEEDED);

        var details = stepFunctions().describeExecution(execution);

        assertThat(details.execution().name()).isEqualTo(execution.name());
        assertThat(details.execution().redriveCount()).isZero();
        assertThat(details.execution().qualified()).isFalse();
        assertThat(details.execution().stoppedAt())
                .isNotNull()
                .isAfterOrEqualTo(details.execution().startedAt());
        assertThat(details.input()).isEqualToIgnoringWhitespace(PASS);
        assertThat(details.output()).isEqualToIgnoringWhitespace(PASS);
        assertThat(details.error()).isNull();
        assertThat(stepFunctions().firstEventInput(execution)).isEqualToIgnoringWhitespace(PASS);
        assertThat(stepFunctions().lastEvent(execution)).isNotNull().satisfies(end -> {
            assertThat(end.output()).isEqualToIgnoringWhitespace(PASS);
            assertThat(end.error()).isNull();
        });
    }

    @Test
    void describesOneThatFailed() {
        var execution = endpoint().startAndAwait(machine(), FAIL, ExecutionStatus.FAILED);

        var details = stepFunctions().describeExecution(execution);

        assertThat(details.output()).isNull();
        assertThat(details.error()).isEqualTo("Contract.Failed");
        assertThat(details.cause()).isEqualTo("It was told to");
        assertThat(stepFunctions().lastEvent(execution))
                .isEqualTo(new ExecutionEnd(null, "Contract.Failed", "It was told to"));
    }

    @Test
    void describesOneThatRuns() {
        var execution = endpoint().start(machine(), WAIT);

        var details = stepFunctions().describeExecution(execution);

        assertThat(details.execution().status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(details.execution().stoppedAt()).isNull();
        assertThat(stepFunctions().firstEventInput(execution)).isEqualToIgnoringWhitespace(WAIT);
        assertThat(stepFunctions().lastEvent(execution)).isNull();
    }

    @Test
    void describesOneThatWasStopped() {
        var execution = endpoint().start(machine(), WAIT);

        stepFunctions().stopExecution(execution, "No longer needed");
        endpoint().awaitEnd(execution, ExecutionStatus.ABORTED);

        assertThat(stepFunctions().describeExecution(execution).cause()).isEqualTo("No longer needed");
        assertThat(stepFunctions().lastEvent(execution)).isEqualTo(new ExecutionEnd(null, null, "No longer needed"));
    }

    @Test
    void describesOneThatTimedOut() {
        var execution = endpoint().startAndAwait(endpoint().timeoutMachine(), "{}", ExecutionStatus.TIMED_OUT);

        assertThat(stepFunctions().lastEvent(execution))
                .isNotNull()
                .extracting(ExecutionEnd::output)
                .isNull();
    }

    @Test
    void startsTheSameOnceWhileItRuns() {
        var name = unique("twice");

        var first = stepFunctions().startExecution(machine(), name, WAIT);

        assertThat(stepFunctions().startExecution(machine(), name, WAIT)).isEqualTo(first);
        assertThat(kind(() -> stepFunctions().startExecution(machine(), name, PASS)))
                .isEqualTo(Kind.ALREADY_EXISTS);
    }

    @Test
    void keepsTheNameOfOneThatEnded() {
        var execution = endpoint().startAndAwait(machine(), PASS, ExecutionStatus.SUCCEEDED);

        var again = refusal(() -> stepFunctions().startExecution(machine(), execution.name(), PASS));

        assertThat(again.kind()).isEqualTo(Kind.ALREADY_EXISTS);
        assertThat(again.detail()).contains(execution.toString());
        assertThat(again.isAmbiguous()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 80})
    void takesNamesOf(int length) {
        var name = unique("x").repeat(6).substring(0, 80).substring(80 - length);
        var echo = endpoint().echoMachine();

        stepFunctions().startExecution(echo, name, "{}");

        assertThat(stepFunctions()
                        .describeExecution(echo.execution(name))
                        .execution()
                        .name())
                .isEqualTo(name);
    }

    @Test
    void refusesNamesThatBreakTheRules() {
        assumeConforming(Deviation.NO_NAME_RULES);
        for (var name : new String[] {"", "x".repeat(81), "a b", "a/b", "a*b", "a\"b", "a:b", "a\u0007b"}) {
            assertThat(kind(() -> stepFunctions().startExecution(machine(), name, PASS)))
                    .as("name '%s'", name)
                    .isEqualTo(Kind.REJECTED);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    0
                    null
                    "x"
                    [1, 2.50, 1e3, -0]
                    `{ "b" : 1,  "a":"ünï 漢字 😀", "a": 2 }`
                    `{"escaped":"\\u00fc \\/ \\" \\\\ \\n \\ud83d\\ude00 \\u2028 <>&'"}`
                    12345678901234567890.12345678901234567890
                    """)
    void keepsInputByteForByte(String input) {
        assumeConforming(Deviation.REWRITES_INPUT);

        assertKept(input);
    }

    @Test
    void keepsInputOfTheLargestSize() {
        assumeConforming(Deviation.REWRITES_INPUT);

        assertKept("\"" + "ü".repeat(131_071) + "\"");
        assertKept("\"" + "\\n".repeat(131_071) + "\"");
    }

    @Test
    void refusesInputThatBreaksTheRules() {
        assumeConforming(Deviation.NO_INPUT_RULES);
        for (var input :
                new String[] {"", "{", "s3cret", "\"" + "x".repeat(262_143) + "\"", "\"" + "ü".repeat(131_072) + "\""
                }) {
            var refusal = refusal(() -> stepFunctions().startExecution(machine(), unique("bad"), input));

            assertThat(refusal.kind()).isEqualTo(Kind.REJECTED);
            assertThat(refusal.detail()).doesNotContain("s3cret").hasSizeLessThan(300);
        }
    }

    @Test
    void knowsNoMachineThatIsNotThere() {
        var gone = new StateMachineArn(
                machine().partition(), machine().region(), machine().accountId(), unique("never"), null);

        assertThat(kind(() -> stepFunctions().describeStateMachine(gone))).isEqualTo(Kind.MACHINE_GONE);
        assertThat(kind(() -> stepFunctions().listExecutions(gone, null, null))).isEqualTo(Kind.MACHINE_GONE);
        assertThat(kind(() -> stepFunctions().startExecution(gone, unique("run"), "{}")))
                .isEqualTo(Kind.MACHINE_GONE);
    }

    @Test
    void knowsNoExecutionThatIsNotThere() {
        var gone = machine().execution(unique("never"));

        assertThat(kind(() -> stepFunctions().describeExecution(gone))).isEqualTo(Kind.EXECUTION_GONE);
        assertThat(kind(() -> stepFunctions().firstEventInput(gone))).isEqualTo(Kind.EXECUTION_GONE);
        assertThat(kind(() -> stepFunctions().lastEvent(gone))).isEqualTo(Kind.EXECUTION_GONE);
        assertThat(kind(() -> stepFunctions().stopExecution(gone, "why"))).isEqualTo(Kind.EXECUTION_GONE);
    }

    private void assertKept(String input) {
        var execution = endpoint().startAndAwait(endpoint().echoMachine(), input, ExecutionStatus.SUCCEEDED);

        assertThat(stepFunctions().describeExecution(execution).input()).isEqualTo(input);
        assertThat(stepFunctions().firstEventInput(execution)).isEqualTo(input);
    }

    final ContractEndpoint endpoint() {
        return Objects.requireNonNull(connected);
    }

    final StepFunctions stepFunctions() {
        return endpoint().stepFunctions();
    }

    /// One that any test may start executions of.
    final StateMachineArn machine() {
        return Objects.requireNonNull(machine);
    }

    final void assumeConforming(Deviation deviation) {
        assumeThat(endpoint().deviations()).doesNotContain(deviation);
    }

    static Kind kind(ThrowingCallable call) {
        return refusal(call).kind();
    }

    static StepFunctionsException refusal(ThrowingCallable call) {
        var refusal = catchThrowableOfType(StepFunctionsException.class, call);
        assertThat(refusal).isNotNull();
        return refusal;
    }
}

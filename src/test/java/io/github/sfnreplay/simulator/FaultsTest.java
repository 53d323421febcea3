package io.github.sfnreplay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.Latency;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.model.SfnException;

class FaultsTest extends SimulatorTestBase {

    @ParameterizedTest
    @CsvSource({
        "THROTTLE, 400, ThrottlingException",
        "INTERNAL_FAILURE, 500, InternalFailure",
        "SERVICE_UNAVAILABLE, 503, ServiceUnavailable",
        "ACCESS_DENIED, 400, AccessDeniedException",
        "EXPIRED_TOKEN, 400, ExpiredTokenException",
        "UNRECOGNIZED_CLIENT, 400, UnrecognizedClientException",
        "KMS_ACCESS_DENIED, 400, KmsAccessDeniedException",
        "KMS_THROTTLING, 400, KmsThrottlingException",
        "KMS_INVALID_STATE, 400, KmsInvalidStateException",
        "EXECUTION_LIMIT_EXCEEDED, 400, ExecutionLimitExceeded"
    })
    void errorsAreAnsweredBeforeAnyWork(FaultKind kind, int status, String code) {
        simulator.faults(FaultPlan.none().next(kind, 1));

        assertThatExceptionOfType(SfnException.class)
                .isThrownBy(() -> start("a", "{}"))
                .satisfies(e -> {
                    assertThat(e.statusCode()).isEqualTo(status);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
                });
        assertThat(simulator.ledger().acceptedStarts()).isZero();
        start("a", "{}");
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSE_AFTER", "HALF_ANSWER", "MALFORMED"})
    void someFaultsStrikeAfterTheWork(FaultKind kind) {
        simulator.faults(FaultPlan.none().next(kind, 1, Action.START_EXECUTION));

        assertThatExceptionOfType(SdkException.class).isThrownBy(() -> start("a", "{}"));

        assertThat(simulator.ledger().acceptedStarts()).isEqualTo(1);
        assertThat(simulator.execution(executionArn("a")).name()).isEqualTo("a");
    }

    @Test
    void aConnectionClosedBeforeTheWorkLeavesNothingBehind() {
        simulator.faults(FaultPlan.none().next(FaultKind.CLOSE_BEFORE, 1));

        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> start("a", "{}"));

        assertThat(simulator.ledger().acceptedStarts()).isZero();
        assertThat(simulator.calls().of(Action.START_EXECUTION)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"SLOW, 1", "HANG, 1", "HANG_BEFORE, 0"})
    void aClientWithoutPatienceDoesNotKnowWhetherTheWorkWasDone(FaultKind kind, int starts) {
        simulator.faults(FaultPlan.none().next(kind, 1, Duration.ofMinutes(1)));
        try (var hasty = client(simulator, Duration.ofMillis(300))) {
            assertThatExceptionOfType(SdkClientException.class)
                    .isThrownBy(() ->
                            hasty.startExecution(r -> r.stateMachineArn(machine).name("a")));
        }

        assertThat(simulator.ledger().acceptedStarts()).isEqualTo(starts);
    }

    @Test
    void slowAnswersArrive() {
        simulator.faults(FaultPlan.none().next(FaultKind.SLOW, 1, Duration.ofMillis(200)));
        var begun = System.nanoTime();

        start("a", "{}");

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void latencyComesBeforeEveryAnswer() {
        simulator.latency(Latency.between(Duration.ofMillis(50), Duration.ofMillis(60)));
        var begun = System.nanoTime();

        start("a", "{}");
        names(r -> {});

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void faultsCanConcernSomeActionsOnly() {
        simulator.faults(FaultPlan.none().with(FaultKind.INTERNAL_FAILURE, 1, Action.START_EXECUTION));

        assertRefused("InternalFailure", () -> start("a", "{}"));
        assertThat(names(r -> {})).isEmpty();
    }

    @Test
    void kmsAndLimitErrorsConcernOnlyActionsThatDeclareThem() {
        simulator.faults(
                FaultPlan.none().with(FaultKind.KMS_THROTTLING, 1).with(FaultKind.EXECUTION_LIMIT_EXCEEDED, 1));
        var arn = seedFailed("f", Duration.ofHours(1));

        assertThat(names(r -> {})).containsExactly("f");
        assertRefused("KmsThrottlingException", () -> sfn.describeExecution(r -> r.executionArn(arn)));
        assertRefused("ExecutionLimitExceeded", () -> sfn.redriveExecution(r -> r.executionArn(arn)));
    }

    @Test
    void theSeedDecidesWhichCallsAreStruck() {
        assertThat(struck(1)).isEqualTo(struck(1)).isNotEqualTo(struck(2));
        assertThat(struck(1).chars().filter(c -> c == 'T').count()).isBetween(60L, 140L);
        assertThat(struck(1).chars().filter(c -> c == 'C').count()).isBetween(25L, 80L);
    }

    private static String struck(long seed) {
        var plan = FaultPlan.seeded(seed).with(FaultKind.THROTTLE, 0.1).with(FaultKind.CLOSE_AFTER, 0.05);
        var text = new StringBuilder();
        for (var i = 0; i < 1_000; i++) {
            var fault = plan.strike(Action.START_EXECUTION);
            text.append(fault == null ? '.' : fault.kind().name().charAt(0));
        }
        return text.toString();
    }

    @Test
    void goesDownAndComesUpOnTheSamePort() {
        start("a", "{}");
        var endpoint = simulator.endpoint();

        simulator.down();
        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> start("b", "{}"));
        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> start("b", "{}"));
        simulator.up();

        assertThat(simulator.endpoint()).isEqualTo(endpoint);
        start("c", "{}");
        assertThat(simulator.ledger().starts()).extracting(LedgerEntry::name).containsExactly("a", "c");
    }

    @Test
    void goingDownBreaksCallsInFlight() throws Exception {
        simulator.faults(FaultPlan.none().next(FaultKind.HANG_BEFORE, 1, Duration.ofHours(1)));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var call = threads.submit(() -> start("a", "{}"));
            while (simulator.calls().of(Action.START_EXECUTION) == 0) {
                Thread.onSpinWait();
            }
            simulator.down();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(call::get)
                    .withCauseInstanceOf(SdkClientException.class);
        }
    }

    @Test
    void manyClientsStartExactlyWhatTheyWereAnswered() throws Exception {
        simulator.faults(FaultPlan.seeded(7)
                .with(FaultKind.CLOSE_AFTER, 0.05)
                .with(FaultKind.CLOSE_BEFORE, 0.05)
                .with(FaultKind.INTERNAL_FAILURE, 0.05));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 500)
                    .mapToObj(i -> threads.submit(() -> startUntilItExists("e-" + i)))
                    .toList();
            for (var call : calls) {
                assertThat(call.get()).isTrue();
            }
        }

        assertThat(simulator.ledger().acceptedStarts()).isEqualTo(500);
        assertThat(simulator.ledger().distinctNames()).isEqualTo(500);
        assertThat(names(r -> {})).hasSize(500);
    }

    private boolean startUntilItExists(String name) {
        while (true) {
            try {
                start(name, "{\"name\":\"" + name + "\"}");
                return true;
            } catch (SfnException e) {
                if (e.awsErrorDetails().errorCode().equals("ExecutionAlreadyExists")) {
                    return true;
                }
            } catch (SdkClientException e) {
                Thread.onSpinWait();
            }
        }
    }
}

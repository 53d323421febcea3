package io.github.sfnreplay.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.spec.Behaviour;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The contract on the simulator, and what only a simulator can be made to do.
class SimulatorContractTest extends StepFunctionsContract {

    private final Simulator simulator = Simulator.start();

    @Override
    ContractEndpoint connect() {
        simulator.behaviour(SimulatorContractTest::behaveAsDefined);
        return ContractEndpoint.at(simulator.endpoint(), simulator.region(), Gateways.credentials(), Set.of());
    }

    @AfterAll
    @Override
    void disconnect() {
        super.disconnect();
        simulator.close();
    }

    @Test
    void refusesATokenThatDied() throws Exception {
        var echo = endpoint().echoMachine();
        startMany(echo, 1_001);
        var token = stepFunctions().listExecutions(echo, null, null).nextToken();

        simulator.expireTokens();

        assertThat(token).isNotNull();
        assertThat(kind(() -> stepFunctions().listExecutions(echo, null, token)))
                .isEqualTo(Kind.TOKEN_EXPIRED);
    }

    @Test
    void listsVersionsAndAliases() {
        var machine = StateMachineArn.parse(simulator.createMachine(
                MachineSpec.standard("versioned").withVersion(1).withAlias("PROD", 2)));

        assertThat(stepFunctions().listVersions(machine, null).items())
                .extracting(version -> version.arn().qualifier())
                .containsExactly("2", "1");
        assertThat(stepFunctions().listAliases(machine, null).items())
                .extracting(alias -> alias.arn().qualifier())
                .containsExactly("PROD");
        assertThat(kind(() -> stepFunctions().listVersions(machine, "made-up"))).isEqualTo(Kind.TOKEN_EXPIRED);
    }

    @Test
    void readsNothingOfATruncatedHistory() {
        var execution = endpoint().startAndAwait(machine(), PASS, ExecutionStatus.SUCCEEDED);
        simulator.truncateHistory(5);
        try {
            assertThat(stepFunctions().firstEventInput(execution)).isNull();
            assertThat(stepFunctions().lastEvent(execution)).isNull();
        } finally {
            simulator.truncateHistory(Integer.MAX_VALUE);
        }
    }

    @Test
    void startsNothingOnAMachineThatIsBeingDeleted() {
        var doomed = endpoint().echoMachine();

        simulator.startDeleting(doomed.toString());

        assertThat(kind(() -> stepFunctions().startExecution(doomed, "late", "{}")))
                .isEqualTo(Kind.MACHINE_GONE);
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLE, THROTTLED, false, 0",
        "KMS_THROTTLING, THROTTLED, false, 0",
        "EXECUTION_LIMIT_EXCEEDED, LIMIT_EXCEEDED, false, 0",
        "ACCESS_DENIED, DENIED, false, 0",
        "EXPIRED_TOKEN, DENIED, false, 0",
        "UNRECOGNIZED_CLIENT, DENIED, false, 0",
        "KMS_ACCESS_DENIED, DENIED, false, 0",
        "KMS_INVALID_STATE, DENIED, false, 0",
        "INTERNAL_FAILURE, UNAVAILABLE, true, 0",
        "SERVICE_UNAVAILABLE, UNAVAILABLE, true, 0",
        "CLOSE_BEFORE, UNAVAILABLE, true, 0",
        "CLOSE_AFTER, UNAVAILABLE, true, 1",
        "HALF_ANSWER, UNAVAILABLE, true, 1",
        "MALFORMED, UNAVAILABLE, true, 1"
    })
    void makesOneAttemptWhateverGoesWrong(FaultKind fault, Kind kind, boolean ambiguous, int starts) {
        simulator.faults(FaultPlan.none().next(fault, 1));
        simulator.resetCounts();

        var refusal = refusal(() -> endpoint().start(machine(), PASS));

        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal.isAmbiguous()).isEqualTo(ambiguous);
        assertThat(simulator.ledger().starts()).hasSize(starts);
        assertThat(simulator.calls().total()).isEqualTo(1);
    }

    @Test
    void refusesConnectionsToAnEndpointThatIsDown() {
        simulator.down();
        try {
            var refusal = refusal(() -> endpoint().start(machine(), PASS));

            assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
        } finally {
            simulator.up();
        }
    }

    private static Outcome behaveAsDefined(Behaviour.Run run) {
        if (run.machineName().startsWith("contract-timeout")) {
            return Outcome.timedOut().after(Duration.ofSeconds(1));
        }
        return switch (run.input()) {
            case FAIL -> Outcome.failed("Contract.Failed", "It was told to");
            case WAIT -> Outcome.endless();
            default -> Outcome.succeeded(run.input());
        };
    }
}

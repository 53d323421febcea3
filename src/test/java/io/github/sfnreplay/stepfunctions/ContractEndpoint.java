package io.github.sfnreplay.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.core.ThrowingRunnable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

/// An endpoint that the contract is tested on: the gateway to it, and a client to set up machines with.
///
/// @param created the machines that were made, to be deleted at the end
record ContractEndpoint(Gateways gateway, SfnClient admin, Set<Deviation> deviations, Queue<StateMachineArn> created)
        implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ContractEndpoint.class.getName());

    /// Executions of machines made of it end as their input says: `{"do":"pass"}`, `{"do":"fail"}`, `{"do":"wait"}`.
    private static final String OBEDIENT = """
            {"StartAt": "Choose", "States": {
              "Choose": {"Type": "Choice", "Default": "Pass", "Choices": [
                {"Variable": "$.do", "StringEquals": "fail", "Next": "Fail"},
                {"Variable": "$.do", "StringEquals": "wait", "Next": "Wait"}]},
              "Pass": {"Type": "Pass", "End": true},
              "Fail": {"Type": "Fail", "Error": "Contract.Failed", "Cause": "It was told to"},
              "Wait": {"Type": "Wait", "Seconds": 600, "End": true}}}""";

    private static final String ECHO = """
            {"StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "End": true}}}""";

    private static final String TIMEOUT = """
            {"StartAt": "Wait", "TimeoutSeconds": 1, "States": {"Wait": {"Type": "Wait", "Seconds": 600, "End": true}}}""";

    static ContractEndpoint at(URI url, String region, AwsCredentialsProvider credentials, Set<Deviation> deviations) {
        var admin = SfnClient.builder()
                .endpointOverride(url)
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .build();
        return new ContractEndpoint(Gateways.user(url, credentials), admin, deviations, new ConcurrentLinkedQueue<>());
    }

    StepFunctions stepFunctions() {
        return gateway.stepFunctions;
    }

    StateMachineArn obedientMachine() {
        return create("obedient", OBEDIENT, StateMachineType.STANDARD);
    }

    /// Its executions succeed with their input as output.
    StateMachineArn echoMachine() {
        return create("echo", ECHO, StateMachineType.STANDARD);
    }

    /// Its executions time out after a second.
    StateMachineArn timeoutMachine() {
        return create("timeout", TIMEOUT, StateMachineType.STANDARD);
    }

    StateMachineArn expressMachine() {
        return create("express", ECHO, StateMachineType.EXPRESS);
    }

    /// Deletes the machines where the endpoint can; no test relies on it.
    private void clean() {
        try {
            created.forEach(
                    machine -> admin.deleteStateMachine(request -> request.stateMachineArn(machine.toString())));
        } catch (SfnException cannot) {
            LOG.log(Level.INFO, "Machines are left behind: {0}", cannot.getMessage());
        }
    }

    /// Starts an execution under a new name.
    ExecutionArn start(StateMachineArn machine, String input) {
        var name = unique("run");
        stepFunctions().startExecution(machine, name, input);
        return machine.execution(name);
    }

    ExecutionArn startAndAwait(StateMachineArn machine, String input, ExecutionStatus end) {
        var execution = start(machine, input);
        awaitEnd(execution, end);
        return execution;
    }

    void awaitEnd(ExecutionArn execution, ExecutionStatus end) {
        patiently(() -> assertThat(
                        stepFunctions().describeExecution(execution).execution().status())
                .isEqualTo(end));
    }

    /// Repeats what is eventually true until it is.
    static void patiently(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsMatching(ContractEndpoint::isThrottled)
                .untilAsserted(assertion);
    }

    private static boolean isThrottled(Throwable fault) {
        return fault instanceof StepFunctionsException exception && exception.kind() == Kind.THROTTLED;
    }

    static String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 13);
    }

    /// Real accounts need a role that exists; the others take any.
    private static String role() {
        return Objects.requireNonNullElse(
                System.getenv("SFN_CONTRACT_ROLE"), "arn:aws:iam::123456789012:role/sfn-contract");
    }

    private StateMachineArn create(String kind, String definition, StateMachineType type) {
        var answer = admin.createStateMachine(request -> request.name(unique("contract-" + kind))
                .definition(definition)
                .roleArn(role())
                .type(type));
        var machine = StateMachineArn.parse(answer.stateMachineArn());
        created.add(machine);
        return machine;
    }

    @Override
    public void close() {
        clean();
        gateway.close();
        admin.close();
    }
}

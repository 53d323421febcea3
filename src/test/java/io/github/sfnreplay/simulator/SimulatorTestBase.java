package io.github.sfnreplay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sfnreplay.simulator.spec.MachineType;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;

/// A simulator on a fake clock with one STANDARD machine, and the real SDK as its client, with one attempt per call.
public abstract class SimulatorTestBase {

    public final FakeClock clock = new FakeClock();
    public Simulator simulator;
    public SfnClient sfn;
    public String machine;

    SimulatorOptions options() {
        return SimulatorOptions.defaults().withClock(clock);
    }

    @BeforeEach
    void startSimulator() {
        simulator = Simulator.start(options());
        machine = simulator.createMachine("TestStateMachine", MachineType.STANDARD);
        sfn = client(simulator, Duration.ofSeconds(20));
    }

    @AfterEach
    void closeSimulator() {
        sfn.close();
        simulator.close();
    }

    static SfnClient client(Simulator simulator, Duration timeout) {
        return SfnClient.builder()
                .endpointOverride(simulator.endpoint())
                .region(Region.of(simulator.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClientBuilder(
                        Apache5HttpClient.builder().maxConnections(200).socketTimeout(timeout))
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                .build();
    }

    StartExecutionResponse start(String name, String input) {
        return sfn.startExecution(r -> r.stateMachineArn(machine).name(name).input(input));
    }

    String executionArn(String name) {
        return machine.replace(":stateMachine:", ":execution:") + ":" + name;
    }

    Instant ago(Duration time) {
        return clock.instant().minus(time);
    }

    String seedSucceeded(String name, Duration stoppedAgo) {
        var stop = ago(stoppedAgo);
        return simulator.seed(
                machine, PastExecution.succeeded(name, "{\"id\":1}", "{\"ok\":true}", stop.minusSeconds(60), stop));
    }

    String seedFailed(String name, Duration stoppedAgo) {
        var stop = ago(stoppedAgo);
        return simulator.seed(
                machine, PastExecution.failed(name, "{\"id\":1}", "Boom", "It broke", stop.minusSeconds(60), stop));
    }

    /// All pages, one list each.
    List<List<ExecutionListItem>> pages(Consumer<ListExecutionsRequest.Builder> request) {
        var pages = new ArrayList<List<ExecutionListItem>>();
        String token = null;
        do {
            var next = token;
            var page = sfn.listExecutions(
                    r -> request.accept(r.stateMachineArn(machine).nextToken(next)));
            pages.add(page.executions());
            token = page.nextToken();
        } while (token != null);
        return pages;
    }

    List<String> names(Consumer<ListExecutionsRequest.Builder> request) {
        return pages(request).stream()
                .flatMap(List::stream)
                .map(ExecutionListItem::name)
                .toList();
    }

    static void assertRefused(String code, String message, ThrowingCallable call) {
        var error = catchThrowableOfType(SfnException.class, call);
        assertThat(error).as("an error answer").isNotNull();
        assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(error.awsErrorDetails().errorMessage()).isEqualTo(message);
        assertThat(error.statusCode()).isEqualTo(400);
    }

    static void assertRefused(String code, ThrowingCallable call) {
        var error = catchThrowableOfType(SfnException.class, call);
        assertThat(error).as("an error answer").isNotNull();
        assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
    }
}

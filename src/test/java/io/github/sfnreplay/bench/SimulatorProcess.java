package io.github.sfnreplay.bench;

import io.github.sfnreplay.simulator.SimulatorMain;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.testing.service.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.SfnClientBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A simulator in a process of its own, so that its work is not counted as the service's.
public final class SimulatorProcess implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final JavaProcess process;
    private final String endpoint;
    private final String machine;

    private SimulatorProcess(JavaProcess process, String endpoint, String machine) {
        this.process = process;
        this.endpoint = endpoint;
        this.machine = machine;
    }

    /// Starts one, and waits until it answers.
    ///
    /// @param options of [SimulatorMain]
    public static SimulatorProcess start(String... options) throws IOException {
        var process = JavaProcess.start(SimulatorMain.class, List.of("-Xmx4g", "-XX:+UseSerialGC"), List.of(options));
        return new SimulatorProcess(process, process.after("endpoint "), process.after("machine "));
    }

    String endpoint() {
        return endpoint;
    }

    public String machine() {
        return machine;
    }

    /// Builds a client of it with the SDK's defaults.
    SfnClientBuilder client() {
        return SfnClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.of(StateMachineArn.parse(machine).region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")));
    }

    /// What the simulator was asked to do so far.
    JsonNode ledger() {
        return JSON.readTree(send(HttpRequest.newBuilder(URI.create(endpoint + "/_ledger"))));
    }

    /// Takes tokens as other callers of the same account would.
    ///
    /// @return how many there were to take
    long takeForeign(String action, int count) {
        var uri = URI.create(endpoint + "/_foreign?action=" + action + "&count=" + count);
        return JSON.readTree(send(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody())))
                .get("taken")
                .asLong();
    }

    private String send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.close();
        http.close();
    }
}

package io.github.sfnreplay.bench;

import io.github.sfnreplay.simulator.SimulatorMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A simulator in a process of its own, so that its work is not counted as the service's.
final class SimulatorProcess implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String endpoint;
    private final String machine;

    private SimulatorProcess(Process process, String endpoint, String machine) {
        this.process = process;
        this.endpoint = endpoint;
        this.machine = machine;
    }

    /// @param options of [SimulatorMain]
    static SimulatorProcess start(String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName()));
        command.addAll(List.of(options));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = process.inputReader(StandardCharsets.UTF_8);
        return new SimulatorProcess(process, after("endpoint ", out), after("machine ", out));
    }

    private static String after(String word, BufferedReader out) throws IOException {
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(word)) {
                return line.substring(word.length());
            }
        }
        throw new IOException("the simulator did not say its " + word);
    }

    String endpoint() {
        return endpoint;
    }

    String machine() {
        return machine;
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
        process.destroy();
        http.close();
    }
}

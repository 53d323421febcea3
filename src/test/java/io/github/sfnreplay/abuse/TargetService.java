package io.github.sfnreplay.abuse;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import io.github.sfnreplay.testing.service.Await;
import io.github.sfnreplay.testing.service.LocalService;
import io.github.sfnreplay.testing.service.ServiceSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service on a port of its own, with the simulator that it calls, in the account and Region of all examples.
final class TargetService implements AutoCloseable {

    static final String REGION = "ap-northeast-1";

    private static final JsonMapper JSON = new JsonMapper();

    private final Simulator simulator;
    private final LocalService service;

    private TargetService(Simulator simulator, LocalService service) {
        this.simulator = simulator;
        this.service = service;
    }

    /// Without pacing.
    static TargetService unpaced(String... settings) {
        var simulator = startSimulator();
        var all = ServiceSettings.unpaced(REGION, List.of(settings));
        return new TargetService(simulator, LocalService.start(simulator.endpoint(), all));
    }

    static Simulator startSimulator() {
        return Simulator.start(SimulatorOptions.defaults().withRegion(REGION));
    }

    /// Without pacing; the settings, or the system properties, say where Step Functions is.
    static TargetService unpaced(Simulator simulator, List<String> settings) {
        return new TargetService(simulator, LocalService.start(ServiceSettings.unpaced(REGION, settings)));
    }

    Simulator simulator() {
        return simulator;
    }

    int port() {
        return service.port();
    }

    /// A new machine on which that many executions succeeded and as many failed.
    String machine(int executions) {
        var arn = simulator.createMachine(MachineSpec.standard("Machine-" + UUID.randomUUID()));
        var first = Instant.now().minusSeconds(executions + 600L);
        for (var i = 0; i < executions; i++) {
            var input = "{\"id\": " + i + "}";
            var start = first.plusSeconds(i);
            var stop = start.plusMillis(500);
            simulator.seed(arn, PastExecution.succeeded("ok-" + i, input, "{}", start, stop));
            simulator.seed(arn, PastExecution.failed("bad-" + i, input, "Lambda.Unknown", "It broke", start, stop));
        }
        return arn;
    }

    /// A new connection.
    RawHttpClient connect() {
        return new RawHttpClient(port());
    }

    JsonNode get(String path) {
        try (var wire = connect()) {
            return wire.send("GET", path, List.of(), new byte[0]).json();
        }
    }

    RawHttpClient.Answer post(String path, String body, String... headers) {
        try (var wire = connect()) {
            var all = new ArrayList<>(List.of(headers));
            all.add("Content-Type: application/json");
            return wire.send("POST", path, all, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Creates a replay, which must be accepted.
    String create(String body) {
        var answer = post("/replays", body);
        if (answer.status() != 202) {
            throw new AssertionError(answer.toString());
        }
        return answer.json().path("id").asString();
    }

    /// Waits until the replay can do nothing more by itself.
    JsonNode settled(String id, long millis) {
        return Await.until(Duration.ofMillis(millis), () -> get("/replays/" + id), TargetService::rests);
    }

    static boolean rests(JsonNode replay) {
        return List.of("SUCCEEDED", "PARTIALLY_SUCCEEDED", "FAILED", "CANCELLED", "PLANNED", "PAUSED")
                .contains(replay.path("state").asString());
    }

    static String request(String machine, String more) {
        return String.format(
                Locale.ROOT,
                "{\"stateMachineArn\": \"%s\", \"filter\": {\"statuses\": [\"SUCCEEDED\"]}%s}",
                machine,
                more);
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    @Override
    public void close() {
        service.close();
        simulator.close();
    }
}

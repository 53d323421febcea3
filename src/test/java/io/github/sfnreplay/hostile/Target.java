package io.github.sfnreplay.hostile;

import io.github.sfnreplay.SfnReplayApplication;
import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import io.github.sfnreplay.stepfunctions.Action;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service on a port of its own, with the simulator that it calls, in the account and Region of all examples.
final class Target implements AutoCloseable {

    static final String REGION = "ap-northeast-1";

    private static final JsonMapper JSON = new JsonMapper();

    final Simulator simulator;
    private final ConfigurableApplicationContext application;

    private Target(Simulator simulator, List<String> settings) {
        this.simulator = simulator;
        var arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off"));
        settings.forEach(setting -> arguments.add("--" + setting));
        application = new SpringApplicationBuilder(SfnReplayApplication.class).run(arguments.toArray(String[]::new));
    }

    /// Without pacing.
    static Target unpaced(String... settings) {
        var simulator = simulator();
        var all = new ArrayList<>(List.of(settings));
        all.add("sfn-replay.aws.endpoint=" + simulator.endpoint());
        return unpaced(simulator, all);
    }

    static Simulator simulator() {
        return Simulator.start(SimulatorOptions.defaults().withRegion(REGION));
    }

    /// Without pacing; the settings, or the system properties, say where Step Functions is.
    static Target unpaced(Simulator simulator, List<String> settings) {
        var all = new ArrayList<>(settings);
        Arrays.stream(Action.values()).forEach(action -> {
            all.add("sfn-replay.pacing.quotas." + REGION + "." + action.awsName() + ".capacity=1000000");
            all.add("sfn-replay.pacing.quotas." + REGION + "." + action.awsName() + ".refill-per-second=1000000");
        });
        return new Target(simulator, all);
    }

    int port() {
        return Integer.parseInt(String.valueOf(application.getEnvironment().getProperty("local.server.port")));
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
    Wire connect() {
        return new Wire(port());
    }

    JsonNode get(String path) {
        try (var wire = connect()) {
            return wire.send("GET", path, List.of(), new byte[0]).json();
        }
    }

    Wire.Answer post(String path, String body, String... headers) {
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
        var end = System.nanoTime() + millis * 1_000_000;
        while (true) {
            var replay = get("/replays/" + id);
            if (rests(replay)) {
                return replay;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("it does not end: " + replay);
            }
            Pause.millis(10);
        }
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
        application.close();
        simulator.close();
    }
}

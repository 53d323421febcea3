package io.github.sfnreplay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.SfnReplayApplication;
import io.github.sfnreplay.process.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.builder.SpringApplicationBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service as its users have it, behind its own HTTP API.
public final class Service implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long POLL = Duration.ofMillis(100).toNanos();

    private final HttpClient http = HttpClient.newHttpClient();
    private final AutoCloseable running;
    private final String url;

    private Service(AutoCloseable running, String port) {
        this.running = running;
        this.url = "http://127.0.0.1:" + port;
    }

    /// Starts it in this process.
    ///
    /// @param properties as on the command line, without the dashes
    static Service start(SimulatorProcess simulator, String... properties) {
        var context = new SpringApplicationBuilder(SfnReplayApplication.class)
                .run(arguments(simulator, properties).toArray(String[]::new));
        return new Service(context, context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /// Starts it in a process of its own.
    ///
    /// @param options of its JVM
    public static Service startApart(List<String> options, SimulatorProcess simulator, String... properties)
            throws IOException {
        var arguments = arguments(simulator, properties);
        arguments.add("--logging.level.org.springframework.boot.tomcat=INFO");
        var process = JavaProcess.start(SfnReplayApplication.class, options, arguments);
        var port = process.after("Tomcat started on port ");
        process.ignoreOutput();
        return new Service(process, port.substring(0, port.indexOf(' ')));
    }

    /// A path of it.
    public URI uri(String path) {
        return URI.create(url + path);
    }

    /// Where it runs, if that is a process of its own.
    public JavaProcess process() {
        return (JavaProcess) running;
    }

    private static List<String> arguments(SimulatorProcess simulator, String... properties) {
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--sfn-replay.aws.endpoint=" + simulator.endpoint(),
                "--logging.level.root=WARN",
                "--spring.main.banner-mode=off"));
        for (var property : properties) {
            arguments.add("--" + property);
        }
        return arguments;
    }

    /// Properties that lift every quota of a Region.
    public static String[] withoutQuotas(String region) {
        return List.of(
                        "ListExecutions",
                        "DescribeExecution",
                        "GetExecutionHistory",
                        "StartExecution",
                        "RedriveExecution",
                        "DescribeStateMachine",
                        "StopExecution")
                .stream()
                .flatMap(action -> List.of("capacity", "refill-per-second").stream()
                        .map(part -> "sfn-replay.pacing.quotas." + region + "." + action + "." + part + "=1000000"))
                .toArray(String[]::new);
    }

    /// Replays, waits for the end, and returns the replay as it is then.
    JsonNode replay(String request) {
        var created = post("/replays", request);
        assertThat(created.path("id").asString(""))
                .as("the answer was %s", created)
                .isNotEmpty();
        return await(created.get("id").asString());
    }

    public JsonNode await(String id) {
        while (true) {
            var replay = get("/replays/" + id);
            if (List.of("SUCCEEDED", "PARTIALLY_SUCCEEDED", "FAILED", "CANCELLED", "PLANNED")
                    .contains(replay.get("state").asString())) {
                return replay;
            }
            LockSupport.parkNanos(POLL);
        }
    }

    public JsonNode post(String path, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    JsonNode patch(String path, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
    }

    public JsonNode get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    /// Deletes, and tells the status of the answer.
    int delete(String path) {
        try {
            return http.send(HttpRequest.newBuilder(uri(path)).DELETE().build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            return JSON.readTree(
                    http.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        try {
            running.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

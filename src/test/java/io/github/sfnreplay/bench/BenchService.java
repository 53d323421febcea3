package io.github.sfnreplay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.testing.service.JavaProcess;
import io.github.sfnreplay.testing.service.LocalService;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.ServiceProcess;
import io.github.sfnreplay.testing.service.ServiceSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/// The service as its users have it, behind its own HTTP API.
public final class BenchService implements AutoCloseable {

    private static final long POLL = Duration.ofMillis(100).toNanos();

    private final AutoCloseable running;
    private final ReplayClient client;

    private BenchService(AutoCloseable running, ReplayClient client) {
        this.running = running;
        this.client = client;
    }

    /// Starts it in this process.
    ///
    /// @param properties as on the command line, without the dashes
    static BenchService start(SimulatorProcess simulator, String... properties) {
        var service = LocalService.start(URI.create(simulator.endpoint()), settings(properties));
        return new BenchService(service, service.client());
    }

    /// Starts it in a process of its own.
    ///
    /// @param options of its JVM
    public static BenchService startApart(List<String> options, SimulatorProcess simulator, String... properties)
            throws IOException {
        var service = ServiceProcess.start(options, URI.create(simulator.endpoint()), settings(properties));
        return new BenchService(service, service.client());
    }

    /// Where it runs, if that is a process of its own.
    public JavaProcess process() {
        return ((ServiceProcess) running).process();
    }

    private static List<String> settings(String... properties) {
        var settings = new ArrayList<>(List.of(properties));
        settings.add("logging.level.root=WARN");
        return settings;
    }

    /// A path of it.
    public URI uri(String path) {
        return client.uri(path);
    }

    /// Properties that lift every quota of a Region.
    public static String[] withoutQuotas(String region) {
        return ServiceSettings.unpaced(region).toArray(String[]::new);
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
        return client.post(path, body).body();
    }

    JsonNode patch(String path, String body) {
        return client.patch(path, body).body();
    }

    public JsonNode get(String path) {
        return client.get(path).body();
    }

    /// Deletes, and tells the status of the answer.
    int delete(String path) {
        return client.delete(path).status();
    }

    @Override
    public void close() {
        try {
            running.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

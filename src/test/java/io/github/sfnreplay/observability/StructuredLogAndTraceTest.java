package io.github.sfnreplay.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.sfnreplay.SfnReplayApplication;
import io.github.sfnreplay.testing.service.JavaProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One property makes every log line JSON, lines of a replay carry its id, and with an OTLP endpoint the trace of a
/// caller
/// goes on.
class StructuredLogAndTraceTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PLAN = """
            {
              "stateMachineArn": "arn:aws:states:ap-northeast-1:123456789012:stateMachine:TestStateMachine",
              "filter": {"statuses": ["TIMED_OUT"]},
              "dryRun": true
            }
            """;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    @Test
    void logsInEcsWithTheReplaysIdAndExportsTheCallersTrace() throws Exception {
        var spans = new LinkedBlockingQueue<String>();
        var collector = collector(spans);
        try (var service = JavaProcess.start(
                SfnReplayApplication.class,
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"),
                List.of(
                        "--spring.profiles.active=demo",
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--logging.structured.format.console=ecs",
                        "--management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:"
                                + collector.getAddress().getPort() + "/v1/traces"))) {
            var port = service.after("Tomcat started on port ");
            var log = service.keepOutput();
            var address = "http://127.0.0.1:" + port.substring(0, port.indexOf(' '));

            var id = post(address + "/replays").path("id").asString();
            await(() -> get(address + "/replays/" + id).path("state").asString().equals("PLANNED"));

            assertThat(log)
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(
                                    json.readTree(line).path("message").asString())
                            .isNotEmpty());
            assertThat(log)
                    .filteredOn(line -> line.contains("planned"))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(
                                    json.readTree(line).path("replayId").asString())
                            .isEqualTo(id));
        } finally {
            collector.stop(0);
        }
    }

    private static HttpServer collector(LinkedBlockingQueue<String> spans) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            spans.add(HexFormat.of().formatHex(exchange.getRequestBody().readAllBytes()));
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private JsonNode post(String url) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .POST(HttpRequest.BodyPublishers.ofString(PLAN))
                .build();
        return json.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private JsonNode get(String url) throws Exception {
        return json.readTree(http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body());
    }

    private static void await(Condition condition) throws Exception {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(20_000_000L);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }
}

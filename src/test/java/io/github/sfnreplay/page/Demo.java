package io.github.sfnreplay.page;

import io.github.sfnreplay.SfnReplayApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service with its demo, and somebody else who calls it beside the browser.
final class Demo implements AutoCloseable {

    static final String MACHINE = "arn:aws:states:ap-northeast-1:123456789012:stateMachine:TestStateMachine";

    private final JsonMapper json = JsonMapper.shared();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    private Demo(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Demo start(String... settings) {
        var arguments = Stream.concat(
                Stream.of("--server.port=0", "--spring.main.banner-mode=off", "--spring.jmx.enabled=false"),
                Stream.of(settings));
        return new Demo(new SpringApplicationBuilder(SfnReplayApplication.class)
                .profiles("demo")
                .run(arguments.toArray(String[]::new)));
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    String origin() {
        return "http://127.0.0.1:" + port();
    }

    /// Asks for a replay of what has failed.
    ///
    /// @return its id
    String create(String reason, int attempt, boolean dryRun) {
        var body = """
                {"stateMachineArn": "%s", "filter": {"statuses": ["SUCCEEDED"]}, "attempt": %d, "dryRun": %s,
                 "limits": {"startsPerSecond": 2}, "reason": "%s"}
                """.formatted(MACHINE, attempt, dryRun, reason);
        return send("POST", "/replays", "application/json", body).at("/id").asString();
    }

    void patch(String id, String limits) {
        send("PATCH", "/replays/" + id, "application/merge-patch+json", "{\"limits\": " + limits + "}");
    }

    void post(String path, String body) {
        send("POST", path, "application/json", body);
    }

    JsonNode get(String path) {
        return send("GET", path, "application/json", "");
    }

    HttpResponse<String> fetch(String path) {
        return exchange(HttpRequest.newBuilder(URI.create(origin() + path)).build());
    }

    private JsonNode send(String method, String path, String type, String body) {
        var answer = exchange(HttpRequest.newBuilder(URI.create(origin() + path))
                .header("Content-Type", type)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build());
        if (answer.statusCode() >= 400) {
            throw new AssertionError(method + " " + path + " answered " + answer.body());
        }
        return json.readTree(answer.body());
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}

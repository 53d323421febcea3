package io.github.sfnreplay.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every query of the dashboard asks for a metric, and for labels, that the service exposes.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "sfn-replay.notification.url=http://127.0.0.1:9/",
            "management.prometheus.metrics.export.enabled=true",
            "spring.test.metrics.export=true"
        })
@ActiveProfiles("demo")
@DirtiesContext
class GrafanaDashboardTest {

    private static final Pattern SELECTOR = Pattern.compile("\\b((?:sfn_replay|jvm)_[a-z_]+)(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)(?:=|!=|=~)\"");
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    @LocalServerPort
    int port;

    @Test
    void everyQueryAsksForWhatThereIs() throws Exception {
        replayToItsEnd();
        var exposed = get("/actuator/prometheus")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();

        var queries = queries();
        assertThat(queries).hasSizeGreaterThan(10);
        for (var query : queries) {
            for (var selector : SELECTOR.matcher(query).results().toList()) {
                assertThat(exposed)
                        .as("%s in the query %s", selector.group(), query)
                        .anyMatch(line -> isSampleOf(line, selector));
            }
        }
    }

    /// The label `job` is Prometheus's own.
    private static boolean isSampleOf(String line, MatchResult selector) {
        if (!line.startsWith(selector.group(1) + "{") && !line.startsWith(selector.group(1) + " ")) {
            return false;
        }
        return selector.group(2) == null
                || LABEL.matcher(selector.group(2))
                        .results()
                        .map(label -> label.group(1))
                        .filter(label -> !label.equals("job"))
                        .allMatch(label -> line.contains(label + "=\""));
    }

    private List<String> queries() throws Exception {
        var dashboard = json.readTree(Files.readString(Path.of("src/docs/grafana/sfn-replay.json")));
        var queries = new ArrayList<String>();
        for (var panel : dashboard.path("panels")) {
            for (var target : panel.path("targets")) {
                queries.add(target.path("expr").asString());
            }
        }
        for (var variable : dashboard.path("templating").path("list")) {
            queries.add(variable.path("query").path("query").asString(""));
        }
        return queries;
    }

    private void replayToItsEnd() throws Exception {
        var body = """
                {
                  "stateMachineArn": "arn:aws:states:ap-northeast-1:123456789012:stateMachine:TestStateMachine",
                  "filter": {"statuses": ["ABORTED"]}
                }
                """;
        var request = request("/replays")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var id = json.readTree(http.send(request, BodyHandlers.ofString()).body())
                .path("id")
                .asString();
        var end = System.nanoTime() + PATIENCE_NANOS;
        while (!isEnded(json.readTree(get("/replays/" + id)))) {
            assertThat(System.nanoTime()).as("ended in time").isLessThan(end);
            LockSupport.parkNanos(50_000_000L);
        }
    }

    private static boolean isEnded(JsonNode replay) {
        return List.of("SUCCEEDED", "PARTIALLY_SUCCEEDED", "FAILED")
                .contains(replay.path("state").asString());
    }

    private String get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString()).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}

package io.github.sfnreplay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Types the commands of the documentation into a shell, as they stand there, against the demo.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_EACH_TEST_METHOD)
class DocumentedCommandsTest {

    private static final String ADDRESS = "http://127.0.0.1:8080";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern SHELL_BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```");
    private static final Pattern RECIPE = Pattern.compile("(?m)^(?=## )");
    private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    @BeforeEach
    void needsAShell() {
        var missing = List.of("bash", "curl", "jq").stream()
                .filter(tool ->
                        !Files.isExecutable(Path.of("/usr/bin", tool)) && !Files.isExecutable(Path.of("/bin", tool)))
                .toList();
        if (!missing.isEmpty() && "true".equals(System.getenv("CI"))) {
            fail("the commands of the documentation need " + missing);
        }
        if (!missing.isEmpty()) {
            LoggerFactory.getLogger(getClass())
                    .warn("SKIPPED: the documented commands were not tried, for want of {}", missing);
        }
        assumeTrue(missing.isEmpty());
    }

    @Test
    void theFirstReplayOfTheReadmeWorks() throws Exception {
        var script = new StringBuilder();
        for (var block : shellBlocks(section(Files.readString(Path.of("README.md")), "A first replay"))) {
            if (block.contains("mvnw")) {
                continue;
            }
            script.append(block).append('\n');
            if (block.startsWith("id=")) {
                script.append("until [ \"$(curl -s " + ADDRESS
                        + "/replays/$id | jq -r .state)\" = PLANNED ]; do sleep 0.2; done\n");
            }
        }
        script.append("echo $id > id.txt\n");
        var output = run(script.toString());
        assertThat(output).contains("\"PLANNED\"", "\"matched\": 260");
        var id = Files.readString(folder.resolve("id.txt")).strip();
        http.send(post("/replays/" + id + "/resume"), HttpResponse.BodyHandlers.discarding());
        restsAll();
        var replay = get("/replays/" + id);
        assertThat(replay.path("state").asString()).isEqualTo("PARTIALLY_SUCCEEDED");
        assertThat(replay.path("itemCounts").path("succeeded").asInt()).isEqualTo(248);
        assertThat(replay.path("verdictCounts").path("stillFailing").asInt()).isEqualTo(12);
    }

    @Test
    void everyRecipeWorks() throws Exception {
        var recipes = Files.readString(Path.of("src/docs/recipes.md"));
        var setup = shellBlocks(recipes).getFirst();
        var variables = "";
        var tried = 0;
        for (var recipe : RECIPE.splitAsStream(recipes).toList()) {
            var heading = HEADING.matcher(recipe);
            if (!heading.find()) {
                continue;
            }
            var script = String.join("\n", shellBlocks(recipe));
            var output = run(setup + "\n" + variables + dated(script) + "\necho ${id:-} > id.txt\n");
            assertThat(output).as(heading.group(1)).contains("\"id\"").doesNotContain("/problems/", "\"id\": null");
            var id = Files.readString(folder.resolve("id.txt")).strip();
            variables = id.isEmpty() ? variables : "id=" + id + "\n";
            restsAll();
            tried++;
        }
        assertThat(tried).isEqualTo(12);
    }

    private static List<String> shellBlocks(String text) {
        var blocks = new ArrayList<String>();
        var matcher = SHELL_BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    private static String section(String text, String heading) {
        var from = text.indexOf("## " + heading + "\n");
        return text.substring(from, text.indexOf("\n## ", from));
    }

    /// The day of the examples becomes the day before yesterday, of which the demo has executions.
    private static String dated(String script) {
        var day = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).minusDays(2);
        return script.replace("2026-11-01", day.toString())
                .replace("2026-11-02", day.plusDays(1).toString());
    }

    private String run(String script) throws IOException, InterruptedException {
        var log = folder.resolve("output.txt");
        var shell = new ProcessBuilder(
                        "bash", "-euo", "pipefail", "-c", script.replace("127.0.0.1:8080", "127.0.0.1:" + port))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var ended = shell.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        shell.destroyForcibly();
        assertThat(ended).as("ended in time: %s", Files.readString(log)).isTrue();
        assertThat(shell.exitValue()).as(Files.readString(log)).isZero();
        return Files.readString(log);
    }

    /// Waits until no replay works; what paused by itself is resumed.
    private void restsAll() throws Exception {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var works = false;
            for (var replay : get("/replays?pageSize=100").path("replays")) {
                var state = replay.path("state").asString();
                if (state.equals("PAUSED")) {
                    http.send(
                            post("/replays/" + replay.path("id").asString() + "/resume"),
                            HttpResponse.BodyHandlers.discarding());
                }
                works |= List.of("PENDING", "PLANNING", "RUNNING", "PAUSED", "CANCELLING")
                        .contains(state);
            }
            if (!works) {
                return;
            }
            LockSupport.parkNanos(100_000_000L);
        }
        fail("replays still run after " + PATIENCE);
    }

    private HttpRequest post(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    private JsonNode get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return json.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}

package io.github.sfnreplay.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls a service that may be gone the next moment. Every replay that it is shown has to have counts that add up.
final class Caller implements AutoCloseable {

    static final Set<String> FINAL = Set.of("SUCCEEDED", "PARTIALLY_SUCCEEDED", "FAILED", "CANCELLED");

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    Caller(String url) {
        this.url = url;
    }

    /// A status and a JSON body.
    record Answer(int status, JsonNode body) {}

    /// Sends a request, which the service must accept.
    JsonNode create(String request) {
        var answer = post("/replays", request);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
        return answer.body();
    }

    Answer post(String path, String body) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    Answer patch(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    Answer get(String path) {
        return send(request(path));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /// Asks for a move, which has to be allowed.
    void move(String id, String action) {
        var answer = post("/replays/" + id + "/" + action, "{}");
        assertThat(answer.status()).as(answer.body().toString()).isIn(200, 202);
    }

    /// The replay as it is now.
    JsonNode replay(String id) {
        var answer = get("/replays/" + id);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        Counts.check(answer.body());
        return answer.body();
    }

    JsonNode end(String id) {
        return await(id, replay -> FINAL.contains(state(replay)));
    }

    JsonNode awaitState(String id, String state) {
        return await(id, replay -> state(replay).equals(state));
    }

    JsonNode await(String id, Predicate<JsonNode> wanted) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        for (var seen = replay(id); ; seen = replay(id)) {
            if (wanted.test(seen)) {
                return seen;
            }
            assertThat(System.nanoTime())
                    .as("waited in vain; at last: %s", seen)
                    .isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /// All items, over all pages.
    List<JsonNode> items(String id) {
        var items = new ArrayList<JsonNode>();
        var token = "";
        do {
            var page = get("/replays/" + id + "/items?pageSize=50" + token);
            assertThat(page.status()).as(page.body().toString()).isEqualTo(200);
            page.body().path("items").forEach(items::add);
            token = page.body()
                    .path("nextPageToken")
                    .asStringOpt()
                    .map(next -> "&pageToken=" + next)
                    .orElse("");
        } while (!token.isEmpty());
        return items;
    }

    /// The request as the answer to it shows it, to be sent again.
    static String resolved(JsonNode accepted) {
        return accepted.path("request").toString();
    }

    /// What was done to the replay.
    JsonNode log(String id) {
        return get("/replays/" + id + "/log").body().path("entries");
    }

    static String id(JsonNode replay) {
        return replay.path("id").asString();
    }

    static String state(JsonNode replay) {
        return replay.path("state").asString();
    }

    static String reason(JsonNode replay) {
        return replay.path("stateReason").asString("");
    }

    static int count(JsonNode replay, String state) {
        return replay.path("itemCounts").path(state).asInt();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), JSON.readTree(answer.body().isEmpty() ? "null" : answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

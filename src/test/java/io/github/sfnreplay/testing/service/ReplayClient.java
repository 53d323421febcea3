package io.github.sfnreplay.testing.service;

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
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Calls a service, which may be gone the next moment. Every replay that it is shown is checked by [ReplayChecks].
public final class ReplayClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    public ReplayClient(int port) {
        this.url = "http://127.0.0.1:" + port;
    }

    /// Sends a request, which the service must accept, and returns the replay.
    public JsonNode create(String request) {
        var answer = post("/replays", request);
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        return answer.body();
    }

    public Answer post(String path, String body) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    public Answer patch(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    /// Gets what stands at a path.
    ///
    /// @param headers names and values in turn
    public Answer get(String path, String... headers) {
        return send(headers.length == 0 ? request(path) : request(path).headers(headers));
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /// Asks for a move, which has to be allowed.
    public JsonNode move(String id, String action) {
        var answer = post("/replays/" + id + "/" + action, "{}");
        assertThat(answer.status()).as("%s", answer).isIn(200, 202);
        return answer.body();
    }

    /// The replay as it is now.
    public JsonNode replay(String id) {
        return ReplayChecks.check(read("/replays/" + id));
    }

    /// Sends a request and waits for the end of the replay.
    public JsonNode run(String request) {
        return end(id(create(request)));
    }

    /// Waits for the end of the replay, and compares its counters with its items.
    public JsonNode end(String id) {
        var replay = await(id, ReplayChecks::isFinal);
        ReplayChecks.checkItems(replay, items(id));
        return replay;
    }

    public JsonNode awaitState(String id, String state) {
        return await(id, replay -> state(replay).equals(state));
    }

    public JsonNode await(String id, Predicate<JsonNode> wanted) {
        return Await.until(() -> replay(id), wanted);
    }

    public List<JsonNode> items(String id) {
        return items(id, "");
    }

    /// All items, over all pages.
    ///
    /// @param query such as `&state=FAILED`
    public List<JsonNode> items(String id, String query) {
        var items = new ArrayList<JsonNode>();
        var token = "";
        do {
            var page = read("/replays/" + id + "/items?pageSize=350" + query + token);
            page.path("items").forEach(items::add);
            token = page.path("nextPageToken")
                    .asStringOpt()
                    .map(next -> "&pageToken=" + next)
                    .orElse("");
        } while (!token.isEmpty());
        return items;
    }

    /// What was done to the replay, oldest first.
    public JsonNode log(String id) {
        return read("/replays/" + id + "/log").path("entries");
    }

    /// The request as the answer to it shows it, to be sent again.
    public static String resolved(JsonNode accepted) {
        return accepted.path("request").toString();
    }

    public static String id(JsonNode replay) {
        return replay.path("id").asString();
    }

    public static String state(JsonNode replay) {
        return replay.path("state").asString();
    }

    public static String reason(JsonNode replay) {
        return replay.path("stateReason").asString("");
    }

    public static int count(JsonNode replay, String state) {
        return replay.path("itemCounts").path(state).asInt();
    }

    /// The address of a path.
    public URI uri(String path) {
        return URI.create(url + path);
    }

    private JsonNode read(String path) {
        var answer = get(path);
        assertThat(answer.status()).as("%s: %s", path, answer).isEqualTo(200);
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(TIMEOUT);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            var body = answer.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(answer.body());
            return new Answer(answer.statusCode(), answer.headers(), body);
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

package io.github.sfnreplay.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a caller does with replays over HTTP. Every replay that is read has to have counts that add up.
final class Replays {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Set<String> FINAL = Set.of("SUCCEEDED", "PARTIALLY_SUCCEEDED", "FAILED", "CANCELLED");
    private static final List<String> STATES = List.of(
            "pending",
            "running",
            "succeeded",
            "failed",
            "timedOut",
            "aborted",
            "started",
            "unconfirmed",
            "skipped",
            "cancelled");

    private final RestTestClient client;
    private final JsonMapper json = new JsonMapper();

    Replays(String url) {
        client = RestTestClient.bindToServer().baseUrl(url).build();
    }

    /// A status and a JSON body.
    record Answer(int status, JsonNode body) {}

    /// Sends a request, which the service must accept, and returns the replay.
    JsonNode accepted(String request) {
        var answer = post("/replays", request);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
        return answer.body();
    }

    Answer post(String path, String request) {
        var result = client.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(request)
                .exchange()
                .returnResult(String.class);
        return new Answer(result.getStatus().value(), tree(result.getResponseBody()));
    }

    /// Asks for a move, which has to be allowed.
    JsonNode move(String id, String action) {
        var answer = post("/replays/" + id + "/" + action, "{}");
        assertThat(answer.status()).as(answer.body().toString()).isIn(200, 202);
        return answer.body();
    }

    /// The replay as it is now.
    JsonNode get(String id) {
        var replay = read("/replays/" + id);
        assertCountsAddUp(replay);
        return replay;
    }

    /// Sends a request and waits for the end of the replay.
    JsonNode run(String request) {
        return end(id(accepted(request)));
    }

    /// Waits for the end of the replay.
    JsonNode end(String id) {
        var replay = await(id, each -> FINAL.contains(each.path("state").asString()));
        assertThat(replay.path("itemCounts").path("pending").asInt()).isZero();
        assertThat(replay.path("itemCounts").path("running").asInt()).isZero();
        assertItemsAgree(replay, items(id));
        return replay;
    }

    JsonNode awaitState(String id, String state) {
        return await(id, each -> each.path("state").asString().equals(state));
    }

    JsonNode await(String id, Predicate<JsonNode> condition) {
        var seen = new JsonNode[1];
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(25))
                    .until(() -> {
                        seen[0] = get(id);
                        return condition.test(seen[0]);
                    });
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError("it never came to pass: " + seen[0], e);
        }
        return seen[0];
    }

    /// All items, over all pages.
    List<JsonNode> items(String id) {
        var items = new ArrayList<JsonNode>();
        @Nullable String token = null;
        do {
            var page = read("/replays/" + id + "/items?pageSize=700" + (token == null ? "" : "&pageToken=" + token));
            page.path("items").forEach(items::add);
            token = page.path("nextPageToken").asStringOpt().orElse(null);
        } while (token != null);
        return items;
    }

    /// The request as the answer to it shows it, to be sent again.
    String resolved(JsonNode accepted) {
        return accepted.path("request").toString();
    }

    /// What was done to the replay.
    JsonNode log(String id) {
        return read("/replays/" + id + "/log").path("entries");
    }

    static String id(JsonNode replay) {
        return replay.path("id").asString();
    }

    static String state(JsonNode replay) {
        return replay.path("state").asString();
    }

    static int count(JsonNode replay, String state) {
        return replay.path("itemCounts").path(state).asInt();
    }

    private JsonNode read(String path) {
        var result = client.get().uri(path).exchange().returnResult(String.class);
        assertThat(result.getStatus().value()).as(path).isEqualTo(200);
        return tree(result.getResponseBody());
    }

    private JsonNode tree(@Nullable String body) {
        return json.readTree(Objects.requireNonNullElse(body, "null"));
    }

    private static void assertCountsAddUp(JsonNode replay) {
        var sum = STATES.stream().mapToInt(state -> count(replay, state)).sum();
        assertThat(count(replay, "total")).as("total of " + replay).isEqualTo(sum);
    }

    private static void assertItemsAgree(JsonNode replay, List<JsonNode> items) {
        assertThat(items).as("items").hasSize(count(replay, "total"));
        for (var state : STATES) {
            var name = state.replaceAll("([A-Z])", "_$1").toUpperCase(java.util.Locale.ROOT);
            var inState = items.stream()
                    .filter(item -> item.path("state").asString().equals(name))
                    .count();
            assertThat(inState).as("items that are " + name).isEqualTo(count(replay, state));
        }
        assertThat(items.stream()
                        .filter(item -> item.path("adopted").asBoolean())
                        .count())
                .as("adopted items")
                .isEqualTo(count(replay, "adopted"));
    }
}

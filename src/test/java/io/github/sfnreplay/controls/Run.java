package io.github.sfnreplay.controls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// One replay as its caller sees it; every look at it checks what must always hold.
record Run(Stage stage, String id) {

    JsonNode now() {
        var answer = stage.get(path());
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        var replay = Invariants.check(answer.body());
        var state = replay.at("/state").asString();
        if (Invariants.FINAL.contains(state)) {
            Invariants.checkLog(log(), state);
        }
        return replay;
    }

    /// What was done to it, oldest first.
    JsonNode log() {
        return stage.get(path() + "/log").body().at("/entries");
    }

    String state() {
        return now().at("/state").asString();
    }

    /// Waits until it is in one of the states.
    JsonNode await(String... states) {
        var wanted = Set.of(states);
        return until(replay -> wanted.contains(replay.at("/state").asString()));
    }

    /// Waits until it has ended, however.
    JsonNode ended() {
        return until(replay -> Invariants.FINAL.contains(replay.at("/state").asString()));
    }

    JsonNode until(Predicate<JsonNode> wanted) {
        return Await.until(this::now, wanted);
    }

    int count(String state) {
        return now().at("/itemCounts/" + state).asInt();
    }

    List<JsonNode> items() {
        return items("");
    }

    /// @param query such as `&state=FAILED`
    List<JsonNode> items(String query) {
        var items = new ArrayList<JsonNode>();
        var token = "";
        do {
            var page = stage.get(path() + "/items?pageSize=1000" + query + token);
            assertThat(page.status()).as("%s", page).isEqualTo(200);
            page.body().at("/items").forEach(items::add);
            token = page.text("/nextPageToken").isEmpty() ? "" : "&pageToken=" + page.text("/nextPageToken");
        } while (!token.isEmpty());
        return items;
    }

    /// The item of the source with that name.
    JsonNode item(String sourceName) {
        return items().stream()
                .filter(item -> item.at("/sourceName").asString().equals(sourceName))
                .findFirst()
                .orElseThrow();
    }

    Answer confirm(String body) {
        return stage.post(path() + "/confirm", body);
    }

    /// Confirms the plan as it is.
    Run confirmed() {
        assertThat(confirm("{}").status()).isEqualTo(202);
        return this;
    }

    Answer pause() {
        return stage.post(path() + "/pause", "{}");
    }

    Answer resume() {
        return stage.post(path() + "/resume", "{}");
    }

    Answer cancel() {
        return cancel("{}");
    }

    Answer cancel(String body) {
        return stage.post(path() + "/cancel", body);
    }

    Answer patch(String limits) {
        return stage.patch(path(), "{\"limits\": {" + limits + "}}");
    }

    Answer retryFailed(String body) {
        return stage.post(path() + "/retry-failed", body);
    }

    /// The replay of what failed.
    Run retried() {
        var answer = retryFailed("{}");
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        return new Run(stage, answer.text("/id"));
    }

    Answer delete() {
        return stage.delete(path());
    }

    String path() {
        return "/replays/" + id;
    }
}

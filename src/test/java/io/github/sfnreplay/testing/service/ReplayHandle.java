package io.github.sfnreplay.testing.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// One replay of a service; every look at it checks what must always hold.
public record ReplayHandle(TestService service, String id) {

    public JsonNode now() {
        var replay = client().replay(id);
        if (ReplayChecks.isFinal(replay)) {
            ReplayChecks.checkLog(log(), ReplayClient.state(replay));
        }
        return replay;
    }

    /// What was done to it, oldest first.
    public JsonNode log() {
        return client().log(id);
    }

    public String state() {
        return ReplayClient.state(now());
    }

    /// Waits until it is in one of the states.
    public JsonNode await(String... states) {
        var wanted = Set.of(states);
        return until(replay -> wanted.contains(ReplayClient.state(replay)));
    }

    /// Waits until it has ended, in whatever state.
    public JsonNode ended() {
        return until(ReplayChecks::isFinal);
    }

    public JsonNode until(Predicate<JsonNode> wanted) {
        return Await.until(this::now, wanted);
    }

    public int count(String state) {
        return ReplayClient.count(now(), state);
    }

    public List<JsonNode> items() {
        return client().items(id);
    }

    /// The items that a query selects.
    ///
    /// @param query such as `&state=FAILED`
    public List<JsonNode> items(String query) {
        return client().items(id, query);
    }

    /// The item of the source with that name.
    public JsonNode item(String sourceName) {
        return items().stream()
                .filter(item -> item.at("/sourceName").asString().equals(sourceName))
                .findFirst()
                .orElseThrow();
    }

    public Answer confirm(String body) {
        return client().post(path() + "/confirm", body);
    }

    /// Confirms the plan as it is.
    public ReplayHandle confirmed() {
        assertThat(confirm("{}").status()).isEqualTo(202);
        return this;
    }

    public Answer pause() {
        return client().post(path() + "/pause", "{}");
    }

    public Answer resume() {
        return client().post(path() + "/resume", "{}");
    }

    public Answer cancel() {
        return cancel("{}");
    }

    public Answer cancel(String body) {
        return client().post(path() + "/cancel", body);
    }

    public Answer patch(String limits) {
        return client().patch(path(), "{\"limits\": {" + limits + "}}");
    }

    public Answer retryFailed(String body) {
        return client().post(path() + "/retry-failed", body);
    }

    /// The replay of what failed.
    public ReplayHandle retried() {
        var answer = retryFailed("{}");
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        return new ReplayHandle(service, answer.text("/id"));
    }

    public Answer delete() {
        return client().delete(path());
    }

    public String path() {
        return "/replays/" + id;
    }

    private ReplayClient client() {
        return service.client();
    }
}

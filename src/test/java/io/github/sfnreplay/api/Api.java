package io.github.sfnreplay.api;

import com.jayway.jsonpath.JsonPath;
import io.github.sfnreplay.replay.Command;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.PlanHash;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayQuery;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/// What tests ask of the interface, and the moves that the engine would make.
public class Api {

    static final String MACHINE = "arn:aws:states:ap-northeast-1:123456789012:stateMachine:TestStateMachine";
    static final String EXECUTION = "arn:aws:states:ap-northeast-1:123456789012:execution:TestStateMachine:";
    public static final String SMALLEST = """
            {"stateMachineArn": "%s", "filter": {"statuses": ["SUCCEEDED"]}}""".formatted(MACHINE);
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final MockMvcTester mvc;
    private final ReplayStore store;

    Api(MockMvcTester mvc, ReplayStore store) {
        this.mvc = mvc;
        this.store = store;
    }

    /// Forgets all that earlier tests left.
    public void clear() {
        store.list(ReplayQuery.newest(1_000)).forEach(replay -> {
            if (replay.state().isActive()) {
                cancelled(replay.id());
            }
            store.delete(replay.id());
        });
    }

    public MvcTestResult post(String path, String body) {
        return mvc.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    public MvcTestResult post(String path) {
        return mvc.post().uri(path).exchange();
    }

    public MvcTestResult create(String body) {
        return post("/replays", body);
    }

    public MvcTestResult create(String key, String body) {
        return mvc.post()
                .uri("/replays")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    public MvcTestResult get(String path, Object... variables) {
        return mvc.get().uri(path, variables).exchange();
    }

    MvcTestResult patch(String id, String body) {
        return mvc.patch()
                .uri("/replays/" + id)
                .contentType("application/merge-patch+json")
                .content(body)
                .exchange();
    }

    /// The `ETag` of the replay as it is now.
    String tag(String id) {
        return String.valueOf(get("/replays/" + id).getResponse().getHeader("ETag"));
    }

    MvcTestResult ifMatch(String method, String path, String tag) {
        return mvc.method(HttpMethod.valueOf(method))
                .uri(path)
                .header("If-Match", tag)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}")
                .exchange();
    }

    MvcTestResult delete(String id) {
        return mvc.delete().uri("/replays/" + id).exchange();
    }

    /// What a JSON path finds on all pages of a listing.
    ///
    /// @param uri with at least one parameter
    List<String> pages(String uri, String path) {
        var found = new ArrayList<String>();
        for (var token = ""; ; ) {
            var page = text(get(uri + token));
            found.addAll(JsonPath.<List<String>>read(page, path));
            var next = JsonPath.<Map<String, Object>>read(page, "$").get("nextPageToken");
            if (next == null) {
                return found;
            }
            token = "&pageToken=" + next;
        }
    }

    /// The id of a new replay of the request.
    public String created(String body) {
        return idOf(create(body));
    }

    static String idOf(MvcTestResult result) {
        var location = result.getResponse().getHeader("Location");
        if (location == null) {
            throw new AssertionError("not created: " + text(result));
        }
        return location.substring("/replays/".length());
    }

    public static String text(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    String planHash(String id) {
        return store.find(id).map(Replay::plan).map(Plan::planHash).orElseThrow();
    }

    Replay move(String id, UnaryOperator<Replay> move) {
        return store.update(id, move);
    }

    void began(String id) {
        move(id, replay -> replay.begin(NOW));
    }

    /// Plans so many items, as the engine would.
    List<Item> planned(String id, int items) {
        began(id);
        var planned = IntStream.range(0, items)
                .mapToObj(index -> Item.planned(index, source("source-" + index), 1))
                .toList();
        store.addItems(id, planned);
        var plan = new Plan(PlanHash.of(planned), Plan.Found.all(items), items, Map.of(), 1, List.of());
        move(id, replay -> replay.planned(plan, NOW));
        return planned;
    }

    void save(String id, Item item) {
        store.saveItems(id, List.of(item), NOW);
    }

    void finished(String id) {
        move(id, replay -> replay.finish(NOW));
    }

    private void cancelled(String id) {
        move(id, replay -> replay.cancel(false, Command.NONE, NOW));
        move(id, replay -> replay.state().isFinal() ? replay : replay.finish(NOW));
    }

    static Source source(String name) {
        return new Source(name, ExecutionStatus.FAILED, NOW.minusSeconds(100), NOW.minusSeconds(90), 0);
    }
}

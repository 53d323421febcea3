package io.github.sfnreplay.system.select;

import static io.github.sfnreplay.testing.service.ReplayClient.count;
import static io.github.sfnreplay.testing.service.ReplayClient.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.SharedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// What a later execution has made good is not replayed, if that is asked for.
class SupersededTest {

    @RegisterExtension
    static final SharedService service = SharedService.unpaced();

    private final SeededMachine past = SeededMachine.of(service.simulator());

    @Test
    void skipsByTheNameAlone() {
        failed("a-1", "{}", 300);
        failed("b-1", "{}", 290);
        succeeded("a-2", "{}", 200);
        succeeded("b-0", "{}", 400);

        var replay = run("$substringBefore($execution.name, '-')");

        assertSuperseded(replay, "a-1");
        assertThat(service.simulator().calls().of(Action.DESCRIBE_EXECUTION))
                .as("only what is started, and how it ended before, is read")
                .isLessThan(5);
    }

    @Test
    void skipsByTheInput() {
        failed("one", "{\"order\": 1}", 300);
        failed("two", "{\"order\": 2}", 290);
        failed("none", "{}", 280);
        succeeded("later", "{\"order\": 1.0}", 100);
        succeeded("earlier", "{\"order\": 2}", 400);
        succeeded("strange", "[]", 90);

        assertSuperseded(run("order"), "one");
    }

    @Test
    void refusesWhatIsNoExpression() {
        var answer = service.client()
                .post("/replays", past.request("\"filter\": {\"statuses\": [\"FAILED\"]}, \"skipSuperseded\": \"(\""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().toString()).contains("/skipSuperseded");
    }

    private JsonNode run(String key) {
        return service.client()
                .run(past.request("\"filter\": {\"statuses\": [\"FAILED\"]}, \"skipSuperseded\": \"" + key + "\""));
    }

    private static void assertSuperseded(JsonNode replay, String name) {
        assertThat(count(replay, "skipped")).isEqualTo(1);
        assertThat(service.client().items(id(replay)).stream()
                        .filter(item -> item.path("skipReason").asString("").equals("SUPERSEDED")))
                .singleElement()
                .satisfies(
                        item -> assertThat(item.path("sourceName").asString()).isEqualTo(name));
        assertThat(replay.path("request").path("skipSuperseded").asString("")).isNotEmpty();
    }

    private void failed(String name, String input, long secondsAgo) {
        past.simulator.seed(
                past.machine,
                PastExecution.failed(name, input, "Boom", "It broke", past.ago(secondsAgo), past.ago(secondsAgo - 1)));
    }

    private void succeeded(String name, String input, long secondsAgo) {
        past.simulator.seed(
                past.machine,
                PastExecution.succeeded(name, input, "{}", past.ago(secondsAgo), past.ago(secondsAgo - 1)));
    }
}

package io.github.sfnreplay.system.select;

import static io.github.sfnreplay.testing.service.ReplayClient.count;
import static io.github.sfnreplay.testing.service.ReplayClient.state;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.SharedService;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Exactly what the filter says is replayed, and no page more is listed than that takes.
class FilterTest {

    @RegisterExtension
    static final SharedService service = SharedService.unpaced();

    @Test
    void includesTheLowerBoundsAndExcludesTheUpperOnes() {
        var past = SeededMachine.of(service.simulator());
        past.succeeded("early", 1_001, 501);
        past.succeeded("first", 1_000, 500);
        past.succeeded("last", 801, 301);
        past.succeeded("late", 800, 300);

        run(past, "\"startedAfter\": \"" + past.ago(1_000) + "\", \"startedBefore\": \"" + past.ago(800) + "\"");
        assertThat(startedNames()).containsExactly("first-replay-1", "last-replay-1");

        service.simulator().resetCounts();
        run(past, "\"stoppedAfter\": \"" + past.ago(500) + "\", \"stoppedBefore\": \"" + past.ago(300) + "\"", 2);
        assertThat(startedNames()).containsExactly("first-replay-2", "last-replay-2");

        service.simulator().resetCounts();
        run(past, "\"startedAfter\": \"" + past.ago(1_000) + "\", \"stoppedBefore\": \"" + past.ago(500) + "\"", 3);
        assertThat(startedNames()).isEmpty();
    }

    @Test
    void takesNamesThatBeginLiterallyWithThePrefix() {
        var past = SeededMachine.of(service.simulator());
        past.succeeded("a.b-1", 100, 90);
        past.succeeded("aXb-2", 100, 90);
        past.succeeded("x-a.b-3", 100, 90);

        run(past, "\"namePrefix\": \"a.b\"");

        assertThat(startedNames()).containsExactly("a.b-1-replay-1");
    }

    @Test
    void mergesSeveralStatusesInOrder() {
        var past = SeededMachine.of(service.simulator())
                .ended(30, ExecutionStatus.FAILED, "f-")
                .ended(30, ExecutionStatus.TIMED_OUT, "t-")
                .ended(30, ExecutionStatus.ABORTED, "a-")
                .ended(30, ExecutionStatus.SUCCEEDED, "s-");

        var replay = service.client()
                .run(past.request("\"filter\": {\"statuses\": [\"TIMED_OUT\", \"FAILED\", \"ABORTED\"]}"));

        assertThat(count(replay, "total")).isEqualTo(90);
        var items = service.client().items(ReplayClient.id(replay));
        assertThat(items)
                .extracting(item -> item.path("sourceStartedAt").asString())
                .isSorted();
        assertThat(items.subList(0, 3))
                .extracting(item -> item.path("sourceStatus").asString())
                .containsExactly("ABORTED", "FAILED", "TIMED_OUT");
        assertThat(replay.path("verdictCounts").path("fixed").asInt()).isEqualTo(90);
    }

    @Test
    void replaysNamedExecutionsAndTellsWhyNotTheOthers() {
        var past = SeededMachine.of(service.simulator());
        var ended = past.succeeded("ended", 100, 90);
        var replayed = past.succeeded("ended-replay-1", 80, 70);
        var running = past.running("running");
        var missing = past.execution("missing");

        var replay = runNamed(past, "", ended, running, missing, replayed, ended);

        assertThat(state(replay)).isEqualTo("SUCCEEDED");
        assertThat(skipReasonOf(replay, running)).isEqualTo("STILL_RUNNING");
        assertThat(skipReasonOf(replay, missing)).isEqualTo("NOT_FOUND");
        assertThat(count(replay, "total")).isEqualTo(4);
        assertThat(count(replay, "skipped")).isEqualTo(2);
        assertThat(count(replay, "adopted")).as("ended-replay-1 is there").isEqualTo(1);
        assertThat(startedNames()).containsExactly("ended-replay-1-replay-1");
    }

    @Test
    void filtersNamedExecutionsByStatusToo() {
        var past = SeededMachine.of(service.simulator())
                .ended(1, ExecutionStatus.FAILED, "f-")
                .ended(1, ExecutionStatus.SUCCEEDED, "s-");

        var replay = runNamed(past, "\"statuses\": [\"FAILED\"],", past.execution("f-0"), past.execution("s-0"));

        assertThat(count(replay, "total")).isEqualTo(1);
        assertThat(startedNames()).containsExactly("f-0-replay-1");
    }

    @Test
    void leavesReplaysOutAndCountsThem() {
        var past = SeededMachine.of(service.simulator()).succeeded(10);
        past.succeeded("order-3-replay-1", 80, 70);
        past.succeeded("order-3-replay-12", 80, 70);
        past.succeeded("order-replay-0", 80, 70);

        var replay = service.client().run(past.request());

        assertThat(replay.path("plan").path("excludedReplays").asInt()).isEqualTo(2);
        assertThat(count(replay, "total")).isEqualTo(11);
        assertThat(count(replay, "adopted")).isEqualTo(1);
        assertThat(service.simulator().ledger().acceptedStarts()).isEqualTo(10);
    }

    @Test
    void takesEachOnceFromListingsThatRepeatThemselves() {
        var past = SeededMachine.of(service.simulator()).succeeded(500);
        service.simulator().listings(ListingFlaws.none().withRepeatedEntries(7).withLargestPage(40));

        var replay = service.client().run(past.request());

        assertThat(count(replay, "total")).isEqualTo(500);
        assertThat(service.simulator().ledger().acceptedStarts()).isEqualTo(500);
    }

    @Test
    void listsNoFurtherThanTheBoundTells() {
        var past = SeededMachine.of(service.simulator());
        overlapping(past, 2_000);
        service.simulator().listings(ListingFlaws.none().withLargestPage(100));
        var bound = "\"startedAfter\": \"" + past.ago(1_000) + "\"";

        var plan = planned(past, bound);

        assertThat(plan.path("matched").asInt()).isEqualTo(90);
        assertThat(plan.path("listed").asInt()).isLessThan(500);
        assertThat(service.simulator().calls().of(Action.LIST_EXECUTIONS)).isLessThan(12);
    }

    @Test
    void startsOverWhenTokensExpire() {
        var past = SeededMachine.of(service.simulator()).succeeded(400);
        service.simulator().listings(ListingFlaws.none().withLargestPage(20));
        service.simulator().latency(io.github.sfnreplay.simulator.spec.Latency.fixed(java.time.Duration.ofMillis(20)));

        var accepted = service.client().create(past.request());
        for (var expired = 0; expired < 5; expired++) {
            var listed = service.simulator().calls().of(Action.LIST_EXECUTIONS);
            org.awaitility.Awaitility.await()
                    .until(() -> service.simulator().calls().of(Action.LIST_EXECUTIONS) > listed + 2);
            service.simulator().expireTokens();
        }
        service.simulator().latency(io.github.sfnreplay.simulator.spec.Latency.none());
        var replay = service.client().end(ReplayClient.id(accepted));

        assertThat(count(replay, "succeeded")).isEqualTo(400);
        assertThat(service.simulator().ledger().acceptedStarts()).isEqualTo(400);
    }

    /// One every ten seconds, each running for 25 seconds or 5, so that they do not end in the order they began.
    static void overlapping(SeededMachine past, int count) {
        for (var i = 0; i < count; i++) {
            var start = 110 + i * 10L;
            past.succeeded("each-" + i, start, start - (i % 2 == 0 ? 25 : 5));
        }
    }

    static JsonNode planned(SeededMachine past, String bounds) {
        var request = past.request("\"filter\": {\"statuses\": [\"SUCCEEDED\"], " + bounds + "}, \"dryRun\": true");
        var accepted = service.client().create(request);
        return service.client().awaitState(ReplayClient.id(accepted), "PLANNED").path("plan");
    }

    private static JsonNode run(SeededMachine past, String bounds) {
        return run(past, bounds, 1);
    }

    private static JsonNode run(SeededMachine past, String bounds, int attempt) {
        return service.client()
                .run(past.request(
                        "\"filter\": {\"statuses\": [\"SUCCEEDED\"], " + bounds + "}, \"attempt\": " + attempt));
    }

    private static JsonNode runNamed(SeededMachine past, String more, String... arns) {
        var list = Arrays.stream(arns).map(arn -> '"' + arn + '"').collect(joining(", "));
        return service.client().run(past.request("\"filter\": {" + more + "\"executionArns\": [" + list + "]}"));
    }

    private static String skipReasonOf(JsonNode replay, String source) {
        return service.client().items(ReplayClient.id(replay)).stream()
                .filter(item -> item.path("sourceExecutionArn").asString().equals(source))
                .map(item -> item.path("skipReason").asString())
                .collect(joining());
    }

    private static List<String> startedNames() {
        return service.simulator().ledger().starts().stream()
                .map(LedgerEntry::name)
                .sorted()
                .toList();
    }
}

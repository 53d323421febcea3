package io.github.sfnreplay.system.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.testing.service.PastExecutions;
import io.github.sfnreplay.testing.service.TestService;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How the ends of replays compare with the ends of their sources.
class VerdictTest {

    private static final String ALL =
            "\"filter\": {\"statuses\": [\"SUCCEEDED\", \"FAILED\", \"TIMED_OUT\", \"ABORTED\"]}";

    private final TestService service = TestService.shared();
    private final String machine = service.machine();

    private enum Past {
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        ABORTED
    }

    private enum Now {
        SAME_OUTPUT,
        OTHER_OUTPUT,
        SAME_ERROR,
        OTHER_ERROR,
        TIMED_OUT,
        ABORTED;

        Outcome outcome() {
            return switch (this) {
                case SAME_OUTPUT -> Outcome.succeeded("{\"a\":1}");
                case OTHER_OUTPUT -> Outcome.succeeded("{\"a\":2}");
                case SAME_ERROR -> Outcome.failed("E.One", "why");
                case OTHER_ERROR -> Outcome.failed("E.Two", "why");
                case TIMED_OUT -> Outcome.timedOut();
                case ABORTED -> Outcome.aborted(null, null);
            };
        }
    }

    private static String expected(Past past, Now now, boolean output) {
        var succeeded = now == Now.SAME_OUTPUT || now == Now.OTHER_OUTPUT;
        if (past == Past.SUCCEEDED) {
            if (!succeeded) {
                return "REGRESSED";
            }
            return !output ? "SAME_OUTCOME" : now == Now.SAME_OUTPUT ? "IDENTICAL" : "OUTPUT_CHANGED";
        }
        if (succeeded) {
            return "FIXED";
        }
        var same = switch (past) {
            case FAILED -> now == Now.SAME_ERROR;
            case TIMED_OUT -> now == Now.TIMED_OUT;
            case ABORTED -> now == Now.ABORTED;
            default -> false;
        };
        return same ? "STILL_FAILING" : "FAILED_DIFFERENTLY";
    }

    @ParameterizedTest
    @ValueSource(strings = {"OUTCOME", "OUTPUT"})
    void everyPairOfEndsHasItsVerdict(String follow) {
        var wanted = new HashMap<String, String>();
        for (var past : Past.values()) {
            for (var now : Now.values()) {
                var name = past + "-" + now;
                service.simulator().seed(machine, past(name, past));
                wanted.put(name, expected(past, now, follow.equals("OUTPUT")));
            }
        }
        service.simulator()
                .behaviour(run -> Now.valueOf(run.name().split("-", -1)[1]).outcome());
        var run = service.create(machine, ALL + ", \"follow\": \"" + follow + "\"");
        var replay = run.await("PARTIALLY_SUCCEEDED");
        var seen = new HashMap<String, String>();
        run.items()
                .forEach(item -> seen.put(
                        item.at("/sourceName").asString(), item.at("/verdict").asString()));
        assertThat(seen).isEqualTo(wanted);
        assertThat(replay.at("/verdictCounts/fixed").asInt()).isEqualTo(6);
        assertThat(replay.at("/verdictCounts/regressed").asInt()).isEqualTo(4);
        assertThat(replay.at("/verdictCounts/stillFailing").asInt()).isEqualTo(3);
        assertThat(replay.at("/verdictCounts/failedDifferently").asInt()).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(Past.class)
    void whatIsNotFollowedHasNoVerdict(Past past) {
        service.simulator().seed(machine, past("one", past));
        var run = service.create(machine, ALL + ", \"follow\": \"NONE\"");
        run.await("SUCCEEDED");
        assertThat(run.item("one").at("/verdict").isMissingNode()).isTrue();
        assertThat(run.item("one").at("/state").asString()).isEqualTo("STARTED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":1,"b":[1,2]}  | {"b":[1,2],"a":1}   | IDENTICAL
            {"a":1.0}          | {"a":1}             | IDENTICAL
            {"a":100}          | {"a":1e2}           | IDENTICAL
            {"a":0.1}          | {"a":0.10}          | IDENTICAL
            {"a":"é"}          | {"a":"\\u00e9"}     | IDENTICAL
            {"a":1}            | {"a":"1"}           | OUTPUT_CHANGED /a
            {"a":[1,2]}        | {"a":[2,1]}         | OUTPUT_CHANGED /a/0 /a/1
            {"a":{"b/c":1}}    | {"a":{"b/c":2}}     | OUTPUT_CHANGED /a/b~1c
            {"a":1}            | {"b":1}             | OUTPUT_CHANGED /a /b
            {"a":null}         | {}                  | OUTPUT_CHANGED /a
            9007199254740993   | 9007199254740992    | OUTPUT_CHANGED
            """)
    void outputsAreComparedAsJson(String before, String after, String expected) {
        service.simulator()
                .seed(
                        machine,
                        PastExecution.succeeded(
                                "one", "{}", before, PastExecutions.started(0), PastExecutions.stopped(0)));
        service.simulator().behaviour(run -> Outcome.succeeded(after));
        var run = service.create(machine, ALL + ", \"follow\": \"OUTPUT\"");
        run.await("SUCCEEDED");
        var item = run.item("one");
        var words = expected.split(" ");
        assertThat(item.at("/verdict").asString()).isEqualTo(words[0]);
        assertThat(item.at("/changedPaths"))
                .extracting(path -> path.asString())
                .containsAll(Arrays.asList(words).subList(1, words.length));
        assertThat(item.at("/changedPaths").toString()).doesNotContain("9007");
    }

    @Test
    void atMostTwentyChangedPathsAreTold() {
        var before = new StringBuilder("[0");
        var after = new StringBuilder("[1");
        for (var i = 1; i < 50; i++) {
            before.append(",0");
            after.append(",1");
        }
        service.simulator()
                .seed(
                        machine,
                        PastExecution.succeeded(
                                "one", "{}", before + "]", PastExecutions.started(0), PastExecutions.stopped(0)));
        service.simulator().behaviour(run -> Outcome.succeeded(after + "]"));
        var run = service.create(machine, ALL + ", \"follow\": \"OUTPUT\"");
        run.await("SUCCEEDED");
        assertThat(run.item("one").at("/changedPaths")).hasSize(20);
    }

    @Test
    void anOutputThatCannotBeReadIsNotComparable() {
        var arn = service.simulator().seed(machine, PastExecutions.succeeded("one", "{}", 0));
        service.simulator().behaviour(run -> Outcome.endless());
        var run = service.create(machine, ALL + ", \"follow\": \"OUTPUT\", \"inputTransform\": \"$\"");
        run.until(replay -> replay.at("/itemCounts/running").asInt() == 1);
        service.simulator().expire(arn);
        service.simulator()
                .finish(service.simulator().ledger().starts().getFirst().executionArn(), Outcome.succeeded("{}"));
        run.await("SUCCEEDED");
        assertThat(run.item("one").at("/verdict").asString()).isIn("NOT_COMPARABLE", "IDENTICAL");
    }

    @Test
    void failuresAreGroupedByErrorAndByWhatTheirCausesHaveInCommon() {
        service.seed(machine, 9, i -> PastExecutions.failed(PastExecutions.name(i), "{}", i));
        service.simulator().behaviour(run -> {
            var i = Integer.parseInt(run.name().substring(2, 5));
            return switch (i % 3) {
                case 0 -> Outcome.failed("Order.Broken", "order " + (1_000 + i) + " is broken");
                case 1 ->
                    i == 7
                            ? Outcome.succeeded("{}")
                            : Outcome.failed("Order.New", "id 3f2504e0-4f89-11d3-9a0c-0305e82c330" + i);
                default -> Outcome.failed("Order.New", "something else");
            };
        });
        var run = service.replay(machine, "");
        var groups = run.await("PARTIALLY_SUCCEEDED").at("/failureGroups");
        assertThat(groups).hasSize(3);
        var counts = new HashMap<String, Integer>();
        groups.forEach(group -> counts.put(
                group.at("/error").asString() + " " + group.at("/sameAsSource").asString(),
                group.at("/count").asInt()));
        assertThat(counts).containsEntry("Order.Broken true", 3);
        assertThat(List.of(
                        groups.get(0).at("/count").asInt(),
                        groups.get(1).at("/count").asInt(),
                        groups.get(2).at("/count").asInt()))
                .isEqualTo(List.of(3, 3, 2));
        assertThat(groups)
                .allSatisfy(group ->
                        assertThat(group.at("/sampleExecutionArn").asString()).contains(":execution:"));
    }

    @Test
    void theDataOfAnItemIsComplete() {
        service.seedFailed(machine, 1);
        service.simulator().behaviour(run -> Outcome.failed("Order.New", "x".repeat(3_000)));
        var run = service.replay(machine, "");
        run.await("FAILED");
        var item = run.item("e-000");
        assertThat(item.at("/error").asString()).isEqualTo("Order.New");
        assertThat(item.at("/cause").asString()).hasSize(1_024);
        assertThat(item.at("/failureKind").asString()).isEqualTo("EXECUTION_FAILED");
        assertThat(Map.of(
                        "startedAt", item.at("/startedAt").isMissingNode(),
                        "stoppedAt", item.at("/stoppedAt").isMissingNode(),
                        "durationDeltaMillis", item.at("/durationDeltaMillis").isMissingNode()))
                .doesNotContainValue(true);
        for (var arn : List.of("sourceExecutionArn", "replayExecutionArn")) {
            assertThat(run.items("&executionArn=" + item.at("/" + arn).asString()))
                    .hasSize(1);
        }
    }

    @Test
    void theDatesOfWhatWasAdoptedAreToldThoughNoListingShowedIt() {
        service.seedFailed(machine, 2);
        service.simulator().listings(ListingFlaws.none().withLag(Duration.ofMinutes(5)));
        service.replay(machine, "").await("SUCCEEDED");
        var run = service.replay(machine, "");
        assertThat(run.await("SUCCEEDED").at("/itemCounts/adopted").asInt()).isEqualTo(2);
        assertThat(run.items()).allSatisfy(item -> {
            assertThat(item.at("/startedAt").asString()).startsWith("20");
            assertThat(item.at("/durationDeltaMillis").isMissingNode()).isFalse();
        });
    }

    private static PastExecution past(String name, Past past) {
        var start = PastExecutions.started(0);
        var stop = PastExecutions.stopped(0);
        return switch (past) {
            case SUCCEEDED -> PastExecution.succeeded(name, "{}", "{\"a\":1}", start, stop);
            case FAILED -> PastExecution.failed(name, "{}", "E.One", "why", start, stop);
            case TIMED_OUT -> PastExecution.timedOut(name, "{}", start, stop);
            case ABORTED -> PastExecution.aborted(name, "{}", start, stop);
        };
    }
}

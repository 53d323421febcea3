package io.github.sfnreplay.system.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.testing.service.PastExecutions;
import io.github.sfnreplay.testing.service.ReplayHandle;
import io.github.sfnreplay.testing.service.TestService;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is selected by error and input, and with which input it is started.
class SelectionTest {

    private final TestService service = TestService.shared();
    private final String machine = service.machine();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "Lambda.*"                  | b c
            "Lambda.Timeout"            | b
            "*.Timeout"                 | b d
            "L*a.*o*t", "States.*"      | b d
            "*"                         | b c d
            "lambda.*"                  | none
            "Lambda"                    | none
            """)
    void selectsByTheNameOfTheError(String globs, String expected) {
        seedError("a", null);
        seedError("b", "Lambda.Timeout");
        seedError("c", "Lambda.Unknown");
        seedError("d", "States.Timeout");
        var run = service.create(
                machine,
                "\"dryRun\": true, \"filter\": {\"statuses\": [\"FAILED\", \"TIMED_OUT\"], \"errors\": [" + globs
                        + "]}");
        run.await("PLANNED");
        assertThat(sources(run)).isEqualTo(expected.equals("none") ? List.of() : List.of(expected.split(" ")));
    }

    @Test
    void anExecutionThatSucceededHasNoErrorToBeRead() {
        service.seed(machine, 20, i -> PastExecutions.succeeded(PastExecutions.name(i), "{\"id\": " + i + "}", i));
        var run = service.create(
                machine,
                "\"dryRun\": true, \"filter\": {\"statuses\": [\"FAILED\", \"SUCCEEDED\"], \"errors\": [\"*\"]}");
        assertThat(run.await("PLANNED").at("/plan/matched").asInt()).isZero();
        assertThat(reads()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amount > 2                                   | e-003 e-004
            customer.tier = 'gold'                       | e-000 e-002 e-004
            $execution.name = 'e-001'                    | e-001
            $execution.status = 'FAILED' and amount < 1  | e-000
            $contains($execution.arn, 'e-002')           | e-002
            missing                                      | none
            """)
    void selectsByTheInput(String predicate, String expected) {
        service.seed(
                machine,
                5,
                i -> PastExecutions.failed(
                        PastExecutions.name(i),
                        "{\"amount\": %d, \"customer\": {\"tier\": \"%s\"}}".formatted(i, i % 2 == 0 ? "gold" : "blue"),
                        i));
        var run = service.create(
                machine,
                "\"dryRun\": true, \"filter\": {\"statuses\": [\"FAILED\"], \"inputMatches\": \"" + predicate + "\"}");
        run.await("PLANNED");
        assertThat(sources(run)).isEqualTo(expected.equals("none") ? List.of() : List.of(expected.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OLDEST_FIRST", "NEWEST_FIRST"})
    void ofThoseThatShareAKeyTheNewestStaysAndThoseWithoutKeyStay(String order) {
        var keys = List.of("1", "2", "1", "null", "1", "2", "null");
        service.seed(
                machine,
                7,
                i -> PastExecutions.failed(
                        PastExecutions.name(i),
                        keys.get(i).equals("null") ? "{\"other\": 1}" : "{\"id\": " + keys.get(i) + "}",
                        i));
        var run = service.replay(machine, "\"distinctBy\": \"id\", \"order\": \"" + order + "\"");
        assertThat(run.ended().at("/itemCounts/skipped").asInt()).isEqualTo(3);
        assertThat(run.items("&state=SKIPPED"))
                .extracting(item -> item.at("/sourceName").asString()
                        + item.at("/skipReason").asString())
                .containsExactlyInAnyOrder("e-000DUPLICATE", "e-001DUPLICATE", "e-002DUPLICATE");
        assertThat(service.startedNames())
                .containsExactlyInAnyOrder("e-003-replay-1", "e-004-replay-1", "e-005-replay-1", "e-006-replay-1");
    }

    @Test
    void startsWithTheTransformedInput() {
        service.seedFailed(machine, 2);
        var transform = "$merge([$, {'of': $execution.name, 'was': $execution.status}])";
        service.replay(machine, "\"inputTransform\": \"" + transform + "\"").await("SUCCEEDED");
        assertThat(inputs())
                .isEqualTo(Map.of(
                        "e-000-replay-1", "{\"id\":0,\"of\":\"e-000\",\"was\":\"FAILED\"}",
                        "e-001-replay-1", "{\"id\":1,\"of\":\"e-001\",\"was\":\"FAILED\"}"));
    }

    @Test
    void anInputThatIsNotTransformedIsSentByteForByte() {
        var input = " {\"b\" : 1.0,\n\t\"a\":\"\\u00e9é\", \"a\": 2 } ";
        service.simulator().seed(machine, PastExecutions.failed("odd", input, 1));
        service.replay(machine, "").await("SUCCEEDED");
        assertThat(inputs()).containsValue(input);
    }

    @Test
    void anInputThatCannotBeTransformedFailsItsItemAlone() {
        service.simulator().seed(machine, PastExecutions.failed("broken", "{\"n\": \"abc\"}", 1));
        service.simulator().seed(machine, PastExecutions.failed("nothing", "{\"m\": 1}", 2));
        service.simulator().seed(machine, PastExecutions.failed("large", "{\"n\": 300000}", 3));
        service.simulator().seed(machine, PastExecutions.failed("good", "{\"n\": \"3\"}", 4));
        var run = service.replay(
                machine, "\"inputTransform\": \"$exists(n) ? {'pad': $pad('', $number(n), 'x')} : missing\"");
        var replay = run.ended();
        assertThat(replay.at("/state").asString()).isEqualTo("PARTIALLY_SUCCEEDED");
        for (var name : List.of("broken", "nothing", "large")) {
            var item = run.item(name);
            assertThat(item.at("/state").asString()).as("%s", item).isEqualTo("FAILED");
            assertThat(item.at("/failureKind").asString()).isEqualTo("INPUT_INVALID");
            assertThat(item.at("/detail").asString()).isNotBlank();
        }
        assertThat(inputs()).isEqualTo(Map.of("good-replay-1", "{\"pad\":\"xxx\"}"));
    }

    @Test
    void aNameThatWasGivenToAnotherInputIsTaken() {
        service.seedFailed(machine, 2);
        service.replay(machine, "\"inputTransform\": \"{'v': id}\"").await("SUCCEEDED");
        var run = service.replay(machine, "\"inputTransform\": \"{'v': id * 2}\"");
        var replay = run.ended();
        assertThat(replay.at("/itemCounts/adopted").asInt()).isEqualTo(1);
        assertThat(run.item("e-000").at("/state").asString()).isEqualTo("SUCCEEDED");
        var taken = run.item("e-001");
        assertThat(taken.at("/failureKind").asString()).isEqualTo("NAME_TAKEN");
        assertThat(taken.at("/detail").asString()).contains("use another attempt");
        assertThat(service.startedNames()).hasSize(2);
    }

    @Test
    void theSameTransformedInputIsAdopted() {
        service.seedFailed(machine, 3);
        var transform = "\"inputTransform\": \"$merge([$, {'again': true}])\"";
        service.replay(machine, transform).await("SUCCEEDED");
        var run = service.replay(machine, transform);
        var replay = run.await("SUCCEEDED");
        assertThat(replay.at("/itemCounts/adopted").asInt()).isEqualTo(3);
        assertThat(replay.at("/stateReason").asString()).isEqualTo("NOTHING_STARTED");
        assertThat(service.startedNames()).hasSize(3);
        assertThat(run.items())
                .allSatisfy(item ->
                        assertThat(item.at("/startedAt").isMissingNode()).isFalse());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "filter": {"statuses": ["FAILED"], "inputMatches": "a = ("} | /filter/inputMatches
            "filter": {"statuses": ["FAILED"]}, "distinctBy": "a ]"     | /distinctBy
            "filter": {"statuses": ["FAILED"]}, "inputTransform": "{a"  | /inputTransform
            """)
    void aBrokenExpressionIsRefusedWithItsPosition(String request, String pointer) {
        var answer = service.tryCreate(machine, request);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(answer.text("/errors/0/detail")).containsPattern("[0-9]");
    }

    @Test
    void whatThePlanHasReadTheRunNeedNotReadAgain() {
        service.seedFailed(machine, 100);
        var run = service.create(
                machine,
                "\"dryRun\": true, \"filter\": {\"statuses\": [\"FAILED\"], \"inputMatches\": \"id >= 0\"}, \"follow\":"
                        + " \"NONE\"");
        run.await("PLANNED");
        run.confirmed().await("SUCCEEDED");
        assertThat(service.startedNames()).hasSize(100);
        assertThat(reads()).as("reads, with some probes of the history").isBetween(100L, 110L);
    }

    @Test
    void toCompareOutputsOnlyTheOutputIsReadWhereTheInputIsKnown() {
        service.seed(machine, 20, i -> PastExecutions.succeeded(PastExecutions.name(i), "{\"id\": " + i + "}", i));
        var run = service.create(
                machine,
                "\"dryRun\": true, \"follow\": \"OUTPUT\", \"filter\": {\"statuses\": [\"SUCCEEDED\"], \"inputMatches\":"
                        + " \"id >= 0\"}");
        run.await("PLANNED");
        service.simulator().resetCounts();
        run.confirmed().await("SUCCEEDED");
        assertThat(run.now().at("/verdictCounts/identical").asInt()).isEqualTo(20);
        var readInputsAgain = service.simulator().calls().of(Action.GET_EXECUTION_HISTORY);
        assertThat(readInputsAgain).as("two ends of twenty executions").isLessThanOrEqualTo(42);
    }

    @Test
    void withoutExpressionsPlanningReadsNothing() {
        service.seedFailed(machine, 10);
        service.replay(machine, "\"dryRun\": true").await("PLANNED");
        assertThat(reads()).isZero();
    }

    private long reads() {
        var calls = service.simulator().calls();
        return calls.of(Action.DESCRIBE_EXECUTION) + calls.of(Action.GET_EXECUTION_HISTORY);
    }

    private Map<String, String> inputs() {
        return service.simulator().ledger().starts().stream()
                .collect(Collectors.toMap(LedgerEntry::name, LedgerEntry::input));
    }

    private static List<String> sources(ReplayHandle run) {
        return run.items().stream()
                .map(item -> item.at("/sourceName").asString())
                .toList();
    }

    private void seedError(String name, @org.jspecify.annotations.Nullable String error) {
        var second = name.charAt(0);
        service.simulator()
                .seed(
                        machine,
                        error == null
                                ? PastExecution.timedOut(
                                        name, "{}", PastExecutions.started(second), PastExecutions.stopped(second))
                                : PastExecution.failed(
                                        name,
                                        "{}",
                                        error,
                                        "why",
                                        PastExecutions.started(second),
                                        PastExecutions.stopped(second)));
    }
}

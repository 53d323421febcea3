package io.github.sfnreplay.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ApiTest
class InspectingTest {

    private static final String EVALUATE = "/expressions/evaluate";
    private static final String SUMMARY = "/executions/summary";

    @Autowired
    private Api api;

    @BeforeEach
    void clear() {
        api.clear();
    }

    @Test
    void showsTheInputOfAnItemAsAwsTellsIt() {
        var id = api.created(Api.SMALLEST);
        api.planned(id, 3);

        assertThat(Api.text(api.get("/replays/" + id + "/items/0/input")))
                .isEqualTo("{\"input\":{\"id\": 1.50, \"big\": 12345678901234567890},\"newInput\":{\"n\": 1}}");
        assertThat(Api.text(api.get("/replays/" + id + "/items/1/input"))).isEqualTo("{}");
        assertThat(api.get("/replays/" + id + "/items/2/input"))
                .bodyJson()
                .extractingPath("$.newInputError")
                .asMap()
                .containsEntry("error", "is no input")
                .containsEntry("position", 4);
    }

    @ParameterizedTest
    @CsvSource({
        "/items/3/input, 404, not-found",
        "/items/2147483648/input, 400, validation-failed",
        "/items/-1/input, 400, validation-failed",
        "/items/x/input, 400, validation-failed"
    })
    void knowsNoSuchItem(String path, int status, String type) {
        var id = api.created(Api.SMALLEST);
        api.planned(id, 3);

        assertProblem(api.get("/replays/" + id + path), status, type);
        assertProblem(api.get("/replays/none/items/0/input"), 404, "replay-not-found");
    }

    @Test
    void summarizesAllStatusesUnlessSomeAreNamed() {
        assertThat(api.post(SUMMARY, "{\"stateMachineArn\": \"%s\"}".formatted(Api.MACHINE)))
                .hasStatus(200)
                .bodyJson()
                .isEqualTo("""
                        {"byStatus": {"SUCCEEDED": 2, "FAILED": 2, "TIMED_OUT": 2, "ABORTED": 2},
                         "byHour": [{"start": "2026-11-01T08:00:00.000Z", "byStatus": {"FAILED": 2}}],
                         "errors": [{"error": "E", "count": 2, "sampleExecutionArn": "%sa"}],
                         "sampled": 2, "of": 4, "complete": false}
                        """.formatted(Api.EXECUTION), JsonCompareMode.STRICT);
        assertThat(api.post(SUMMARY, Api.SMALLEST))
                .bodyJson()
                .extractingPath("$.byStatus")
                .asMap()
                .containsOnlyKeys("SUCCEEDED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"inputMatches": "a"}                                             | /filter/inputMatches
            {"executionArns": ["%sa"]}                                        | /filter/executionArns
            {"statuses": ["SUCCEEDED"], "errors": ["E"]}                      | /filter/errors
            {"startedAfter": "2026-11-02T00:00:00Z", "startedBefore": "2026-11-01T00:00:00Z"} | /filter/startedBefore
            {"stati": []}                                                     | /filter/stati
            """)
    void refusesToSummarize(String filter, String pointer) {
        assertFault(
                api.post(
                        SUMMARY,
                        "{\"stateMachineArn\": \"%s\", \"filter\": %s}"
                                .formatted(Api.MACHINE, filter.replace("%s", Api.EXECUTION))),
                pointer);
    }

    @Test
    void evaluatesOnTheNewestExecutionUnlessAnotherIsNamed() {
        var answer = api.post(
                EVALUATE,
                "{\"stateMachineArn\": \"%s:PROD\", \"inputMatches\": \"a\", \"distinctBy\": \"b\", \"inputTransform\": \"c(\"}"
                        .formatted(Api.MACHINE));

        assertThat(answer).hasStatus(200);
        assertThat(Api.text(answer))
                .isEqualTo("{\"executionArn\":\"%snewest\",\"input\":{\"id\": 1.50, \"big\": 12345678901234567890},"
                                .formatted(Api.EXECUTION)
                        + "\"inputMatches\":{\"value\":true},\"distinctBy\":{},"
                        + "\"inputTransform\":{\"error\":\"has no closing bracket\",\"position\":3}}");
        assertThat(api.post(
                        EVALUATE,
                        "{\"stateMachineArn\": \"%s\", \"executionArn\": \"%sone\"}"
                                .formatted(Api.MACHINE, Api.EXECUTION)))
                .bodyJson()
                .extractingPath("$.executionArn")
                .isEqualTo(Api.EXECUTION + "one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.50", "12345678901234567890", "1E+400", "null", "\"text\"", "[]", "{\"a\":0.10}"})
    void evaluatesOnAGivenInputWithoutChangingANumber(String input) {
        var answer = api.post(EVALUATE, "{\"stateMachineArn\": \"%s\", \"input\": %s}".formatted(Api.MACHINE, input));

        assertThat(answer).hasStatus(200);
        assertThat(Api.text(answer)).isEqualTo("{\"input\":" + input + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "input": 5, "executionArn": "arn:aws:states:ap-northeast-1:123456789012:execution:TestStateMachine:a" | /input
            "executionArn": "arn:aws:states:ap-northeast-1:123456789012:execution:Another:a" | /executionArn
            "executionArn": "x"                                               | /executionArn
            "inputMatches": ""                                                | /inputMatches
            "inputTransform": 5                                               | /inputTransform
            "expression": "a"                                                 | /expression
            """)
    void refusesToEvaluate(String fields, String pointer) {
        assertFault(api.post(EVALUATE, "{\"stateMachineArn\": \"%s\", %s}".formatted(Api.MACHINE, fields)), pointer);
    }

    @Test
    void listsMachinesPageByPage() {
        assertThat(api.get("/state-machines?region=ap-northeast-1"))
                .hasStatus(200)
                .bodyJson()
                .isEqualTo("""
                {"stateMachines": [{"stateMachineArn": "%s", "name": "TestStateMachine", "type": "STANDARD",
                 "replayable": true}], "nextPageToken": "next"}
                """.formatted(Api.MACHINE), JsonCompareMode.STRICT);
        assertThat(api.get("/state-machines?region=ap-northeast-1&pageToken=next"))
                .bodyJson()
                .isEqualTo("""
                {"stateMachines": [{"stateMachineArn": "%s2", "name": "TestStateMachine2", "type": "EXPRESS",
                 "replayable": false, "whyNotReplayable": "keeps no list"}]}
                """.formatted(Api.MACHINE), JsonCompareMode.STRICT);
        assertProblem(api.get("/state-machines?region=ap-northeast-1&pageToken=x"), 400, "invalid-page-token");
    }

    @Test
    void listsVersionsAndAliases() {
        assertThat(api.get("/state-machines/versions?stateMachineArn=" + Api.MACHINE))
                .hasStatus(200)
                .bodyJson()
                .isEqualTo("""
                {"versions": [{"stateMachineArn": "%1$s:2", "createdAt": "2026-11-22T10:00:00.000Z"}],
                 "aliases": [{"stateMachineArn": "%1$s:PROD", "createdAt": "2026-11-22T10:00:00.000Z"}]}
                """.formatted(Api.MACHINE), JsonCompareMode.STRICT);
    }

    @ParameterizedTest
    @CsvSource({
        "/state-machines, region",
        "/state-machines?region=, region",
        "/state-machines?region=mars, region",
        "/state-machines?region=eu-west-1&region=eu-west-2, region",
        "/state-machines?region=eu-west-1&pageSize=5, pageSize",
        "/state-machines/versions, stateMachineArn",
        "/state-machines/versions?stateMachineArn=x, stateMachineArn"
    })
    void refusesAParameter(String path, String name) {
        assertThat(api.get(path))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[*].parameter")
                .asArray()
                .containsExactly(name);
    }

    private static void assertFault(MvcTestResult answer, String pointer) {
        assertThat(answer)
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[*].pointer")
                .asArray()
                .containsExactly(pointer);
    }

    private static void assertProblem(MvcTestResult answer, int status, String type) {
        assertThat(answer).hasStatus(status).bodyJson().extractingPath("$.type").isEqualTo("/problems/" + type);
    }
}

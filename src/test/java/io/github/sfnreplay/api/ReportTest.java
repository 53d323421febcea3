package io.github.sfnreplay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.github.sfnreplay.replay.FailureKind;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.SkipReason;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ApiTest
class ReportTest {

    @Autowired
    private Api api;

    @Autowired
    private MockMvcTester mvc;

    private String id = "";
    private List<Item> items = List.of();

    @BeforeEach
    void plan() {
        api.clear();
        id = api.created(Api.SMALLEST);
        items = api.planned(id, 3);
    }

    @Test
    void isCsvWithAHeaderUnlessAskedOtherwise() {
        api.save(id, items.get(1).failed(FailureKind.INPUT_INVALID, "a\"b", "x,\r\ny"));

        var answer = api.get(path(""));

        assertThat(answer).hasStatus(200).hasContentType("text/csv;charset=UTF-8;header=present");
        assertThat(answer.getResponse().getHeader("Content-Disposition"))
                .isEqualTo("attachment; filename=\"replay-" + id + ".csv\"");
        assertThat(Api.text(answer).split("\r\n(?=[i0-9])"))
                .hasSize(4)
                .startsWith(
                        "index,sourceExecutionArn,sourceName,sourceStatus,sourceStartedAt,sourceStoppedAt,state,adopted,"
                                + "replayName,replayExecutionArn,startedAt,stoppedAt,attempt,skipReason,failureKind,error,"
                                + "cause,detail,verdict,changedPaths,durationDeltaMillis",
                        "0," + Api.EXECUTION + "source-0,source-0,FAILED,2026-11-22T09:58:20.000Z,"
                                + "2026-11-22T09:58:30.000Z,PENDING,false,source-0-replay-1,,,,1,,,,,,,,",
                        "1," + Api.EXECUTION + "source-1,source-1,FAILED,2026-11-22T09:58:20.000Z,"
                                + "2026-11-22T09:58:30.000Z,FAILED,false,source-1-replay-1,,,,1,,INPUT_INVALID,"
                                + "\"a\"\"b\",,\"x,\r\ny\",,,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    void defusesWhatASpreadsheetTakesForAFormula(String text) {
        api.save(id, items.getFirst().failed(FailureKind.INPUT_INVALID, text, "why"));

        assertThat(Api.text(api.get(path("?state=FAILED")))).contains("'" + text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/csv                                      | ''            | text/csv
            application/x-ndjson                          | ''            | application/x-ndjson
            text/html,*/*;q=0.8                           | ''            | text/csv
            text/csv;q=0.5,application/x-ndjson           | ''            | application/x-ndjson
            text/*                                        | ''            | text/csv
            text/csv                                      | format=ndjson | application/x-ndjson
            application/json                              | format=csv    | text/csv
            """)
    void isWrittenAsAskedFor(String accept, String query, String type) {
        var answer = mvc.get().uri(path("?" + query)).header("Accept", accept).exchange();

        assertThat(answer).hasStatus(200);
        assertThat(answer.getResponse().getContentType()).startsWith(type);
    }

    @Test
    void hasOneObjectALineAsNdjson() {
        var lines = Api.text(api.get(path("?format=ndjson"))).lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(2))
                .satisfies(line ->
                        assertThat(JsonPath.<String>read(line, "$.sourceName")).isEqualTo("source-2"));
    }

    @Test
    void holdsTheItemsOfTheStatesAskedFor() {
        api.save(id, items.get(1).skipped(SkipReason.DUPLICATE, null));
        api.save(id, items.get(2).failed(FailureKind.INPUT_INVALID, null, "why"));

        assertThat(Api.text(api.get(path("?format=ndjson&state=SKIPPED&state=FAILED")))
                        .lines())
                .extracting(line -> JsonPath.<String>read(line, "$.sourceName"))
                .containsExactly("source-1", "source-2");
    }

    @Test
    void goesOverAllBatches() {
        api.clear();
        id = api.created(Api.SMALLEST);
        api.planned(id, 2_500);

        assertThat(Api.text(api.get(path("?format=ndjson"))).lines()).hasSize(2_500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "garbage", "text/csv;q=2", "text/csv;q=0", "/", "many"})
    void isNotGivenAsSomethingElse(String accept) {
        var header = accept.equals("many") ? String.join(",", Collections.nCopies(200, "text/html")) : accept;

        assertProblem(mvc.get().uri(path("")).header("Accept", header).exchange(), 406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"format=xml", "format=", "state=DONE", "format=csv&format=csv", "pageSize=5"})
    void refusesAParameter(String query) {
        assertProblem(
                mvc.get().uri(path("?" + query)).header("Accept", "text/csv").exchange(), 400, "validation-failed");
    }

    @Test
    void isOfAReplayThatIsThere() {
        assertProblem(api.get("/replays/none/report"), 404, "replay-not-found");
    }

    private static void assertProblem(MvcTestResult answer, int status, String type) {
        assertThat(answer).hasStatus(status).hasContentType("application/problem+json");
        assertThat(answer).bodyJson().extractingPath("$.type").isEqualTo("/problems/" + type);
    }

    private String path(String query) {
        return "/replays/" + id + "/report" + query;
    }
}

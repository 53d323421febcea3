package io.github.sfnreplay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.github.sfnreplay.replay.FailureKind;
import io.github.sfnreplay.replay.Result;
import io.github.sfnreplay.replay.Verdict;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@ApiTest
class LookingTest {

    @Autowired
    private Api api;

    @Autowired
    private MockMvcTester mvc;

    @BeforeEach
    void clear() {
        api.clear();
    }

    @Test
    void answersNotModifiedUntilSomethingChanges() {
        var id = api.created(Api.SMALLEST);
        var tag = String.valueOf(api.get("/replays/" + id).getResponse().getHeader("ETag"));

        assertThat(mvc.get().uri("/replays/" + id).header("If-None-Match", tag)).hasStatus(304);
        api.began(id);
        assertThat(mvc.get().uri("/replays/" + id).header("If-None-Match", tag)).hasStatus(200);
    }

    @Test
    void asksToPollUntilTheEnd() {
        var id = api.created(Api.SMALLEST);
        assertThat(api.get("/replays/" + id)).headers().containsHeader("Retry-After");

        api.planned(id, 0);
        api.finished(id);

        assertThat(api.get("/replays/" + id)).hasStatus(200).headers().doesNotContainHeader("Retry-After");
    }

    @Test
    void asksNotToPollWhatOnlyAPersonMovesOn() {
        var planned = api.created(Api.SMALLEST.replace("}}", "}, \"dryRun\": true}"));
        api.planned(planned, 1);
        var paused = api.created(Api.SMALLEST);
        api.planned(paused, 1);
        api.post("/replays/" + paused + "/pause");

        assertThat(api.get("/replays/" + planned)).headers().doesNotContainHeader("Retry-After");
        assertThat(api.get("/replays/" + paused)).headers().doesNotContainHeader("Retry-After");
        assertThat(api.post("/replays/" + paused + "/resume")).headers().containsHeader("Retry-After");
    }

    @Test
    void takesAPageSizeAboveTheMaximumForTheMaximum() {
        var id = api.created(Api.SMALLEST);
        api.planned(id, 1_001);

        assertThat(api.get("/replays/" + id + "/items?pageSize=5000"))
                .hasStatus(200)
                .bodyJson()
                .extractingPath("$.items")
                .asArray()
                .hasSize(1_000);
    }

    @Test
    void pagesThroughItemsInPlanOrder() {
        var id = api.created(Api.SMALLEST);
        api.planned(id, 5);
        var names = api.pages("/replays/" + id + "/items?state=PENDING&pageSize=2", "$.items[*].sourceName");

        assertThat(names).containsExactly("source-0", "source-1", "source-2", "source-3", "source-4");
    }

    @Test
    void refusesAPageTokenOfAnotherListing() {
        var id = api.created(Api.SMALLEST);
        api.planned(id, 3);
        var page = Api.text(api.get("/replays/" + id + "/items?pageSize=2"));
        var token = JsonPath.<String>read(page, "$.nextPageToken");

        for (var uri : List.of(
                "/replays?pageToken=" + token,
                "/replays/" + id + "/items?state=FAILED&pageToken=" + token,
                "/replays/" + id + "/items?pageToken=" + token + "x",
                "/replays/" + id + "/items?pageToken=nonsense")) {
            assertThat(api.get(uri))
                    .hasStatus(400)
                    .bodyJson()
                    .extractingPath("$.type")
                    .isEqualTo("/problems/invalid-page-token");
        }
    }

    @Test
    void listsReplaysNewestFirstByMachineAndState() {
        var first = api.created(Api.SMALLEST);
        api.planned(first, 0);
        api.finished(first);
        var second = api.created(Api.SMALLEST);
        api.created(Api.SMALLEST.replace("TestStateMachine", "Another"));

        assertThat(api.get("/replays?stateMachineArn=" + Api.MACHINE + ":PROD"))
                .bodyJson()
                .extractingPath("$.replays[*].id")
                .asArray()
                .containsExactly(second, first);
        assertThat(api.get("/replays?state=SUCCEEDED"))
                .bodyJson()
                .extractingPath("$.replays[*].id")
                .asArray()
                .containsExactly(first);
    }

    @Test
    void showsWhatBecameOfAnItem() {
        var id = api.created(Api.SMALLEST);
        var items = api.planned(id, 2);
        var ran = items.getFirst().started(Api.NOW);
        api.save(id, ran);
        api.save(
                id,
                ran.ended(
                        ExecutionStatus.SUCCEEDED,
                        Api.NOW.plusSeconds(12),
                        Result.ended(null, null, Verdict.FIXED, null, List.of())));
        api.save(id, items.getLast().failed(FailureKind.INPUT_INVALID, null, "not JSON"));

        assertThat(api.get("/replays/" + id + "/items?executionArn=" + Api.EXECUTION + "source-0-replay-1"))
                .hasStatus(200)
                .bodyJson()
                .extractingPath("$.items[0]")
                .asMap()
                .containsEntry("sourceExecutionArn", Api.EXECUTION + "source-0")
                .containsEntry("replayExecutionArn", Api.EXECUTION + "source-0-replay-1")
                .containsEntry("verdict", "FIXED")
                .containsEntry("durationDeltaMillis", 2_000)
                .doesNotContainKey("detail");
        assertThat(api.get("/replays/" + id + "/items?state=FAILED"))
                .bodyJson()
                .extractingPath("$.items[0]")
                .asMap()
                .containsEntry("replayName", "source-1-replay-1")
                .doesNotContainKey("replayExecutionArn")
                .containsEntry("failureKind", "INPUT_INVALID")
                .containsEntry("detail", "not JSON");
    }

    @Test
    void groupsFailuresUnderASample() {
        var id = api.created(Api.SMALLEST);
        var ran = api.planned(id, 1).getFirst().started(Api.NOW);
        api.save(id, ran);
        api.save(
                id,
                ran.ended(
                        ExecutionStatus.FAILED,
                        Api.NOW,
                        Result.ended("States.Timeout", null, Verdict.STILL_FAILING, null, List.of())));

        assertThat(api.get("/replays/" + id))
                .bodyJson()
                .extractingPath("$.failureGroups[0]")
                .asMap()
                .containsEntry("error", "States.Timeout")
                .containsEntry("count", 1)
                .containsEntry("sampleExecutionArn", Api.EXECUTION + "source-0-replay-1")
                .containsEntry("sampleSourceExecutionArn", Api.EXECUTION + "source-0");
    }

    @Test
    void knowsNoItemsOfAReplayThatIsNotThere() {
        assertThat(api.get("/replays/none/items")).hasStatus(404);
    }
}

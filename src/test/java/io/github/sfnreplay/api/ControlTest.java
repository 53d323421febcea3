package io.github.sfnreplay.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.replay.Result;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.replay.StateReason;
import io.github.sfnreplay.replay.Verdict;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ApiTest
class ControlTest {

    private static final String DRY_RUN = Api.SMALLEST.replace("}}", "}, \"dryRun\": true}");

    @Autowired
    private Api api;

    @BeforeEach
    void clear() {
        api.clear();
    }

    @Test
    void confirmsThePlanThatWasSeen() {
        var id = api.created(DRY_RUN);
        api.planned(id, 3);
        var hash = api.planHash(id);

        assertThat(api.post("/replays/" + id + "/confirm", "{\"planHash\": \"%s\"}".formatted(hash)))
                .hasStatus(202)
                .bodyJson()
                .extractingPath("$.state")
                .isEqualTo("PENDING");
    }

    @Test
    void confirmsForLaterWithAReasonAndTakesARepeatAsDone() {
        var id = api.created(DRY_RUN);
        api.planned(id, 3);
        var later = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.MILLIS);
        var body = "{\"planHash\": \"%s\", \"reason\": \"at night\", \"notBefore\": \"%s\"}"
                .formatted(api.planHash(id), later);

        assertThat(api.post("/replays/" + id + "/confirm", body))
                .hasStatus(202)
                .bodyJson()
                .extractingPath("$.startsAt")
                .asString()
                .satisfies(shown -> assertThat(Instant.parse(shown)).isEqualTo(later));
        assertThat(api.post("/replays/" + id + "/confirm", body)).hasStatus(200);
        assertThat(api.get("/replays/" + id + "/log"))
                .bodyJson()
                .extractingPath("$.entries[-1].reason")
                .isEqualTo("at night");
    }

    @Test
    void refusesToConfirmForLaterThanThirtyDaysAhead() {
        var id = api.created(DRY_RUN);
        api.planned(id, 1);

        assertThat(api.post(
                        "/replays/" + id + "/confirm",
                        "{\"notBefore\": \"%s\"}".formatted(Instant.now().plus(Duration.ofDays(31)))))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[*].pointer")
                .asArray()
                .containsExactly("/notBefore");
    }

    @Test
    void pausesAllThatRunAndThoseThatWouldTakeTheirPlaces() {
        var first = running();
        var waiting = api.created(Api.SMALLEST.replace("TestStateMachine", "Waiting"));
        var second = api.created(Api.SMALLEST.replace("TestStateMachine", "Another"));
        api.planned(second, 1);

        assertThat(api.post("/replays/pause-all", "{\"reason\": \"incident\"}"))
                .hasStatus(200)
                .bodyJson()
                .extractingPath("$.paused")
                .asArray()
                .containsExactlyInAnyOrder(first, waiting, second);
        assertThat(api.get("/replays?state=PAUSED"))
                .bodyJson()
                .extractingPath("$.replays[*].id")
                .asArray()
                .containsExactlyInAnyOrder(first, waiting, second);
        assertThat(api.post("/replays/pause-all"))
                .bodyJson()
                .extractingPath("$.paused")
                .asArray()
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"POST, /pause", "POST, /cancel", "POST, /resume", "POST, /confirm", "PATCH, ''", "DELETE, ''"})
    void refusesAChangeOfAnotherVersion(String method, String path) {
        var id = running();
        var seen = api.tag(id);
        api.patch(id, "{\"limits\": {\"startsPerSecond\": 5}}");
        var version = Long.parseLong(api.tag(id).replace("\"", ""));

        assertThat(api.ifMatch(method, "/replays/" + id + path, seen))
                .hasStatus(412)
                .bodyJson()
                .isLenientlyEqualTo(
                        "{\"type\": \"/problems/precondition-failed\", \"version\": %d}".formatted(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "%s", "\"0\", %s", "%s,\"7777\""})
    void makesAChangeOfTheVersionThatWasSeenAndTellsTheNewOne(String tags) {
        var id = running();
        var seen = api.tag(id);

        var answer = api.ifMatch("POST", "/replays/" + id + "/pause", tags.replace("%s", seen));

        assertThat(answer).hasStatus(202);
        assertThat(answer.getResponse().getHeader("ETag"))
                .isEqualTo(api.tag(id))
                .isNotEqualTo(seen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/%s", "\"\"", "\"x\""})
    void takesAWeakOrForeignTagForAnotherVersion(String tag) {
        var id = running();

        assertThat(api.ifMatch("DELETE", "/replays/" + id, tag.replace("%s", api.tag(id))))
                .hasStatus(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "\"17", "\"1\";\"2\"", ""})
    void refusesAnIfMatchThatIsNoTag(String tag) {
        assertThat(api.ifMatch("POST", "/replays/" + running() + "/pause", tag))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[*].header")
                .asArray()
                .containsExactly("If-Match");
    }

    @Test
    void refusesToConfirmAnotherPlan() {
        var id = api.created(DRY_RUN);
        api.planned(id, 3);

        assertThat(api.post("/replays/" + id + "/confirm", "{\"planHash\": \"sha256:0\"}"))
                .hasStatus(409)
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"type": "/problems/plan-changed", "planHash": "%s", "confirmedPlanHash": "sha256:0"}
                        """.formatted(api.planHash(id)));
    }

    @Test
    void refusesToConfirmWhileAnotherReplayRuns() {
        var planned = api.created(DRY_RUN);
        api.planned(planned, 3);
        var active = api.created(Api.SMALLEST);

        assertThat(api.post("/replays/" + planned + "/confirm"))
                .hasStatus(409)
                .bodyJson()
                .isLenientlyEqualTo(
                        "{\"type\": \"/problems/replay-conflict\", \"activeReplayId\": \"%s\"}".formatted(active));
    }

    @Test
    void tellsAChangeFromWhatIsSoAlready() {
        var id = running();

        assertThat(api.post("/replays/" + id + "/resume")).hasStatus(200);
        assertThat(api.post("/replays/" + id + "/pause", "{\"reason\": \"slow\"}"))
                .hasStatus(202);
        assertThat(api.post("/replays/" + id + "/pause")).hasStatus(200);
        assertThat(api.post("/replays/" + id + "/resume", "{}")).hasStatus(202);
        assertThat(api.post("/replays/" + id + "/cancel")).hasStatus(202);
        assertThat(api.post("/replays/" + id + "/cancel")).hasStatus(200);
        assertThat(api.post("/replays/" + id + "/cancel", "{\"stopRunning\": true}"))
                .hasStatus(202);
    }

    @Test
    void recordsEachMoveWithItsReason() {
        var id = running();
        api.post("/replays/" + id + "/pause", "{\"reason\": \"slow\"}");

        assertThat(api.get("/replays/" + id + "/log"))
                .bodyJson()
                .extractingPath("$.entries[-1]")
                .asMap()
                .containsEntry("by", "anonymous")
                .containsEntry("action", "pause")
                .containsEntry("from", "RUNNING")
                .containsEntry("to", "PAUSED")
                .containsEntry("stateReason", StateReason.USER_REQUESTED.name())
                .containsEntry("reason", "slow");
    }

    @Test
    void pagesThroughTheLogOldestFirst() {
        var id = running();
        for (var limit = 1; limit <= 3; limit++) {
            api.patch(id, "{\"limits\": {\"startsPerSecond\": %d}}".formatted(limit));
        }

        assertThat(api.pages("/replays/" + id + "/log?pageSize=2", "$.entries[*].action"))
                .containsExactly("begin", "plan", "patch", "patch", "patch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"confirm", "pause", "resume", "cancel"})
    void saysWhatIsAllowedInsteadOfWhatIsNot(String action) {
        var id = finished();

        assertThat(api.post("/replays/" + id + "/" + action))
                .hasStatus(409)
                .bodyJson()
                .isLenientlyEqualTo("""
                {"type": "/problems/invalid-state-transition", "currentState": "SUCCEEDED",
                 "allowedActions": ["delete"]}
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"confirm", "pause", "resume", "cancel", "retry-failed"})
    void knowsNoSuchReplay(String action) {
        assertThat(api.post("/replays/none/" + action))
                .hasStatus(404)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/replay-not-found");
    }

    @Test
    void mergesAPatchIntoTheLimits() {
        var id = running();
        api.patch(id, "{\"limits\": {\"startsPerSecond\": 5, \"maxConcurrency\": 7}}");

        assertThat(api.patch(id, "{\"limits\": {\"maxConcurrency\": null, \"toleratedFailurePercentage\": 5}}"))
                .hasStatus(200)
                .bodyJson()
                .extractingPath("$.request.limits")
                .asMap()
                .containsEntry("startsPerSecond", 5.0)
                .doesNotContainKey("maxConcurrency")
                .containsEntry("toleratedFailurePercentage", 5.0)
                .containsEntry("maxItems", 10_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"limits": {"startsPerSecond": "5"}} | /limits/startsPerSecond
            {"limits": {"canary": null}}         | /limits/canary
            {"limits": {"maxItems": 5}}          | /limits/maxItems
            {"limits": {"maxConcurrency": 0}}    | /limits/maxConcurrency
            {"limits": null}                     | /limits
            {"limits": []}                       | /limits
            {"state": "PAUSED"}                  | /state
            """)
    void refusesAPatch(String patch, String pointer) {
        assertThat(api.patch(running(), patch))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[*].pointer")
                .asArray()
                .containsExactly(pointer);
    }

    @Test
    void refusesToBoundWhatIsNotFollowed() {
        var id = api.created(Api.SMALLEST.replace("}}", "}, \"follow\": \"NONE\"}"));

        assertThat(api.patch(id, "{\"limits\": {\"maxConcurrency\": 5}}")).hasStatus(400);
        assertThat(api.patch(id, "{\"limits\": {\"maxConcurrency\": null, \"startsPerSecond\": 5}}"))
                .hasStatus(200);
    }

    @Test
    void retriesWhatFailedUnderAHigherAttempt() {
        var id = api.created(Api.SMALLEST);
        var items = api.planned(id, 2);
        var ran = items.getFirst().started(Api.NOW);
        api.save(id, ran);
        api.save(
                id,
                ran.ended(
                        ExecutionStatus.FAILED,
                        Api.NOW,
                        Result.ended("E", "why", Verdict.STILL_FAILING, null, List.of())));
        api.save(id, items.getLast().skipped(SkipReason.DUPLICATE, null));
        api.finished(id);

        var child = api.post("/replays/" + id + "/retry-failed", "{\"limits\": {\"startsPerSecond\": 5}}");

        assertThat(child).hasStatus(202).bodyJson().isLenientlyEqualTo("""
                {"parentReplayId": "%s", "itemCounts": {"total": 1, "pending": 1},
                 "request": {"limits": {"startsPerSecond": 5.0, "maxItems": 10000}}}
                """.formatted(id));
        assertThat(api.get("/replays/" + Api.idOf(child) + "/items"))
                .bodyJson()
                .extractingPath("$.items[0].attempt")
                .isEqualTo(2);
    }

    @Test
    void forgetsAFinishedReplayButNoRunningOne() {
        var id = running();
        assertThat(api.delete(id)).hasStatus(409);
        api.finished(id);

        assertThat(api.delete(id)).hasStatus(204);
        assertThat(api.get("/replays/" + id)).hasStatus(404);
        assertThat(api.delete(id)).hasStatus(404);
    }

    private String running() {
        var id = api.created(Api.SMALLEST);
        api.planned(id, 0);
        return id;
    }

    private String finished() {
        var id = running();
        api.finished(id);
        return id;
    }
}

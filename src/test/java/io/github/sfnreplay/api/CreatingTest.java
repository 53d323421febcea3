package io.github.sfnreplay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ApiTest
@ExtendWith(OutputCaptureExtension.class)
class CreatingTest {

    @Autowired
    private Api api;

    @BeforeEach
    void clear() {
        api.clear();
    }

    @Test
    void acceptsTheSmallestRequestAndFillsInWhatIsAbsent() {
        var answer = api.create(Api.SMALLEST);

        assertThat(answer).hasStatus(202).headers().containsHeader("Location").containsHeader("Retry-After");
        assertThat(answer).bodyJson().isLenientlyEqualTo("""
                {
                  "state": "PENDING", "allowedActions": ["cancel", "patch"], "progress": {"percent": 0.0},
                  "limits": {"effective": {"maxConcurrency": 1000}},
                  "request": {
                    "stateMachineArn": "%1$s", "target": {"stateMachineArn": "%1$s"},
                    "mode": "START_NEW", "attempt": 1, "order": "OLDEST_FIRST", "follow": "OUTCOME", "dryRun": false,
                    "includeReplayed": false, "limits": {"maxItems": 10000}
                  }
                }
                """.formatted(Api.MACHINE));
    }

    @Test
    void fixesTheUpperBound() {
        assertThat(api.create(Api.SMALLEST))
                .bodyJson()
                .extractingPath("$.request.filter.stoppedBefore")
                .asString()
                .matches("20.*T..:..:..[.]...Z");
    }

    @Test
    void showsEveryFieldAsItCanBeSentAgain() {
        var request = """
                {
                  "stateMachineArn": "%1$s",
                  "filter": {
                    "statuses": ["FAILED", "TIMED_OUT"],
                    "startedAfter": "2026-11-01T00:00:00.000Z", "startedBefore": "2026-11-02T00:00:00.001Z",
                    "stoppedAfter": "2026-11-01T00:00:00.000Z", "stoppedBefore": "2026-11-03T00:00:00.000Z",
                    "namePrefix": "order-", "errors": ["Lambda.*"], "inputMatches": "amount > 100",
                    "executionArns": ["%2$sorder-1"]
                  },
                  "mode": "START_NEW", "target": {"stateMachineArn": "%1$s:PROD"}, "inputTransform": "$merge([$, {}])",
                  "distinctBy": "id", "attempt": 2, "includeReplayed": true, "order": "NEWEST_FIRST", "dryRun": true, "follow": "OUTPUT",
                  "limits": {"maxItems": 50, "startsPerSecond": 2.5, "maxConcurrency": 3, "canary": 4, "afterCanary": "PAUSE",
                    "toleratedFailurePercentage": 5.0, "minimumItemsForThreshold": 6},
                  "reason": "because"
                }
                """.formatted(Api.MACHINE, Api.EXECUTION);

        var answer = api.create(request);

        assertThat(answer).hasStatus(202);
        var shown = JsonPath.<Object>read(Api.text(answer), "$.request");
        assertThat(shown).isEqualTo(JsonPath.<Object>read(request, "$"));
    }

    @Test
    void roundsBoundsUpToMillisecondsSoThatTheySelectTheSame() {
        var answer = api.create("""
                {"stateMachineArn": "%s", "filter": {"statuses": ["FAILED"], "startedAfter": "2026-11-01T00:00:00.000001Z",
                 "startedBefore": "2026-11-01T00:00:01.9999Z"}}""".formatted(Api.MACHINE));

        assertThat(answer).bodyJson().isLenientlyEqualTo("""
                {"request": {"filter": {"startedAfter": "2026-11-01T00:00:00.001Z",
                 "startedBefore": "2026-11-01T00:00:02.000Z"}}}""");
    }

    @Test
    void takesTheRequestThatItShows() {
        var shown = JsonPath.<Object>read(Api.text(api.create(Api.SMALLEST)), "$.request");
        api.clear();

        var again = api.create(JsonPath.parse(shown).jsonString());

        assertThat(again).hasStatus(202);
        assertThat(JsonPath.<Object>read(Api.text(again), "$.request")).isEqualTo(shown);
    }

    @Test
    void logsOneLineThatCanBeSentAgain(CapturedOutput output) {
        var first = api.create(Api.SMALLEST.replace("}}", "}, \"reason\": \"a\\nb\\u0085\\u007fü\"}"));
        var lines = output.getOut()
                .lines()
                .filter(text -> text.contains(" accepted."))
                .toList();
        assertThat(lines).singleElement().asString().contains(Api.idOf(first)).matches("[ -~]+");

        api.clear();
        var again = api.create(lines.getFirst().substring(lines.getFirst().indexOf('{')));

        assertThat(JsonPath.<Object>read(Api.text(again), "$.request"))
                .isEqualTo(JsonPath.<Object>read(Api.text(first), "$.request"));
    }

    @Test
    void dropsDuplicateArns() {
        var answer = api.create(withArns("\"" + Api.EXECUTION + "a\"", "\"" + Api.EXECUTION + "a\""));

        assertThat(answer)
                .bodyJson()
                .extractingPath("$.request.filter.executionArns")
                .asArray()
                .hasSize(1);
    }

    @Test
    void refusesMoreArnsThanMaxItems() {
        var request = withArns("\"" + Api.EXECUTION + "a\"", "\"" + Api.EXECUTION + "b\"")
                .replace("}}", "}, \"limits\": {\"maxItems\": 1}}");

        assertThat(api.create(request))
                .hasStatus(422)
                .bodyJson()
                .isLenientlyEqualTo("{\"type\": \"/problems/max-items-exceeded\", \"matched\": 2, \"maxItems\": 1}");
    }

    @Test
    void refusesASecondReplayOfTheSameMachine() {
        var id = api.created(Api.SMALLEST);

        assertThat(api.create(Api.SMALLEST.replace("TestStateMachine", "TestStateMachine:PROD")))
                .hasStatus(409)
                .bodyJson()
                .isLenientlyEqualTo(
                        "{\"type\": \"/problems/replay-conflict\", \"activeReplayId\": \"%s\"}".formatted(id));
    }

    @Test
    void takesARedriveWhoseDefaultsAreSpelledOut() {
        var request = Api.SMALLEST
                .replace("SUCCEEDED", "FAILED")
                .replace("}}", "}, \"mode\": \"REDRIVE\", \"attempt\": 1, \"target\": {\"stateMachineArn\": \"%s\"}}")
                .formatted(Api.MACHINE);

        assertThat(api.create(request)).hasStatus(202);
    }

    private static String withArns(String... arns) {
        return "{\"stateMachineArn\": \"%s\", \"filter\": {\"executionArns\": [%s]}}"
                .formatted(Api.MACHINE, String.join(",", arns));
    }
}

package io.github.sfnreplay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.util.List;
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
                  "stateMachineArn": "%1$s", "target": {"stateMachineArn": "%1$s"},
                  "mode": "START_NEW", "attempt": 1, "order": "OLDEST_FIRST", "follow": "OUTCOME", "dryRun": false,
                  "state": "PENDING", "plan": null, "error": null, "progress": {"percent": 0.0},
                  "limits": {"requested": {"maxItems": 10000}, "effective": {"maxConcurrency": 1000}}
                }
                """.formatted(Api.MACHINE));
    }

    @Test
    void fixesTheUpperBound() {
        assertThat(api.create(Api.SMALLEST))
                .bodyJson()
                .extractingPath("$.filter.stoppedBefore")
                .asString()
                .isNotBlank();
    }

    @Test
    void showsEveryFieldAsItCanBeSentAgain() {
        var request = """
                {
                  "stateMachineArn": "%1$s",
                  "filter": {
                    "statuses": ["FAILED", "TIMED_OUT"],
                    "startedAfter": "2026-11-01T00:00:00Z", "startedBefore": "2026-11-02T00:00:00Z",
                    "stoppedAfter": "2026-11-01T00:00:00Z", "stoppedBefore": "2026-11-03T00:00:00Z",
                    "namePrefix": "order-", "errors": ["Lambda.*"], "inputMatches": "amount > 100",
                    "executionArns": ["%2$sorder-1"]
                  },
                  "mode": "START_NEW", "target": {"stateMachineArn": "%1$s:PROD"}, "inputTransform": "$merge([$, {}])",
                  "distinctBy": "id", "attempt": 2, "order": "NEWEST_FIRST", "dryRun": true, "follow": "OUTPUT",
                  "reason": "because"
                }
                """.formatted(Api.MACHINE, Api.EXECUTION);

        assertThat(api.create(request)).hasStatus(202).bodyJson().isLenientlyEqualTo(request);
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

        for (var field : List.of("$.reason", "$.filter", "$.limits", "$.target")) {
            assertThat(JsonPath.<Object>read(Api.text(again), field))
                    .isEqualTo(JsonPath.<Object>read(Api.text(first), field));
        }
    }

    @Test
    void dropsDuplicateArns() {
        var answer = api.create(withArns("\"" + Api.EXECUTION + "a\"", "\"" + Api.EXECUTION + "a\""));

        assertThat(answer)
                .bodyJson()
                .extractingPath("$.filter.executionArns")
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

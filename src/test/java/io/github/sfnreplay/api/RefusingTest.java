package io.github.sfnreplay.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ApiTest
class RefusingTest {

    @Autowired
    private Api api;

    @BeforeEach
    void clear() {
        api.clear();
    }

    @Test
    void namesAllFaultsOfARequestAtOnce() {
        var answer = api.create("""
                {
                  "stateMachineArn": "arn:aws:s3:::bucket",
                  "filter": {
                    "statuses": ["NEW", 4, null, ["FAILED"]], "startedAfter": "", "startedBefore": 17,
                    "startedSince": {"a": [1]}, "errors": [], "executionArns": ["x", {"z": 2}], "namePrefix": "",
                    "inputMatches": "a +"
                  },
                  "mode": "", "dryRun": "true", "attempt": 0, "target": [], "reason": 5, "colour/~": "red",
                  "limits": {"maxItems": 2.7, "startsPerSecond": 1e999, "maxConcurrency": "5", "canary": 0, "x": {}}
                }
                """);

        assertThat(answer).hasStatus(400).hasContentType("application/problem+json");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.errors[*].pointer")
                .asArray()
                .containsExactlyInAnyOrder(
                        "/stateMachineArn",
                        "/filter/statuses/0",
                        "/filter/statuses/1",
                        "/filter/statuses/2",
                        "/filter/statuses/3",
                        "/filter/startedAfter",
                        "/filter/startedBefore",
                        "/filter/startedSince",
                        "/filter/errors",
                        "/filter/executionArns/0",
                        "/filter/executionArns/1",
                        "/filter/namePrefix",
                        "/filter/inputMatches",
                        "/mode",
                        "/dryRun",
                        "/attempt",
                        "/target",
                        "/reason",
                        "/colour~1~0",
                        "/limits/maxItems",
                        "/limits/startsPerSecond",
                        "/limits/maxConcurrency",
                        "/limits/canary",
                        "/limits/x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "filter": {"status": ["FAILED"]}                                       | did you mean statuses?
            "filter": {"statuses": ["failed"]}                                     | did you mean FAILED?
            "filter": {"statuses": ["TIMEDOUT"]}                                   | did you mean TIMED_OUT?
            "filter": {"statuses": ["FAILED"]}, "max_concurrency": 5               | ''
            "filter": {"statuses": ["FAILED"]}, "dryrun": true                     | did you mean dryRun?
            "filter": {"statuses": ["FAILED"]}, "limits": {"max_concurrency": 5}   | did you mean maxConcurrency?
            "filter": {"statuses": ["FAILED"]}, "limits": {"startPerSeconds": 5}   | did you mean startsPerSecond?
            "filter": {"statuses": ["FAILED"]}, "mode": "NEW"                      | ''
            "filter": {"statuses": ["FAILED"]}, "colour": 1                        | ''
            """)
    void asksWhetherAKnownNameWasMeant(String fields, String question) {
        assertThat(api.create("{\"stateMachineArn\": \"%s\", %s}".formatted(Api.MACHINE, fields)))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].detail")
                .asString()
                .satisfies(detail -> assertThat(detail.replaceFirst("^[^;]*(; known[^;]*)?(; )?", ""))
                        .isEqualTo(question));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                | /filter
            {"statuses": null, "namePrefix": "a"}                             | /filter
            {"statuses": []}                                                  | /filter/statuses
            {"statuses": ["RUNNING"]}                                         | /filter/statuses/0
            {"statuses": "FAILED"}                                            | /filter/statuses
            {"statuses": ["FAILED"], "startedAfter": "2026-11-02T00:00:00Z", "startedBefore": "2026-11-01T00:00:00Z"} | /filter/startedBefore
            {"statuses": ["FAILED"], "stoppedAfter": "2026-11-01T00:00:00Z", "stoppedBefore": "2026-11-01T00:00:00Z"} | /filter/stoppedBefore
            {"statuses": ["FAILED"], "startedAfter": "2026-11-02"}            | /filter/startedAfter
            {"executionArns": ["arn:aws:states:ap-northeast-1:123456789012:execution:Another:a"]} | /filter/executionArns/0
            {"executionArns": ["arn:aws:states:ap-northeast-1:123456789012:execution:TestStateMachine/map:a"]} | /filter/executionArns/0
            {"statuses": ["FAILED"], "inputMatches": "$random() > 0.5"}       | /filter/inputMatches
            """)
    void refusesAFilter(String filter, String pointer) {
        assertFault("\"filter\": " + filter, pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "mode": "REDRIVE", "filter": {"statuses": ["FAILED", "SUCCEEDED"]}                  | /filter/statuses/1
            "mode": "REDRIVE", "filter": {"statuses": ["FAILED"]}, "attempt": 2                 | /attempt
            "mode": "REDRIVE", "filter": {"statuses": ["FAILED"]}, "inputTransform": "$"        | /inputTransform
            "mode": "REDRIVE", "filter": {"statuses": ["FAILED"]}, "target": {"stateMachineArn": "arn:aws:states:ap-northeast-1:123456789012:stateMachine:Another"} | /target
            "filter": {"statuses": ["FAILED"]}, "target": {"stateMachineArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:TestStateMachine"} | /target/stateMachineArn
            "filter": {"statuses": ["FAILED"]}, "target": {"stateMachineArn": "arn:aws:states:ap-northeast-1:210987654321:stateMachine:TestStateMachine"} | /target/stateMachineArn
            "filter": {"statuses": ["FAILED"]}, "target": {}                                    | /target/stateMachineArn
            "filter": {"statuses": ["FAILED"]}, "follow": "NONE", "limits": {"maxConcurrency": 5} | /limits/maxConcurrency
            "filter": {"statuses": ["FAILED"]}, "follow": "NONE", "limits": {"canary": 5}       | /limits/canary
            "filter": {"statuses": ["FAILED"]}, "follow": "NONE", "limits": {"toleratedFailurePercentage": 5} | /limits/toleratedFailurePercentage
            "filter": {"statuses": ["FAILED"]}, "follow": "NONE", "limits": {"minimumItemsForThreshold": 5} | /limits/minimumItemsForThreshold
            "filter": {"statuses": ["FAILED"]}, "follow": "NONE", "limits": {"afterCanary": "PAUSE"} | /limits/afterCanary
            "filter": {"statuses": ["SUCCEEDED"], "errors": ["Lambda.*"]}                       | /filter/errors
            "filter": {"statuses": ["SUCCEEDED", "SUCCEEDED"], "errors": ["*"]}                 | /filter/errors
            "filter": {"statuses": ["FAILED"]}, "limits": {"afterCanary": "STOP"}               | /limits/afterCanary
            "filter": {"statuses": ["FAILED"]}, "includeReplayed": "yes"                        | /includeReplayed
            "filter": {"statuses": ["FAILED"]}, "limits": {"maxItems": 1000001}                 | /limits/maxItems
            "filter": {"statuses": ["FAILED"]}, "limits": {"startsPerSecond": 0.001}            | /limits/startsPerSecond
            "filter": {"statuses": ["FAILED"]}, "limits": {"toleratedFailurePercentage": 100.5} | /limits/toleratedFailurePercentage
            "filter": {"statuses": ["FAILED"]}, "attempt": 10000                                | /attempt
            "filter": ""                                                                        | /filter
            "mode": "REDRIVE"                                                                   | /filter
            """)
    void refusesARequest(String fields, String pointer) {
        assertFault(fields, pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:states:ap-northeast-1:123456789012:execution:TestStateMachine:a",
                "arn:aws:lambda:ap-northeast-1:123456789012:function:test1",
                "arn:aws-cn:states:ap-northeast-1:123456789012:stateMachine:TestStateMachine",
                "arn:aws:states:ap-northeast-1:12345:stateMachine:TestStateMachine",
                "TestStateMachine",
                ""
            })
    void refusesWhatIsNoArnOfAStateMachineAndSaysWhatWasExpected(String arn) {
        assertThat(api.create("{\"stateMachineArn\": \"%s\", \"filter\": {\"statuses\": [\"FAILED\"]}}".formatted(arn)))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].detail")
                .asString()
                .contains("expected arn:<aws|aws-cn|aws-us-gov>:states:");
    }

    @Test
    void tellsWhereAnExpressionBreaks() {
        assertThat(api.create(Api.SMALLEST.replace("}}", "}, \"distinctBy\": \"id +\"}")))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].detail")
                .asString()
                .contains("at character 5");
    }

    @Test
    void refusesNumbersOfTooManyDigits() {
        assertFault("\"filter\": {\"statuses\": [\"FAILED\"]}, \"attempt\": 1" + "0".repeat(900), "/attempt");
        assertFault(
                "\"filter\": {\"statuses\": [\"FAILED\"]}, \"limits\": {\"startsPerSecond\": 1" + "0".repeat(900) + "}",
                "/limits/startsPerSecond");
    }

    @Test
    void refusesHalfOfASurrogatePair() {
        assertFault("\"filter\": {\"statuses\": [\"FAILED\"]}, \"reason\": \"a\\ud83d\"", "/reason");
        assertFault("\"filter\": {\"statuses\": [\"FAILED\"], \"errors\": [\"\\ude00\"]}", "/filter/errors/0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "executionArns": [%s] | 10000 | null   | /filter/executionArns/0
            "executionArns": [%s] | 10000 | ""     | /filter/executionArns/0
            "executionArns": [%s] | 90000 | null   | /filter/executionArns
            "errors": [%s]        | 90000 | ""     | /filter/errors
            "statuses": [%s]      | 90000 | "x"    | /filter/statuses
            """)
    void looksNoLongerThanNeededAtTensOfThousandsOfFaults(String list, int count, String value, String pointer) {
        var start = System.nanoTime();

        var answer = api.create(
                "{\"filter\": {" + list.formatted(String.join(",", Collections.nCopies(count, value))) + "}}");

        assertThat(answer).hasStatus(400);
        assertThat(Api.text(answer)).contains("\"pointer\":\"" + pointer + "\"").hasSizeLessThan(100_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void refusesMoreThanTenThousandArns() {
        var arns = String.join(",", Collections.nCopies(10_001, "\"" + Api.EXECUTION + "a\""));

        assertFault("\"filter\": {\"executionArns\": [" + arns + "]}", "/filter/executionArns");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\": 1, \"a\": 2}", "{} {}", "{'a': 1}", "[1,", "nonsense"})
    void refusesWhatIsNotJson(String body) {
        assertThat(api.create(body))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/malformed-json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"mode": 1, "mode": 2}        | twice: the second in line 1, column
            {"filter": {"a": 1, "a": 2}}  | "a" twice
            {"mode": 1                    | ends too early
            {mode: 1}                     | was expected double-quote to start property name
            {"mode": oops}                | was expected (JSON String
            {"mode" 1}                    | was expected a colon
            """)
    void saysWhatWasExpectedWhere(String body, String detail) {
        assertThat(api.create(body))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.detail")
                .asString()
                .contains(detail)
                .hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "5", "\"text\""})
    void refusesJsonThatIsNoObject(String body) {
        assertThat(api.create(body))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].detail")
                .isEqualTo("must be an object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=NEW", "stateMachineArn=x", "pageSize=0", "pageSize=x", "colour=red"})
    void refusesAQueryParameter(String query) {
        assertThat(api.get("/replays?" + query))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].parameter")
                .isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void refusesAnIdempotencyKeyThatIsNoneTogetherWithTheFaultsOfTheBody() {
        assertThat(api.create("two words", Api.SMALLEST.replace("SUCCEEDED", "NEW")))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[*].header")
                .asArray()
                .containsExactly("Idempotency-Key");
    }

    private void assertFault(String fields, String pointer) {
        assertThat(api.create("{\"stateMachineArn\": \"%s\", %s}".formatted(Api.MACHINE, fields)))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[*].pointer")
                .asArray()
                .containsExactly(pointer);
    }
}

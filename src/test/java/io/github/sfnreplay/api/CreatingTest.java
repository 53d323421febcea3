package io.github.sfnreplay.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ApiTest
class CreatingTest {

    private final Api api;

    @Autowired
    CreatingTest(Api api) {
        this.api = api;
    }

    @BeforeEach
    void clear() {
        api.clear();
    }

    @Test
    void acceptsTheSmallestRequest() {
        var answer = api.create(Api.SMALLEST);
        System.out.println(Api.text(answer));
        assertThat(answer).hasStatus(202);
        var bad = api.create("""
          {"stateMachineArn": "arn:nonsense", "filter": {"statuses": ["NEW", 4, null, ["a"]], "startedAfter": "", "startedBefore": 17, "startedSince": {"a":[1]},
             "errors": [], "executionArns": ["x", 1, {"z":2}], "namePrefix": ""},
           "mode": "", "limits": {"maxItems": 2.7, "startsPerSecond": 1e999, "x": 1, "canary": 0, "maxConcurrency": "5"}, "colour": "red", "target": [], "attempt": 0, "reason": 5, "dryRun": "true"}""");
        System.out.println(Api.text(bad));
        System.out.println(Api.text(api.create("{\"filter\": \"\"}")));
        System.out.println(Api.text(api.create("[]")));
        System.out.println(Api.text(api.create("null")));
        System.out.println(Api.text(api.create("")));
        System.out.println(Api.text(api.create("{\"a\":1,\n\"a\":2}")));
        System.out.println(Api.text(api.post("/replays")));
        System.out.println(Api.text(api.post("/nothing", "{}")));
        System.out.println(Api.text(api.get("/nothing")));
        System.out.println(Api.text(api.post("/replays/1/pause")));
        System.out.println(Api.text(api.get("/replays")));
        System.out.println(Api.text(api.get("/replays?state=A&pageSize=0&x=2")));
        System.out.println(Api.text(api.get("/replays/" + Api.idOf(answer) + "/items")));
    }
}

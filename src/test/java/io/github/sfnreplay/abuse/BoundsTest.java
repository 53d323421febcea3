package io.github.sfnreplay.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.abuse.RawHttpClient.Answer;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.testing.service.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Each bound that the configuration sets holds, and is answered as documented.
class BoundsTest {

    private static TargetService target;

    @BeforeAll
    static void start() {
        target = TargetService.unpaced(
                "sfn-replay.max-body=100KB",
                "sfn-replay.max-body-values=500",
                "sfn-replay.max-items=1000",
                "sfn-replay.max-expression-length=30",
                "sfn-replay.max-running=1",
                "sfn-replay.max-waiting=3",
                "sfn-replay.max-idempotency-keys=2",
                "sfn-replay.expressions.depth=50",
                "sfn-replay.expressions.timeout=100ms",
                "sfn-replay.retention.replays=5");
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    @Test
    void acceptsNoMoreReplaysThanMayWaitHoweverManyComeAtOnce() throws Exception {
        target.simulator().behaviour(run -> Outcome.endless());
        var stillToStart = ", \"limits\": {\"maxConcurrency\": 1}";
        var running = target.create(TargetService.request(target.machine(2), stillToStart));
        while (target.get("/replays/" + running)
                        .path("itemCounts")
                        .path("running")
                        .asInt()
                == 0) {
            Await.pause(Duration.ofMillis(10));
        }

        var answers = flood(60);

        assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(3);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 202)
                .hasSize(57)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(429);
                    assertThat(answer.body()).contains("/problems/too-many-replays");
                    assertThat(answer.header("Retry-After")).isEqualTo("30");
                });
        assertThat(target.get("/replays?state=PENDING").path("replays")).hasSize(3);
        target.simulator().behaviour(run -> Outcome.succeeded("{}"));
        cancelAll();
    }

    @Test
    void keepsNoMorePlansThanReplaysAreKept() {
        var machine = target.machine(1);
        for (var i = 0; i < 20; i++) {
            target.settled(target.create(TargetService.request(machine, ", \"dryRun\": true")), 20_000);
        }

        assertThat(target.get("/replays").path("replays").size()).isBetween(5, 6);
    }

    @Test
    void boundsTheBody() {
        assertThat(target.post("/replays", " ".repeat(102_401)).status()).isEqualTo(413);
        assertThat(target.post("/replays", " ".repeat(102_400)).status()).isEqualTo(400);
        assertThat(target.post("/replays", "[" + "1,".repeat(500) + "1]").body())
                .contains("too many values");
        assertThat(target.post("/replays", "[" + "1,".repeat(400) + "1]").body())
                .contains("must be an object");
    }

    @Test
    void boundsTheItemsAndTheExpressionsOfARequest() {
        var machine = target.machine(1);

        assertThat(target.post("/replays", TargetService.request(machine, ", \"limits\": {\"maxItems\": 1001}"))
                        .body())
                .contains("\"pointer\":\"/limits/maxItems\"", "at most 1000");
        assertThat(target.post(
                                "/replays",
                                TargetService.request(machine, ", \"distinctBy\": \"" + "a".repeat(31) + "\""))
                        .body())
                .contains("\"pointer\":\"/distinctBy\"", "longer than 30 characters");
    }

    @Test
    void boundsWhatAnEvaluationMayCost() {
        var machine = target.machine(1);

        assertThat(detail(machine, "($f := function($n){1+$f($n)})(1)")).isNotEmpty();
        assertThat(detail(machine, "($f:=λ($n){1+$f($n)};$f(1))")).contains("deeper than 50 levels");
        assertThat(detail(machine, "[1..1e7].[1..1e7]")).isNotEmpty();
    }

    @Test
    void forgetsTheOldestIdempotencyKeys() {
        var machine = target.machine(1);
        var request = TargetService.request(machine, ", \"dryRun\": true");
        var first = keyed("a", request);

        assertThat(keyed("a", request)).isEqualTo(first);
        keyed("b", request);
        keyed("c", request);
        assertThat(keyed("a", request)).isNotEqualTo(first);
    }

    private static String keyed(String key, String request) {
        var id = target.post("/replays", request, "Idempotency-Key: " + key)
                .json()
                .path("id")
                .asString();
        target.settled(id, 20_000);
        return id;
    }

    private static String detail(String machine, String transform) {
        var answer =
                target.post("/replays", TargetService.request(machine, ", \"inputTransform\": \"" + transform + "\""));
        if (answer.status() != 202) {
            return answer.body();
        }
        var id = answer.json().path("id").asString();
        target.settled(id, 20_000);
        return target.get("/replays/" + id + "/items")
                .path("items")
                .path(0)
                .path("detail")
                .asString("");
    }

    private static List<Answer> flood(int count) throws InterruptedException {
        var together = new CyclicBarrier(count);
        var machines =
                IntStream.range(0, count).mapToObj(i -> target.machine(1)).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = machines.stream()
                    .map(machine -> threads.submit((Callable<Answer>) () -> {
                        together.await();
                        return target.post("/replays", TargetService.request(machine, ""));
                    }))
                    .toList();
            return answers.stream()
                    .map(answer -> {
                        try {
                            return answer.get();
                        } catch (InterruptedException | ExecutionException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
        }
    }

    private static void cancelAll() {
        target.get("/replays?pageSize=1000").path("replays").forEach(replay -> {
            var id = replay.path("id").asString();
            target.post("/replays/" + id + "/cancel", "{\"stopRunning\": true}");
            target.settled(id, Duration.ofSeconds(30).toMillis());
        });
    }
}

package io.github.sfnreplay.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.abuse.InvalidRequests.Attempt;
import io.github.sfnreplay.abuse.RawHttpClient.Answer;
import io.github.sfnreplay.testing.service.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tries thousands of bad requests. `-Dabuse.runs` says how many, `-Dabuse.seed` with which seed; one that fails
/// can
/// be tried alone by the seed that is printed, with one run.
class BadInputTest {

    private static final int RUNS = Integer.getInteger("abuse.runs", 4_000);
    private static final long SEED = Long.getLong("abuse.seed", 1);
    private static final long LONGEST_MILLIS = 12_000;

    private static TargetService target;
    private static OpenApiContract api;

    private final List<String> accepted = new ArrayList<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    static void start() {
        target = TargetService.unpaced("sfn-replay.retention.replays=100000", "sfn-replay.expressions.timeout=200ms");
        api = new OpenApiContract(target.get("/v3/api-docs"));
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    @Test
    void refusesThousandsOfBadRequestsWithoutFailingOrStartingAnything() {
        var machines = IntStream.range(0, 10).mapToObj(i -> target.machine(2)).toList();
        var ended = machines.stream().limit(3).map(BadInputTest::ended).toList();
        target.simulator().resetCounts();
        var requests = new InvalidRequests(api, machines, ended);
        var longest = 0L;

        try (var wire = target.connect()) {
            for (var seed = SEED; seed < SEED + RUNS && wrong.size() < 10; seed++) {
                longest = Math.max(longest, attempt(seed, requests.attempt(seed), wire));
            }
        }

        System.out.printf(
                "Bad input: %d requests from seed %d, by status %s, longest %d ms, %d replays accepted%n",
                RUNS, SEED, statuses, longest, accepted.size());
        assertThat(wrong).isEmpty();
        assertThat(target.simulator().ledger().acceptedStarts()).isEqualTo(startsOfAccepted());
        assertThat(target.get("/actuator/health").path("status").asString()).isEqualTo("UP");
    }

    private long attempt(long seed, Attempt attempt, RawHttpClient wire) {
        try {
            var answer = sent(attempt, wire);

            statuses.merge(answer.status(), 1, Integer::sum);
            settle(answer);
            judge(attempt, answer);
            return answer.millis();
        } catch (AssertionError | RuntimeException e) {
            var text = attempt.request();
            wrong.add("seed " + seed + ": " + e + "\n    "
                    + (text.length() > 1_500 ? text.substring(0, 1_500) + "…" : text));
            wire.close();
            return 0;
        }
    }

    private static Answer sent(Attempt attempt, RawHttpClient wire) {
        var bytes = attempt.request().getBytes(StandardCharsets.ISO_8859_1);
        if (!attempt.alone()) {
            return wire.send(bytes, false);
        }
        try (var own = target.connect()) {
            return own.send(bytes, attempt.request().startsWith("HEAD"));
        }
    }

    private static void judge(Attempt attempt, Answer answer) {
        if (answer.status() == 0 && attempt.operation() == null && attempt.alone()) {
            return;
        }
        if (answer.status() == 0) {
            throw new AssertionError("no answer");
        }
        if (answer.millis() > LONGEST_MILLIS) {
            throw new AssertionError("took " + answer.millis() + " ms");
        }
        if (answer.status() == 500) {
            throw new AssertionError("the service failed: " + answer);
        }
        attempt.verdict().accept(answer);
        var head = attempt.request().startsWith("HEAD");
        if (answer.status() >= 400 && !head) {
            api.checkProblem(answer);
        }
        if (attempt.operation() != null && !answer.body().contains("/problems/bad-request")) {
            api.check(attempt.operation(), answer);
        }
        if (answer.status() == 400 && answer.json().path("type").asString().equals("/problems/validation-failed")) {
            assertThat(answer.json().path("errors")).isNotEmpty();
        }
    }

    /// What was taken is to leave the next request alone.
    private void settle(Answer answer) {
        if (answer.status() != 202 || !answer.header("Location").startsWith("/replays/")) {
            return;
        }
        var id = answer.json().path("id").asString();
        if (!accepted.contains(id)) {
            accepted.add(id);
        }
        for (var look = 0; look < 30 && !TargetService.rests(target.get("/replays/" + id)); look++) {
            Await.pause(Duration.ofMillis(10));
        }
        target.post("/replays/" + id + "/cancel", "{\"stopRunning\": true}");
        target.settled(id, 20_000);
    }

    /// Executions that accepted replays say they started: neither adopted, nor another's under the name, nor redriven.
    private long startsOfAccepted() {
        return accepted.stream()
                .flatMap(id -> target.get("/replays/" + id + "/items?pageSize=1000").path("items").values().stream())
                .filter(item -> !item.path("replayExecutionArn").isMissingNode()
                        && !item.path("adopted").asBoolean()
                        && !item.path("failureKind").asString("").equals("NAME_TAKEN")
                        && !item.path("replayExecutionArn").equals(item.path("sourceExecutionArn")))
                .count();
    }

    private static String ended(String machine) {
        var id = target.create(TargetService.request(machine, ""));
        target.settled(id, 30_000);
        return id;
    }
}

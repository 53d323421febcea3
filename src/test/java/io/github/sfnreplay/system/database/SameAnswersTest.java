package io.github.sfnreplay.system.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.spec.MachineType;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import io.github.sfnreplay.testing.service.Answer;
import io.github.sfnreplay.testing.service.Await;
import io.github.sfnreplay.testing.service.LocalService;
import io.github.sfnreplay.testing.service.PastExecutions;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.ServiceSettings;
import io.github.sfnreplay.testing.service.TestDatabases;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Two instances on one PostgreSQL: whichever is asked, the answer is the same, and whichever is told, it is done.
class SameAnswersTest {

    private static final String FAILED = "\"filter\": {\"statuses\": [\"FAILED\"]}";

    private static Simulator simulator;
    private static LocalService first;
    private static LocalService second;
    private static int machines;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(SimulatorOptions.defaults());
        var url = "spring.datasource.url=" + TestDatabases.postgres();
        var settings = ServiceSettings.unpaced(simulator.region(), List.of(url));
        first = LocalService.start(simulator.endpoint(), settings);
        second = LocalService.start(simulator.endpoint(), settings);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        simulator.close();
    }

    @Test
    void everyInstanceTellsTheSameOfAReplay() {
        simulator.behaviour(run -> Outcome.failed("Order.Broken", "it broke again"));
        var id = create(first.client(), machine(30), FAILED).text("/id");
        var ended = first.client().end(id);

        for (var path : List.of(
                "/replays/" + id,
                "/replays/" + id + "/items?pageSize=100",
                "/replays/" + id + "/items?state=FAILED&pageSize=7",
                "/replays/" + id + "/log",
                "/replays?pageSize=100")) {
            var here = first.client().get(path);
            var there = second.client().get(path);
            assertThat(there.status()).as(path).isEqualTo(200);
            assertThat(there.body()).as(path).isEqualTo(here.body());
            assertThat(there.header("ETag")).as(path).isEqualTo(here.header("ETag"));
        }
        assertThat(report(first, id)).hasSize(31).isEqualTo(report(second, id));
        assertThat(ended.at("/itemCounts/failed").asInt()).isEqualTo(30);
    }

    @Test
    void aControlIsDoneWhereverItIsSent() {
        simulator.behaviour(run -> Outcome.endless());
        var id = create(first.client(), machine(200), FAILED + ", \"limits\": {\"startsPerSecond\": 20}")
                .text("/id");
        Await.until(() -> started(first, id) >= 3);

        var asked = System.nanoTime();
        second.client().post("/replays/" + id + "/pause", "{}");
        var paused = Await.until(() -> started(first, id), count -> {
            Await.pause(Duration.ofMillis(300));
            return count == started(first, id);
        });
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));
        assertThat(second.client().replay(id).at("/state").asString()).isEqualTo("PAUSED");

        second.client().post("/replays/" + id + "/resume", "{}");
        Await.until(() -> started(first, id) > paused);
        second.client().post("/replays/" + id + "/cancel", "{\"stopRunning\": true}");
        var ended = second.client().end(id);
        assertThat(ended.at("/state").asString()).isEqualTo("CANCELLED");
        assertThat(ended.at("/itemCounts/running").asInt()).isZero();
        Await.until(() -> first.client().replay(id).equals(second.client().replay(id)));
    }

    @Test
    void whoWatchesTheOtherInstanceSeesTheReplayGoOn() throws Exception {
        simulator.behaviour(run -> Outcome.succeeded("{}"));
        var id = create(first.client(), machine(40), FAILED + ", \"limits\": {\"startsPerSecond\": 20}")
                .text("/id");
        var seen = new ConcurrentLinkedQueue<String>();
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + second.port() + "/replays/" + id + "/events"))
                    .header("Accept", "text/event-stream")
                    .build();
            http.send(request, BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("data:"))
                    .forEach(seen::add);
        }

        assertThat(seen).hasSizeGreaterThan(3);
        assertThat(List.copyOf(seen).getLast()).contains("\"SUCCEEDED\"");
    }

    @Test
    void aKeyLeadsToOneReplayOnBothInstances() {
        simulator.behaviour(run -> Outcome.endless());
        var machine = machine(1);
        var body = request(machine, FAILED);

        var answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> post(i % 2 == 0 ? first : second, body, "key-1")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).allMatch(answer -> answer.status() == 202, "accepted");
        assertThat(answers)
                .extracting(answer -> answer.text("/id"))
                .containsOnly(answers.getFirst().text("/id"));
        var other = post(second, request(machine, FAILED + ", \"attempt\": 2"), "key-1");
        assertThat(other.status()).isEqualTo(422);
        first.client().post("/replays/" + answers.getFirst().text("/id") + "/cancel", "{\"stopRunning\": true}");
        first.client().end(answers.getFirst().text("/id"));
    }

    @Test
    void oneReplayOfAMachineIsActiveOnBothInstances() {
        simulator.behaviour(run -> Outcome.endless());
        var body = request(machine(1), FAILED);

        var answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> (i % 2 == 0 ? first : second).client().post("/replays", body)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(7);
        var id = answers.stream()
                .filter(answer -> answer.status() == 202)
                .findFirst()
                .orElseThrow()
                .text("/id");
        second.client().post("/replays/" + id + "/cancel", "{\"stopRunning\": true}");
        second.client().end(id);
    }

    @Test
    void saysThatTheDatabaseDoesNotAnswer() {
        var settings =
                ServiceSettings.unpaced(simulator.region(), List.of("spring.datasource.url=" + TestDatabases.h2()));
        try (var alone = LocalService.start(simulator.endpoint(), settings)) {
            assertThat(alone.client().get("/actuator/health/readiness").status())
                    .isEqualTo(200);
            alone.bean(HikariDataSource.class).close();

            var answer = alone.client().get("/replays");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text("/type")).isEqualTo("/problems/store-unavailable");
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(create(alone.client(), machine(1), FAILED).status()).isEqualTo(503);
            Await.until(() -> alone.client().get("/actuator/health/readiness").status() == 503);
        }
    }

    private static int started(LocalService service, String id) {
        var counts = service.client().replay(id).at("/itemCounts");
        return counts.at("/total").asInt() - counts.at("/pending").asInt();
    }

    private static List<String> report(LocalService service, String id) {
        try (var http = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:" + service.port() + "/replays/" + id + "/report");
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines())
                    .body()
                    .toList();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String machine(int failed) {
        var machine = simulator.createMachine("machine-" + ++machines, MachineType.STANDARD);
        simulator.seed(machine, failed, i -> PastExecutions.failed(PastExecutions.name(i), "{}", i));
        return machine;
    }

    private static String request(String machine, String rest) {
        return "{\"stateMachineArn\": \"%s\", %s}".formatted(machine, rest);
    }

    private static Answer create(ReplayClient client, String machine, String rest) {
        return client.post("/replays", request(machine, rest));
    }

    private static Answer post(LocalService service, String body, String key) {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(service.client().uri("/replays"))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", key)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(), answer.headers(), JsonMapper.shared().readTree(answer.body()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

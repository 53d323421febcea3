package io.github.sfnreplay.controls;

import io.github.sfnreplay.SfnReplayApplication;
import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.Behaviour;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.Latency;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.MachineType;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// The whole service on a random port, with a simulated Step Functions behind it.
final class Stage implements AutoCloseable {

    private static final List<String> ACTIONS = List.of(
            "ListExecutions",
            "DescribeExecution",
            "GetExecutionHistory",
            "StartExecution",
            "RedriveExecution",
            "StopExecution",
            "DescribeStateMachine");

    private static final AtomicInteger MACHINES = new AtomicInteger();

    private final JsonMapper json = JsonMapper.shared();
    private final Simulator simulator;
    private final ConfigurableApplicationContext service;
    private final RestTestClient client;

    private Stage(Simulator simulator, ConfigurableApplicationContext service, int port) {
        this.simulator = simulator;
        this.service = service;
        this.client = RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build();
    }

    /// The one for all tests that need no settings of their own, as new.
    static Stage shared() {
        Shared.STAGE.reset();
        return Shared.STAGE;
    }

    /// One with other settings.
    static Stage with(String... settings) {
        var simulator = Simulator.start();
        var arguments = new ArrayList<>(List.of(settings));
        arguments.add("server.port=0");
        arguments.add("spring.main.banner-mode=off");
        arguments.add("sfn-replay.call-timeout=3s");
        arguments.add("sfn-replay.aws.endpoint=" + simulator.endpoint());
        for (var action : ACTIONS) {
            var quota = "sfn-replay.pacing.quotas." + simulator.region() + "." + action;
            arguments.add(quota + ".capacity=100000");
            arguments.add(quota + ".refill-per-second=100000");
        }
        var context = new SpringApplicationBuilder(SfnReplayApplication.class)
                .run(arguments.stream().map(each -> "--" + each).toArray(String[]::new));
        var server = ((WebServerApplicationContext) context).getWebServer();
        return new Stage(simulator, context, server == null ? 0 : server.getPort());
    }

    private static final class Shared {
        static final Stage STAGE = with();
    }

    /// Ends what earlier tests left, and lets Step Functions behave again.
    void reset() {
        simulator.up();
        simulator.faults(FaultPlan.none());
        simulator.latency(Latency.none());
        simulator.listings(ListingFlaws.none());
        simulator.behaviour(Behaviour.echo());
        for (var replay : get("/replays?pageSize=1000").body().at("/replays")) {
            var run = new Run(this, replay.at("/id").asString());
            if (!Invariants.FINAL.contains(replay.at("/state").asString())) {
                run.cancel("{\"stopRunning\": true}");
                run.ended();
            }
            run.delete();
        }
        endAll();
        simulator.resetCounts();
    }

    /// Ends what runs on though its replay has ended.
    private void endAll() {
        Stream.concat(simulator.ledger().starts().stream(), simulator.ledger().redrives().stream())
                .map(LedgerEntry::executionArn)
                .distinct()
                .filter(arn -> simulator.execution(arn).status() == ExecutionStatus.RUNNING)
                .forEach(arn -> simulator.finish(arn, Outcome.aborted(null, null)));
    }

    Simulator simulator() {
        return simulator;
    }

    /// A new machine of its own for each test.
    String machine() {
        return simulator.createMachine("machine-" + MACHINES.incrementAndGet(), MachineType.STANDARD);
    }

    /// Executions that failed, a second apart, the oldest first; their names are `e-000` and so on, and their inputs
    /// `{"id": 0}` and so on.
    List<String> seedFailed(String machine, int count) {
        return seed(machine, count, i -> failed(name(i), "{\"id\": " + i + "}", i));
    }

    List<String> seed(String machine, int count, IntFunction<PastExecution> past) {
        return simulator.seed(machine, count, past);
    }

    static String name(int i) {
        return "e-%03d".formatted(i);
    }

    static PastExecution failed(String name, String input, int second) {
        return PastExecution.failed(name, input, "Order.Broken", "it broke", started(second), stopped(second));
    }

    static PastExecution succeeded(String name, String input, int second) {
        return PastExecution.succeeded(name, input, input, started(second), stopped(second));
    }

    /// Two hours ago, and so many seconds later.
    static Instant started(int second) {
        return Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .minus(Duration.ofHours(2))
                .plusSeconds(second);
    }

    static Instant stopped(int second) {
        return started(second).plusSeconds(1);
    }

    /// Creates a replay of the machine.
    ///
    /// @param rest of the request, as JSON without braces
    Run create(String machine, String rest) {
        var answer = tryCreate(machine, rest);
        if (answer.status() != 202) {
            throw new AssertionError("not created: " + answer);
        }
        return new Run(this, answer.text("/id"));
    }

    /// As `create`, of executions that failed.
    Run replay(String machine, String rest) {
        return create(machine, "\"filter\": {\"statuses\": [\"FAILED\"]}" + (rest.isEmpty() ? "" : ", " + rest));
    }

    Answer tryCreate(String machine, String rest) {
        return post("/replays", "{\"stateMachineArn\": \"%s\", %s}".formatted(machine, rest));
    }

    Answer get(String path) {
        return call(HttpMethod.GET, path, null, null, null);
    }

    Answer get(String path, String ifNoneMatch) {
        return call(HttpMethod.GET, path, null, null, ifNoneMatch);
    }

    Answer post(String path, @Nullable String body) {
        return call(HttpMethod.POST, path, body, MediaType.APPLICATION_JSON, null);
    }

    Answer patch(String path, String body) {
        return call(HttpMethod.PATCH, path, body, MediaType.valueOf("application/merge-patch+json"), null);
    }

    Answer delete(String path) {
        return call(HttpMethod.DELETE, path, null, null, null);
    }

    /// The names that were started, in their order.
    List<String> startedNames() {
        return simulator.ledger().starts().stream().map(LedgerEntry::name).toList();
    }

    @Override
    public void close() {
        service.close();
        simulator.close();
    }

    private Answer call(
            HttpMethod method,
            String path,
            @Nullable String body,
            @Nullable MediaType type,
            @Nullable String ifNoneMatch) {
        var request = client.method(method).uri(path);
        if (ifNoneMatch != null) {
            request.header("If-None-Match", ifNoneMatch);
        }
        if (body != null && type != null) {
            request.contentType(type).body(body);
        }
        var result = request.exchange().expectBody(String.class).returnResult();
        return new Answer(result.getStatus().value(), result.getResponseHeaders(), read(result.getResponseBody()));
    }

    private JsonNode read(@Nullable String text) {
        return text == null || text.isEmpty() ? JsonNodeFactory.instance.missingNode() : json.readTree(text);
    }
}

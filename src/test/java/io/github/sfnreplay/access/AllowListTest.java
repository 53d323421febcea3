package io.github.sfnreplay.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.SfnReplayApplication;
import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What callers get of machines that are not among the allowed ones: nothing, by whatever way they ask.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AllowListTest {

    private static final String FILTER = "\"filter\": {\"statuses\": [\"SUCCEEDED\"]}";

    private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
    private final JsonMapper json = new JsonMapper();
    private final String allowed = simulator.createMachine(MachineSpec.standard("open-orders"));
    private final String secret = simulator.createMachine(MachineSpec.standard("secret-orders"));
    private ConfigurableApplicationContext application;
    private RestTestClient client;

    @BeforeAll
    void start() {
        var then = Instant.now().minusSeconds(600);
        for (var machine : List.of(allowed, secret)) {
            simulator.seed(
                    machine,
                    new PastExecution(
                            "a", ExecutionStatus.SUCCEEDED, "{}", "{}", null, null, then, then.plusSeconds(1)));
        }
        application = new SpringApplicationBuilder(SfnReplayApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--sfn-replay.aws.endpoint=" + simulator.endpoint(),
                        "--sfn-replay.allowed-state-machines=arn:aws:states:*:*:stateMachine:open-*");
        client = RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port"))
                .build();
    }

    @AfterAll
    void stop() {
        application.close();
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/replays|{'stateMachineArn': 'SECRET', FILTER}",
                "/replays|{'stateMachineArn': 'SECRET:PROD', FILTER}",
                "/replays|{'stateMachineArn': 'SECRET', FILTER, 'dryRun': true}",
                "/replays|{'stateMachineArn': 'SECRET', FILTER, 'target': {'stateMachineArn': 'ALLOWED'}}",
                "/replays|{'stateMachineArn': 'ALLOWED', FILTER, 'target': {'stateMachineArn': 'SECRET'}}",
                "/replays|{'stateMachineArn': 'ALLOWED', FILTER, 'target': {'stateMachineArn': 'SECRET:2'}}",
                "/replays|{'stateMachineArn': 'SECRET', 'filter': {'executionArns': ['SECRET_EXECUTION']}}",
                "/executions/summary|{'stateMachineArn': 'SECRET'}",
                "/expressions/evaluate|{'stateMachineArn': 'SECRET', 'distinctBy': 'id'}",
                "/expressions/evaluate|{'stateMachineArn': 'SECRET', 'executionArn': 'SECRET_EXECUTION', 'distinctBy': 'id'}",
                "/expressions/evaluate|{'stateMachineArn': 'SECRET', 'input': {}, 'distinctBy': 'id'}"
            })
    void refusesWhateverNamesAnotherMachine(String path, String body) {
        simulator.resetCounts();
        assertRefused(post(path, filled(body)));
        assertThat(simulator.calls().total()).isZero();
    }

    @Test
    void refusesAFileOfExecutionsOfAnotherMachine() {
        var form = new MultipartBodyBuilder();
        form.part("request", filled("{'stateMachineArn': 'SECRET'}"), MediaType.APPLICATION_JSON);
        form.part("executions", execution(secret), MediaType.TEXT_PLAIN);

        assertRefused(send(client.post().uri("/replays").body(form.build())));
    }

    @Test
    void tellsNothingOfAnotherMachinesVersions() {
        assertRefused(send(client.get().uri("/state-machines/versions?stateMachineArn=" + secret)));
    }

    @Test
    void listsTheAllowedMachinesOnly() {
        var page = send(client.get().uri("/state-machines?region=" + simulator.region()));

        assertThat(page.path("stateMachines").values())
                .extracting(machine -> machine.path("name").asString())
                .containsExactly("open-orders");
    }

    @Test
    void printsThePolicyForTheAllowedMachinesAndKnowsNoOtherAccount() {
        var policy = send(client.get().uri("/iam-policy"));
        var refused = send(client.get().uri("/iam-policy?account=123456789012"));

        assertThat(policy.at("/Statement/1/Resource/0").asString()).isEqualTo("arn:aws:states:*:*:stateMachine:open-*");
        assertThat(refused.path("type").asString()).isEqualTo("/problems/validation-failed");
        assertThat(refused.at("/errors/0/parameter").asString()).isEqualTo("account");
    }

    @Test
    void looksAtAnAllowedMachine() {
        var summary = post("/executions/summary", filled("{'stateMachineArn': 'ALLOWED'}"));

        assertThat(summary.at("/byStatus/SUCCEEDED").asInt()).isEqualTo(1);
    }

    private void assertRefused(JsonNode problem) {
        assertThat(problem.path("type").asString())
                .as(problem.toString())
                .isEqualTo("/problems/state-machine-not-allowed");
        assertThat(problem.path("status").asInt()).isEqualTo(403);
        assertThat(problem.path("stateMachineArn").asString()).startsWith(secret);
    }

    private String filled(String body) {
        return body.replace("FILTER", FILTER)
                .replace("SECRET_EXECUTION", execution(secret))
                .replace("SECRET", secret)
                .replace("ALLOWED", allowed)
                .replace('\'', '"');
    }

    private static String execution(String machine) {
        return machine.replace(":stateMachine:", ":execution:") + ":a";
    }

    private JsonNode post(String path, String body) {
        return send(
                client.post().uri(path).contentType(MediaType.APPLICATION_JSON).body(body));
    }

    private JsonNode send(RestTestClient.RequestHeadersSpec<?> request) {
        var body = request.exchange().returnResult(String.class).getResponseBody();
        return json.readTree(Objects.requireNonNull(body));
    }
}

package io.github.sfnreplay.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.testing.service.Await;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Plants markers in inputs, outputs, causes and credentials, and looks for them everywhere the service speaks: logs
/// (its
/// own at TRACE), standard output and error, metrics, problems, threads, and all answers but the `cause` of an item or
/// a
/// group.
@ExtendWith(OutputCaptureExtension.class)
class SecretsTest {

    private static final String MARK = "MarkerOf";
    private static final String INPUT = MARK + "Input";
    private static final String OUTPUT = MARK + "Output";
    private static final String CAUSE = MARK + "Cause";
    private static final List<String> CREDENTIALS =
            List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken", "aws.endpointUrlSfn");

    private static TamperingProxy between;
    private static TargetService target;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        var simulator = TargetService.startSimulator();
        between = new TamperingProxy(simulator.endpoint());
        System.setProperty("aws.accessKeyId", "AKIA" + MARK + "KeyId");
        System.setProperty("aws.secretAccessKey", MARK + "SecretKey");
        System.setProperty("aws.sessionToken", MARK + "SessionToken");
        System.setProperty("aws.endpointUrlSfn", between.endpoint().toString());
        target = TargetService.unpaced(
                simulator,
                List.of(
                        "logging.level.io.github.sfnreplay=TRACE",
                        "sfn-replay.upstream-outage-tolerance=1s",
                        "sfn-replay.call-timeout=4s",
                        "sfn-replay.check-timeout=10s",
                        "management.endpoint.health.show-details=always"));
    }

    @AfterAll
    static void stop() {
        target.close();
        between.close();
        CREDENTIALS.forEach(System::clearProperty);
    }

    @BeforeEach
    void everythingWorks() {
        between.passOn();
        target.simulator()
                .behaviour(run -> Outcome.succeeded(json(OUTPUT + "New")).after(Duration.ofMillis(20)));
    }

    @Test
    void keepsThemOfWhatSucceeds(CapturedOutput output) {
        var replay = replayed(", \"follow\": \"OUTPUT\"");

        assertThat(replay.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(replay.path("verdictCounts").path("outputChanged").asInt()).isEqualTo(3);
        assertNothingShows(output, replay);
    }

    @Test
    void showsACauseOnlyAsCause(CapturedOutput output) {
        target.simulator().behaviour(run -> Outcome.failed("Some.Error", CAUSE + " " + run.input()));

        var replay = replayed("");

        assertThat(replay.path("state").asString()).isEqualTo("FAILED");
        assertThat(replay.path("failureGroups").toString()).contains(CAUSE);
        assertNothingShows(output, replay);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$error(secret)",
                "$assert(false, secret)",
                "$number(secret)",
                "secret + 1",
                "-secret",
                "$toMillis(secret)",
                "$toMillis(secret, '[Y]')",
                "$sum(secret)",
                "$map(secret, secret)",
                "[1..secret]",
                "{secret: 1, 'a' & secret: secret ~> $uppercase ~> secret}",
                "($x := secret; $x(1))",
                "($x := secret; $y := $x(?, 1); $y(1))",
                "($f := function($s){ $s(1) }; $f(secret))",
                "($f := function($s){ $s ~> secret }; $f(secret))",
                "($x := {'f': secret}; $x.f ~> $x.f)",
                "secret ~> secret",
                "$substring(?, 0, 3)(secret)",
                "$decodeUrl('%' & secret)",
                "$base64decode(secret)",
                "$replace(secret, /./, function($m){ $m })",
                "$match(secret, function($s){ $s })",
                "$formatNumber(1, secret)",
                "$fromMillis(0, secret & '[')",
                "$lookup($, secret)(secret)",
                "$pad(secret, 1000000000)",
                "$[secret][secret][0](secret)",
                "function($x){ secret }"
            })
    void keepsThemWhenAnExpressionFails(String expression, CapturedOutput output) {
        for (var place : List.of(
                "\"inputTransform\": %s",
                "\"distinctBy\": %s", "\"filter\": {\"statuses\": [\"SUCCEEDED\"], \"inputMatches\": %s}")) {
            var quoted = "\"" + expression + "\"";
            var request = "{\"stateMachineArn\": \"" + machine() + "\", "
                    + (place.contains("filter") ? "" : "\"filter\": {\"statuses\": [\"SUCCEEDED\"]}, ")
                    + place.formatted(quoted) + "}";
            assertNothingShows(output, run(request));
        }
    }

    @Test
    void keepsThemOfInputsThatAreNoJson(CapturedOutput output) {
        var machine = machine();
        seed(machine, "broken", "{\"secret\": \"" + INPUT + "\", " + INPUT);
        for (var more : List.of(", \"inputTransform\": \"$\"", ", \"distinctBy\": \"id\"", "")) {
            assertNothingShows(output, run(TargetService.request(machine, more)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            StartExecution      | 400 | {"__type": "InvalidExecutionInput", "message": "Invalid State Machine Execution Input: 'Unexpected character: MarkerOfInput at [Source: {MarkerOfInput]'"}
            StartExecution      | 400 | {"__type": "ValidationException", "message": "1 validation error detected: Value '{\\"a\\": \\"MarkerOfInput\\"}' at 'input' failed to satisfy constraint: Member must have length less than 5"}
            StartExecution      | 200 | {"executionArn": "MarkerOfOutput
            StartExecution      | 200 | <html>MarkerOfOutput</html>
            StartExecution      | 200 | {"executionArn": "MarkerOfOutput", "startDate": "MarkerOfOutput"}
            StartExecution      | 500 | <html>MarkerOfOutput</html>
            StartExecution      | 500 | {"MarkerOfOutput": "MarkerOfOutput"}
            StartExecution      | 403 | MarkerOfOutput
            DescribeExecution   | 200 | {"input": "MarkerOfInput
            DescribeExecution   | 200 | {"input": {"a": "MarkerOfInput"}, "startDate": "MarkerOfInput"}
            DescribeExecution   | 500 | {"input": "MarkerOfInput"}
            GetExecutionHistory | 200 | {"events": [{"executionStartedEventDetails": {"input": "MarkerOfInput"
            GetExecutionHistory | 400 | {"__type": "ValidationException", "message": "Value 'MarkerOfInput' at 'input' failed"}
            ListExecutions      | 200 | {"executions": ["MarkerOfOutput"]}
            ListExecutions      | 400 | {"__type": "InvalidSignatureException", "message": "The request signature we calculated does not match.\\n\\nThe Canonical String should have been 'x-amz-security-token:MarkerOfSessionToken'"}
            StartExecution      | 400 | {"__type": "UnrecognizedClientException", "message": "The security token AKIAMARKEROFKEYID is invalid."}
            """)
    void keepsThemWhenStepFunctionsMisbehaves(String action, int status, String body, CapturedOutput output) {
        var machine = machine();
        between.answer(action, status, body);

        var id = target.create(TargetService.request(machine, ", \"follow\": \"OUTPUT\""));
        for (var look = 0; look < 300 && !TargetService.rests(target.get("/replays/" + id)); look++) {
            Await.pause(Duration.ofMillis(20));
        }
        assertNothingShows(output, target.get("/replays/" + id));
        assertThat(problems(machine)).doesNotContain(MARK);
        between.passOn();
        target.post("/replays/" + id + "/cancel", "{}");
        assertNothingShows(output, target.settled(id, 60_000));
    }

    @Test
    void keepsThemOutOfProblemsAndThreads(CapturedOutput output) throws IOException {
        var machine = machine();
        target.simulator().behaviour(run -> Outcome.succeeded(run.input()).after(Duration.ofSeconds(2)));
        var id = target.create(TargetService.request(machine, ", \"inputTransform\": \"$\""));
        var dump = directory.resolve("threads.txt");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);

        assertThat(Files.readString(dump)).contains("replay-").doesNotContain(MARK);
        for (var status : List.of(400, 403, 500)) {
            between.answer(
                    "DescribeStateMachine",
                    status,
                    "{\"__type\": \"SomethingException\", \"definition\": \"" + INPUT + "\", \"message\": \"Value '"
                            + INPUT + "' at 'definition'\"}");
            assertThat(problems(machine()))
                    .contains("\"type\":\"/problems/upstream")
                    .doesNotContain(MARK);
        }
        between.passOn();
        assertNothingShows(output, target.settled(id, 60_000));
    }

    private static String problems(String machine) {
        return target.post("/replays", TargetService.request(machine, "")).body()
                + target.post("/replays/none/cancel", "{}").body();
    }

    private static JsonNode replayed(String more) {
        return run(TargetService.request(machine(), more));
    }

    private static JsonNode run(String request) {
        return target.settled(target.create(request), 60_000);
    }

    private static String machine() {
        var machine = target.simulator()
                .createMachine(io.github.sfnreplay.simulator.spec.MachineSpec.standard("Machine-" + UUID.randomUUID()));
        for (var i = 0; i < 3; i++) {
            seed(machine, "order-" + i, json(INPUT + i));
        }
        return machine;
    }

    private static void seed(String machine, String name, String input) {
        var start = Instant.now().minusSeconds(600);
        target.simulator()
                .seed(
                        machine,
                        new io.github.sfnreplay.simulator.spec.PastExecution(
                                name,
                                ExecutionStatus.SUCCEEDED,
                                input,
                                json(OUTPUT),
                                null,
                                null,
                                start,
                                start.plusSeconds(1)));
    }

    private static String json(String secret) {
        return "{\"secret\": \"" + secret + "\"}";
    }

    private static void assertNothingShows(CapturedOutput output, JsonNode replay) {
        var id = replay.path("id").asString();
        assertThat(withoutCauses(replay).toString()).doesNotContain(MARK);
        assertThat(withoutCauses(target.get("/replays/" + id + "/items")).toString())
                .doesNotContain(MARK);
        assertThat(metrics()).contains("sfn").doesNotContain(MARK).doesNotContainIgnoringCase("AKIA" + MARK);
        assertThat(output.toString()
                        .lines()
                        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).contains("markerof")))
                .as("what is logged and printed")
                .isEmpty();
    }

    private static String metrics() {
        try (var wire = target.connect()) {
            var names = wire.send("GET", "/actuator/metrics", List.of(), new byte[0])
                    .json()
                    .path("names")
                    .values();
            return names.stream()
                            .filter(name -> name.asString().startsWith("sfn"))
                            .map(name -> wire.send(
                                            "GET", "/actuator/metrics/" + name.asString(), List.of(), new byte[0])
                                    .body())
                            .collect(Collectors.joining())
                    + wire.send("GET", "/actuator/prometheus", List.of(), new byte[0])
                            .body()
                    + wire.send("GET", "/actuator/health", List.of(), new byte[0])
                            .body();
        }
    }

    private static JsonNode withoutCauses(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("cause");
            object.values().forEach(SecretsTest::withoutCauses);
        } else if (node instanceof ArrayNode array) {
            array.forEach(SecretsTest::withoutCauses);
        }
        return node;
    }
}

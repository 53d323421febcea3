package io.github.sfnreplay.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.api.caller.Role;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A replay from its beginning to its end where people sign in, and where a second person has to confirm more than
/// three
/// items.
@ParameterizedClass
@EnumSource(names = {"BASIC", "JWT"})
class SignedInStoryTest {

    private static final Set<String> ENDS = Set.of("SUCCEEDED", "PARTIALLY_SUCCEEDED", "FAILED", "CANCELLED");
    private static @Nullable Guarded service;

    @Parameter
    @SuppressWarnings("UnusedVariable") // the service that was started in this mode says it
    private @Nullable SecurityMode mode;

    @BeforeParameterizedClassInvocation
    static void start(SecurityMode mode) {
        service = Guarded.in(mode, "sfn-replay.security.confirm-by-another-above=3");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        service().close();
    }

    private static Guarded service() {
        return Objects.requireNonNull(service);
    }

    @Test
    void runsFromBeginningToEndUnderTheNameOfWhoAsked() {
        var id = created(Role.OPERATOR, request(machine(3), "\"reason\": \"INC-1\""));

        var ended = ended(id);

        assertThat(ended.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(ended.path("requestedBy").asString()).isEqualTo("operator");
        assertThat(body(service().send(Role.VIEWER, "GET", "/replays/" + id + "/items", null))
                        .path("items"))
                .hasSize(3);
        assertThat(service()
                        .send(Role.VIEWER, "GET", "/replays/" + id + "/report", null)
                        .body())
                .contains("SUCCEEDED");
        assertThat(service()
                        .send(Role.VIEWER, "GET", "/replays/" + id + "/events", null)
                        .body())
                .contains("\"requestedBy\":\"operator\"");
        assertThat(service()
                        .send(Role.OPERATOR, "DELETE", "/replays/" + id, null)
                        .statusCode())
                .isEqualTo(403);
        assertThat(service().send(Role.ADMIN, "DELETE", "/replays/" + id, null).statusCode())
                .isEqualTo(204);
    }

    @Test
    void writesDownWhoDidWhat() {
        var id = created(Role.OPERATOR, request(machine(2), "\"dryRun\": true"));
        await(id, "PLANNED");

        service().send(Role.EDITOR, "PATCH", "/replays/" + id, "{\"limits\": {\"startsPerSecond\": 5}}");
        service().send(Role.ADMIN, "POST", "/replays/" + id + "/cancel", "{}");

        var by =
                body(service().send(Role.VIEWER, "GET", "/replays/" + id + "/log", null))
                        .path("entries")
                        .values()
                        .stream()
                        .map(entry -> entry.path("by").asString())
                        .toList();
        assertThat(by).contains("sfn-replay", "editor", "admin").doesNotContain("anonymous");
    }

    @Test
    void aSecondPersonConfirmsWhatIsTooLargeForOne() {
        var id = created(Role.OPERATOR, request(machine(4), "\"follow\": \"OUTCOME\""));
        var planned = await(id, "PLANNED");
        assertThat(planned.path("stateReason").asString()).isEqualTo("SECOND_PERSON_REQUIRED");
        assertThat(service().simulator().ledger().acceptedStarts()).isZero();
        var seen = "{\"planHash\": \"" + planned.at("/plan/planHash").asString() + "\"}";

        var own = confirm(Role.OPERATOR, id, seen);
        assertThat(own.statusCode()).isEqualTo(403);
        assertThat(body(own).path("type").asString()).isEqualTo("/problems/second-person-required");
        assertThat(body(own).path("requestedBy").asString()).isEqualTo("operator");
        assertThat(confirm(Role.OPERATOR, id, "{}").statusCode()).isEqualTo(403);
        assertThat(confirm(Role.EDITOR, id, "{}").statusCode()).isEqualTo(400);
        assertThat(confirm(Role.EDITOR, id, "{\"planHash\": \"sha256:0\"}").statusCode())
                .isEqualTo(409);
        assertThat(service().simulator().ledger().acceptedStarts()).isZero();

        assertThat(confirm(Role.EDITOR, id, seen).statusCode()).isEqualTo(202);
        assertThat(ended(id).path("state").asString()).isEqualTo("SUCCEEDED");
    }

    @Test
    void executionsThatAreNamedAndRetriesAreNoWayAround() {
        var machine = machine(4);
        service()
                .simulator()
                .behaviour(run -> Outcome.failed("Error", "It broke").after(Duration.ofMillis(10)));
        var arn = machine.replace(":stateMachine:", ":execution:") + ":past-";
        var named = IntStream.range(0, 4).mapToObj(i -> "\"" + arn + i + "\"").toList();
        var id = created(
                Role.OPERATOR,
                "{\"stateMachineArn\": \"" + machine + "\", \"filter\": {\"executionArns\": " + named + "}}");
        var seen =
                "{\"planHash\": \"" + await(id, "PLANNED").at("/plan/planHash").asString() + "\"}";
        assertThat(confirm(Role.ADMIN, id, seen).statusCode()).isEqualTo(202);
        assertThat(ended(id).path("state").asString()).isEqualTo("FAILED");

        var retry = body(service().send(Role.EDITOR, "POST", "/replays/" + id + "/retry-failed", "{}"));

        assertThat(retry.path("state").asString()).isEqualTo("PLANNED");
        assertThat(retry.path("stateReason").asString()).isEqualTo("SECOND_PERSON_REQUIRED");
        assertThat(retry.path("requestedBy").asString()).isEqualTo("editor");
        var child = retry.path("id").asString();
        var hash = "{\"planHash\": \"" + retry.at("/plan/planHash").asString() + "\"}";
        assertThat(confirm(Role.EDITOR, child, hash).statusCode()).isEqualTo(403);
        assertThat(confirm(Role.OPERATOR, child, hash).statusCode()).isEqualTo(202);
        assertThat(ended(child).at("/itemCounts/failed").asInt()).isEqualTo(4);
    }

    @Test
    void onlyAnEditorChangesInputs() {
        var machine = machine(1);
        var changing = request(machine, "\"inputTransform\": \"$merge([$, {'a': 1}])\", \"dryRun\": true");

        var refused = service().send(Role.OPERATOR, "POST", "/replays", changing);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(body(refused).path("type").asString()).isEqualTo("/problems/forbidden");
        assertThat(body(refused).path("requiredRole").asString()).isEqualTo("editor");
        assertThat(service().send(Role.EDITOR, "POST", "/replays", changing).statusCode())
                .isEqualTo(202);
    }

    @Test
    void theKeyOfOneCallerIsNotThatOfAnother() {
        var body = request(machine(1), "\"dryRun\": true");
        var first = keyed(Role.OPERATOR, body);

        assertThat(keyed(Role.OPERATOR, body)).isEqualTo(first);
        assertThat(keyed(Role.EDITOR, body)).isNotEqualTo(first);
    }

    private static String keyed(Role role, String body) {
        var answer = service()
                .send(
                        "POST",
                        "/replays",
                        body,
                        "Authorization",
                        String.valueOf(service().credentials(role)),
                        "Idempotency-Key",
                        "k-" + body.hashCode());
        return body(answer).path("id").asString();
    }

    private static HttpResponse<String> confirm(Role role, String id, String body) {
        return service().send(role, "POST", "/replays/" + id + "/confirm", body);
    }

    private static String machine(int executions) {
        var simulator = service().simulator();
        simulator.resetCounts();
        simulator.behaviour(run -> Outcome.succeeded(run.input()).after(Duration.ofMillis(10)));
        var arn = simulator.createMachine(MachineSpec.standard("Machine-" + UUID.randomUUID()));
        var first = Instant.now().minusSeconds(600);
        IntStream.range(0, executions)
                .forEach(i -> simulator.seed(
                        arn,
                        PastExecution.succeeded(
                                "past-" + i,
                                "{\"id\": " + i + "}",
                                "{}",
                                first.plusSeconds(i),
                                first.plusSeconds(i + 1L))));
        return arn;
    }

    private static String request(String machine, String more) {
        return "{\"stateMachineArn\": \"" + machine + "\", \"filter\": {\"statuses\": [\"SUCCEEDED\"]}, " + more + "}";
    }

    private static String created(Role role, String request) {
        var answer = service().send(role, "POST", "/replays", request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return body(answer).path("id").asString();
    }

    private static JsonNode ended(String id) {
        return awaitOneOf(id, ENDS);
    }

    private static JsonNode await(String id, String state) {
        return awaitOneOf(id, Set.of(state));
    }

    private static JsonNode awaitOneOf(String id, Set<String> states) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> body(service().send(Role.VIEWER, "GET", "/replays/" + id, null)),
                        replay -> states.contains(replay.path("state").asString()));
    }

    private static JsonNode body(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }
}

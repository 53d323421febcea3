package io.github.sfnreplay.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.api.caller.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every operation of the OpenAPI document, and everything beside it, for every role in every mode. An operation that
/// the table does not have fails the test.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {

    private static final String ID = "00000000-0000-7000-8000-000000000000";
    private static final Set<Role> VIEWER = EnumSet.of(Role.VIEWER, Role.OPERATOR, Role.EDITOR, Role.ADMIN);
    private static final Set<Role> OPERATOR = EnumSet.of(Role.OPERATOR, Role.EDITOR, Role.ADMIN);
    private static final Set<Role> ADMIN = EnumSet.of(Role.ADMIN);
    private static final Set<Role> ACTUATOR = EnumSet.of(Role.ADMIN, Role.MONITOR);

    /// Who may do what, by the ids of the operations; null for everybody.
    private static final Map<String, @Nullable Set<Role>> TABLE = new TreeMap<>();

    static {
        for (var id : List.of(
                "listReplays",
                "getReplay",
                "listItems",
                "getItemInput",
                "getReport",
                "watchReplay",
                "getLog",
                "listStateMachines",
                "listVersions",
                "getIamPolicy",
                "whoAmI")) {
            TABLE.put(id, VIEWER);
        }
        for (var id : List.of(
                "createReplay",
                "confirmReplay",
                "pauseReplay",
                "resumeReplay",
                "cancelReplay",
                "patchReplay",
                "retryFailed",
                "summarizeExecutions",
                "evaluateExpressions")) {
            TABLE.put(id, OPERATOR);
        }
        TABLE.put("deleteReplay", ADMIN);
        TABLE.put("pauseAll", ADMIN);
        TABLE.put("explainProblem", null);
    }

    private final Map<SecurityMode, Guarded> services = new TreeMap<>();

    @BeforeAll
    void start() {
        Arrays.stream(SecurityMode.values()).forEach(mode -> services.put(mode, Guarded.in(mode)));
    }

    @AfterAll
    void stop() {
        services.values().forEach(Guarded::close);
    }

    /// One operation of the document.
    private record Operation(String id, String method, String path) {

        static List<Operation> all(Guarded service) {
            var document = new JsonMapper()
                    .readTree(service.send("GET", "/v3/api-docs", null).body());
            var operations = new ArrayList<Operation>();
            document.path("paths")
                    .properties()
                    .forEach(path -> path.getValue()
                            .properties()
                            .forEach(each -> operations.add(of(path.getKey(), each.getKey(), each.getValue()))));
            return operations;
        }

        private static Operation of(String path, String method, JsonNode operation) {
            return new Operation(
                    operation.path("operationId").asString(),
                    method.toUpperCase(java.util.Locale.ROOT),
                    path.replace("{id}", ID).replace("{index}", "0").replace("{name}", "forbidden"));
        }

        @Nullable
        String body() {
            return method.equals("GET") || method.equals("DELETE") ? null : "{}";
        }
    }

    @Test
    void everyOperationHasARule() {
        var documented = Operation.all(service(SecurityMode.OPEN)).stream()
                .map(Operation::id)
                .toList();

        assertThat(TABLE.keySet()).containsExactlyInAnyOrderElementsOf(documented);
    }

    @ParameterizedTest
    @EnumSource(names = {"BASIC", "JWT"})
    void everyOperationAnswersWhoMayAndRefusesAllOthers(SecurityMode mode) {
        var service = service(mode);
        for (var operation : Operation.all(service)) {
            var allowed = TABLE.get(operation.id());
            for (var role : Role.values()) {
                var status = status(service, role, operation);
                if (allowed == null || allowed.contains(role)) {
                    assertThat(status).as("%s as %s", operation, role).isNotIn(401, 403);
                } else {
                    assertThat(status).as("%s as %s", operation, role).isEqualTo(403);
                }
            }
            assertThat(status(service, null, operation))
                    .as("%s as nobody", operation)
                    .isEqualTo(allowed == null ? 200 : 401);
        }
    }

    @Test
    void nobodyHasToSignInWhereTheServiceIsOpen() {
        var service = service(SecurityMode.OPEN);

        assertThat(Operation.all(service))
                .allSatisfy(operation ->
                        assertThat(status(service, null, operation)).isNotIn(401, 403));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/actuator", "/actuator/health", "/actuator/info", "/actuator/metrics", "/actuator/prometheus"})
    void theActuatorIsForAdminsAndMonitors(String path) {
        for (var mode : List.of(SecurityMode.BASIC, SecurityMode.JWT)) {
            var service = service(mode);
            for (var role : Role.values()) {
                assertThat(service.send(role, "GET", path, null).statusCode())
                        .as("%s as %s", path, role)
                        .isEqualTo(ACTUATOR.contains(role) ? 200 : 403);
            }
            assertThat(service.send("GET", path, null).statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/",
                "/app/app.js",
                "/favicon.svg",
                "/webjars/lit/index.js",
                "/swagger-ui/index.html",
                "/v3/api-docs",
                "/problems/unauthorized"
            })
    void probesAndFilesOfThePageAreForEverybody(String path) {
        assertThat(services.values())
                .allSatisfy(service ->
                        assertThat(service.send("GET", path, null).statusCode()).isEqualTo(200));
    }

    /// HEAD is GET without a body, and what nobody wrote a rule for is not open.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEAD /replays",
                "OPTIONS /replays",
                "GET /nothing",
                "POST /nothing",
                "PUT /replays",
                "GET /replays;x=1",
                "GET /replays/../replays",
                "GET /app/%2e%2e/replays",
                "DELETE /problems/forbidden",
                "POST /",
                "GET /error",
                "GET /index.html"
            })
    void whatIsNotOpenNeedsSigningIn(String request) {
        var parts = request.split(" ", -1);
        for (var mode : List.of(SecurityMode.BASIC, SecurityMode.JWT)) {
            assertThat(service(mode).send(parts[0], parts[1], null).statusCode())
                    .as("%s in %s", request, mode)
                    .isIn(400, 401);
        }
    }

    private int status(Guarded service, @Nullable Role role, Operation operation) {
        return service.send(role, operation.method(), operation.path(), operation.body())
                .statusCode();
    }

    private Guarded service(SecurityMode mode) {
        return java.util.Objects.requireNonNull(services.get(mode));
    }
}

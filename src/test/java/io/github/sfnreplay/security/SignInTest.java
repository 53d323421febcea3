package io.github.sfnreplay.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.github.sfnreplay.api.caller.Role;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Wrong and missing credentials: what they are told, how often they may be tried, and what is written down.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class SignInTest {

    private Guarded basic;
    private Guarded jwt;

    @BeforeAll
    void start() {
        basic = Guarded.in(
                SecurityMode.BASIC,
                "sfn-replay.security.failed-sign-ins-per-minute=8",
                "sfn-replay.security.requests-per-second=40",
                "sfn-replay.events.max-per-caller=2",
                "server.forward-headers-strategy=native");
        jwt = Guarded.in(
                SecurityMode.JWT,
                "sfn-replay.security.roles-claim=realm_access.roles",
                "sfn-replay.security.roles-prefix=replay:",
                "spring.security.oauth2.resourceserver.jwt.audiences=sfn-replay",
                "spring.security.oauth2.resourceserver.jwt.principal-claim-name=preferred_username");
    }

    @AfterAll
    void stop() {
        jwt.close();
        basic.close();
    }

    /// Each test comes from an address of its own.
    private HttpResponse<String> from(String address, String authorization) {
        return basic.send("GET", "/me", null, "Authorization", authorization, "X-Forwarded-For", address);
    }

    @Test
    void tellsAWrongNameAndAWrongPasswordTheSame(CapturedOutput output) {
        var unknown = from("203.0.113.1", Guarded.basic("mallory", Guarded.PASSWORD));
        var wrong = from("203.0.113.1", Guarded.basic("viewer", "hunter2-secret"));
        var none = basic.send("GET", "/me", null);

        assertThat(List.of(unknown, wrong, none)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic realm="));
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        });
        assertThat(wrong.body()).isEqualTo(unknown.body()).isEqualTo(none.body());
        assertThat(output).contains("Sign-in failed: viewer, from 203.0.113.1", "a name that nobody has");
        assertThat(output).doesNotContain("hunter2-secret", Guarded.PASSWORD, "mallory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Digest x", "Bearer x"})
    void refusesMalformedCredentials(String authorization) {
        assertThat(from("203.0.113.9", authorization).statusCode()).isEqualTo(401);
    }

    @Test
    void boundsFailuresFromOneAddressAndThenLooksAtNoPassword() {
        var statuses = new java.util.ArrayList<Integer>();
        for (var i = 0; i < 12; i++) {
            statuses.add(
                    from("203.0.113.2", Guarded.basic("name-" + i, "wrong")).statusCode());
        }
        var limited = from("203.0.113.2", Guarded.basic("monitor", "wrong"));

        assertThat(statuses).startsWith(401, 401, 401, 401).endsWith(429);
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 61L);
        assertThat(limited.body()).contains("/problems/too-many-requests");
        assertThat(from("203.0.113.3", String.valueOf(basic.credentials(Role.MONITOR)))
                        .statusCode())
                .as("somebody else")
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"editor", "nobody-at-all"})
    void boundsFailuresForOneNameWhetherOrNotSomebodyHasIt(String name) {
        var last = 0;
        for (var i = 0; i < 12; i++) {
            last = from("198.51.100." + i, Guarded.basic(name, "wrong")).statusCode();
        }

        assertThat(last).isEqualTo(429);
    }

    @Test
    void whoIsSignedInIsNotKeptOutByOthersWhoGuess() {
        assertThat(from("203.0.113.4", String.valueOf(basic.credentials(Role.ADMIN)))
                        .statusCode())
                .isEqualTo(200);
        for (var i = 0; i < 12; i++) {
            from("198.51.100." + (100 + i), Guarded.basic("admin", "wrong"));
        }

        assertThat(from("203.0.113.4", String.valueOf(basic.credentials(Role.ADMIN)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void boundsRequestsOfOneCallerButNotOfAnother() {
        var viewer = String.valueOf(basic.credentials(Role.VIEWER));
        var limited = java.util.stream.Stream.generate(() -> from("203.0.113.5", viewer))
                .limit(2_000)
                .filter(answer -> answer.statusCode() == 429)
                .findFirst();

        assertThat(limited).hasValueSatisfying(answer -> {
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(answer.body()).contains("/problems/too-many-requests");
        });
        assertThat(from("203.0.113.5", String.valueOf(basic.credentials(Role.OPERATOR)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void keepsSecretsOutOfWhatOperatorsSee(CapturedOutput output) {
        var admin = basic.credentials(Role.ADMIN);
        var seen = List.of("/actuator", "/actuator/health", "/actuator/info", "/actuator/prometheus").stream()
                .map(path -> from("203.0.113.6", String.valueOf(admin))
                        + basic.send(Role.ADMIN, "GET", path, null).body())
                .toList();

        assertThat(seen).allSatisfy(text -> assertThat(text).doesNotContain("bcrypt", "$2a$", Guarded.PASSWORD));
        assertThat(output.toString()).doesNotContain("$2a$", Guarded.PASSWORD);
        assertThat(basic.context().getBean(SecuritySettings.class).toString()).doesNotContain("$2a$");
    }

    @Test
    void takesRolesAndNamesFromTheClaimsOfAToken() {
        var answer = me(Map.of(
                "preferred_username",
                "alice@example.com",
                "aud",
                "sfn-replay",
                "realm_access",
                Map.of("roles", List.of("replay:operator", "admin", "replay:unknown"))));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"name\":\"alice@example.com\"", "\"operator\"", "\"viewer\"")
                .doesNotContain("admin", "editor");
    }

    @Test
    void refusesTokensOfOthersForOthersAndOfYesterday() throws JOSEException {
        var claims = Map.of("preferred_username", "alice", "aud", "sfn-replay");
        var other = new RSAKeyGenerator(2048).keyID("one").generate();
        var parts = Guarded.token(claims).split("\\.", -1);
        var unsigned = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "." + parts[1] + ".";

        for (var token : List.of(
                Guarded.token(other, claims, Instant.now().plusSeconds(60)),
                Guarded.token(Map.of("preferred_username", "alice", "aud", "another")),
                Guarded.token(Map.of("preferred_username", "alice")),
                Guarded.token(Map.of("aud", "sfn-replay")),
                Guarded.token(Map.of("preferred_username", "sfn-replay", "aud", "sfn-replay")),
                unsigned,
                parts[0] + "." + parts[1] + ".x",
                "abc")) {
            var answer = jwt.send("GET", "/replays", null, "Authorization", "Bearer " + token);
            assertThat(answer.statusCode()).as(token).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Bearer realm=\"sfn-replay\", error=\"invalid_token\"");
            assertThat(answer.body()).contains("/problems/unauthorized").doesNotContain(token);
        }
        assertThat(jwt.send("GET", "/replays?access_token=" + Guarded.token(claims), null)
                        .statusCode())
                .isEqualTo(401);
        assertThat(me(claims).statusCode()).as("signed in without a role").isEqualTo(403);
    }

    @Test
    void refusesATokenThatHasExpired() throws Exception {
        var expired = Guarded.expired(Map.of("preferred_username", "alice", "aud", "sfn-replay"));

        assertThat(jwt.send("GET", "/replays", null, "Authorization", "Bearer " + expired)
                        .statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<String> me(Map<String, ?> claims) {
        return jwt.send("GET", "/me", null, "Authorization", "Bearer " + Guarded.token(claims));
    }
}

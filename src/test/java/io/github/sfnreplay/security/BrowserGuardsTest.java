package io.github.sfnreplay.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.api.caller.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is refused by what a browser says of a request, and what every answer tells a browser.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserGuardsTest {

    private static final String CREATE = "POST /replays/pause-all";
    private static final Pattern XSRF = Pattern.compile("XSRF-TOKEN=([^;]+)");

    private Guarded open;
    private Guarded basic;
    private Guarded elsewhere;

    @BeforeAll
    void start() {
        open = Guarded.in(SecurityMode.OPEN);
        basic = Guarded.in(SecurityMode.BASIC, "sfn-replay.public-url=https://replay.example.com");
        elsewhere = Guarded.in(
                SecurityMode.JWT,
                "sfn-replay.security.allowed-origins=https://console.example.com",
                "management.server.port=0",
                "management.server.address=0.0.0.0");
    }

    @AfterAll
    void stop() {
        elsewhere.close();
        basic.close();
        open.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:%d", "127.0.0.1:%d", "[::1]:%d", "[::1]"})
    void knowsItsOwnNames(String host) {
        assertThat(Raw.send(open.port(), "GET /replays", "Host: " + host.formatted(open.port()))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:%d",
                "localhost.evil.example",
                "evil.localhost",
                "127.0.0.1.nip.io",
                "127.0.0.2",
                "replay.example.com",
                "localhost@evil.example",
                "[::2]:%d"
            })
    void refusesOtherNamesWhereNobodySignsIn(String host) {
        for (var path : List.of("GET /replays", "GET /", CREATE, "GET /actuator/health", "GET /v3/api-docs")) {
            var answer =
                    Raw.send(open.port(), path, "Host: " + host.formatted(open.port()), "X-Forwarded-Host: localhost");

            assertThat(answer.status()).as("%s of %s", path, host).isIn(400, 403);
            assertThat(answer.text()).containsPattern("/problems/(host-not-allowed|bad-request)");
        }
    }

    @Test
    void answersProbesUnderAnyName() {
        assertThat(Raw.send(open.port(), "GET /actuator/health/readiness", "Host: 10.0.0.7:8080")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1:1",
        "Origin: http://localhost.evil.example",
        "Origin: https://console.example.com"
    })
    void refusesWhatPagesOfOtherSitesSend(String header) {
        for (var request : List.of(CREATE, "DELETE /replays/1", "POST /nothing")) {
            var answer = Raw.send(open.port(), request, header, "Content-Length: 0");

            assertThat(answer.status()).as("%s with %s", request, header).isEqualTo(403);
            assertThat(answer.text()).contains("/problems/cross-site-request");
        }
    }

    @Test
    void takesWhatItsOwnPageAndProgramsSend() {
        var own = "Origin: http://127.0.0.1:" + open.port();

        assertThat(Raw.send(open.port(), CREATE, own, "Sec-Fetch-Site: same-origin", "Content-Length: 0")
                        .status())
                .isEqualTo(200);
        assertThat(Raw.send(open.port(), CREATE, own, "Content-Length: 0").status())
                .isEqualTo(200);
        assertThat(Raw.send(open.port(), CREATE, "Content-Length: 0").status()).isEqualTo(200);
    }

    @Test
    void letsOthersLinkToItAndNothingElse() {
        var foreign = "Sec-Fetch-Site: cross-site";
        var navigate = "Sec-Fetch-Mode: navigate";

        assertThat(Raw.send(open.port(), "GET /", foreign, navigate, "Sec-Fetch-Dest: document")
                        .status())
                .isEqualTo(200);
        assertThat(Raw.send(open.port(), "GET /", foreign, navigate, "Sec-Fetch-Dest: iframe")
                        .status())
                .isEqualTo(403);
        assertThat(Raw.send(open.port(), "GET /replays", foreign, "Sec-Fetch-Mode: no-cors")
                        .status())
                .isEqualTo(403);
        assertThat(Raw.send(open.port(), "POST /replays", foreign, navigate, "Sec-Fetch-Dest: document")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void refusesMediaTypesThatFormsCanSend() {
        for (var type : List.of("text/plain", "application/x-www-form-urlencoded")) {
            assertThat(Raw.send(open.port(), "POST /replays", "Content-Type: " + type, "Content-Length: 0")
                            .status())
                    .isEqualTo(415);
        }
    }

    @Test
    void knowsThePagesOfItsPublicAddressBehindAProxy() {
        var credentials = "Authorization: " + basic.credentials(Role.ADMIN);

        assertThat(Raw.send(basic.port(), "GET /replays", credentials, "Origin: https://replay.example.com")
                        .status())
                .isEqualTo(200);
        assertThat(Raw.send(basic.port(), "GET /replays", credentials, "Origin: https://evil.example.com")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void asksBrowsersForATokenWherePeopleSignIn() {
        var credentials = "Authorization: " + basic.credentials(Role.ADMIN);
        var site = "Sec-Fetch-Site: same-origin";
        var cookie = XSRF.matcher(Raw.send(basic.port(), "GET /me", credentials).header("Set-Cookie"));
        assertThat(cookie.find()).isTrue();
        var token = cookie.group(1);

        var without = Raw.send(basic.port(), CREATE, credentials, site, "Content-Length: 0");
        assertThat(without.status()).isEqualTo(403);
        assertThat(without.text()).contains("/problems/cross-site-request", "X-XSRF-TOKEN");
        assertThat(Raw.send(
                                basic.port(),
                                CREATE,
                                credentials,
                                site,
                                "Content-Length: 0",
                                "Cookie: XSRF-TOKEN=" + token,
                                "X-XSRF-TOKEN: other")
                        .status())
                .isEqualTo(403);
        assertThat(Raw.send(
                                basic.port(),
                                CREATE,
                                credentials,
                                site,
                                "Content-Length: 0",
                                "Cookie: XSRF-TOKEN=" + token,
                                "X-XSRF-TOKEN: " + token)
                        .status())
                .isEqualTo(200);
        assertThat(Raw.send(basic.port(), CREATE, credentials, "Content-Length: 0")
                        .status())
                .as("a program")
                .isEqualTo(200);
    }

    @Test
    void tellsOtherSitesNothingUnlessTheyAreConfigured() {
        var preflight = new String[] {
            "Origin: https://console.example.com",
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: authorization"
        };

        var allowed = Raw.send(elsewhere.port(), "OPTIONS /replays", preflight);
        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("https://console.example.com");
        assertThat(allowed.header("Access-Control-Allow-Credentials")).isEmpty();
        for (var service : List.of(open, basic)) {
            assertThat(Raw.send(service.port(), "OPTIONS /replays", preflight).text())
                    .doesNotContain("Access-Control-Allow");
        }
        assertThat(Raw.send(elsewhere.port(), "GET /me", "Origin: https://evil.example")
                        .text())
                .doesNotContain("Access-Control-Allow");
    }

    @Test
    void guardsTheActuatorOnAPortOfItsOwnToo() {
        var port = elsewhere.context().getEnvironment().getRequiredProperty("local.management.port", Integer.class);
        var monitor = "Authorization: " + elsewhere.credentials(Role.MONITOR);

        assertThat(Raw.send(port, "GET /actuator/metrics").status()).isEqualTo(401);
        assertThat(Raw.send(port, "GET /actuator/metrics").text()).contains("/problems/unauthorized");
        assertThat(Raw.send(port, "GET /actuator/metrics", "Authorization: " + elsewhere.credentials(Role.EDITOR))
                        .status())
                .isEqualTo(403);
        assertThat(Raw.send(port, "GET /actuator/metrics", monitor).status()).isEqualTo(200);
        assertThat(Raw.send(port, "GET /actuator/health/liveness").status()).isEqualTo(200);
    }

    @Test
    void everyKindOfAnswerHasTheProtectiveHeaders() {
        var admin = "Authorization: " + basic.credentials(Role.ADMIN);
        var answers = new ArrayList<>(List.of(
                Raw.send(open.port(), "GET /replays", "Host: evil.example"),
                Raw.send(open.port(), "GET /replays", "Sec-Fetch-Site: cross-site"),
                Raw.send(basic.port(), "GET /replays"),
                Raw.send(basic.port(), "POST /replays", "Authorization: " + basic.credentials(Role.VIEWER)),
                Raw.send(basic.port(), "GET /replays//x", admin),
                Raw.send(basic.port(), "GET /%zz", admin),
                Raw.send(basic.port(), "GET /replays", "X: " + "a".repeat(20_000))));
        for (var path : List.of(
                "/",
                "/me",
                "/replays",
                "/replays/none",
                "/replays/none/report",
                "/replays/none/events",
                "/replays?state=x",
                "/actuator/health",
                "/actuator/prometheus",
                "/actuator/health/liveness",
                "/v3/api-docs",
                "/swagger-ui.html",
                "/swagger-ui/index.html",
                "/problems/not-found",
                "/app/app.js",
                "/webjars/lit/index.js",
                "/favicon.ico",
                "/favicon.svg",
                "/nothing")) {
            answers.add(Raw.send(basic.port(), "GET " + path, admin, "Accept: */*"));
        }
        answers.add(Raw.send(basic.port(), "GET /problems/not-found", admin, "Accept: text/html"));
        answers.add(Raw.send(basic.port(), "TRACE /replays", admin));
        answers.add(Raw.send(basic.port(), "POST /replays", admin, "Content-Type: text/plain", "Content-Length: 0"));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("frame-ancestors 'none'", "default-src")
                    .doesNotContain("script-src 'unsafe");
            assertThat(answer.header("Cache-Control")).isIn("no-store", "no-cache");
            assertThat(answer.text()).doesNotContain("Access-Control-", "Server: ", "X-Powered-By", "JSESSIONID");
        });
        assertThat(answers)
                .filteredOn(answer -> answer.header("Content-Type").contains("json"))
                .hasSizeGreaterThan(10)
                .allSatisfy(answer -> assertThat(answer.header("Cache-Control")).isEqualTo("no-store"));
    }
}

package io.github.sfnreplay.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ApiTest
class TomcatProblemsTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({
        "GET, /replays/a%2Fb, 400, bad-request",
        "GET, /..%2f..%2fetc, 400, bad-request",
        "GET, /../../etc, 400, bad-request",
        "GET, /replays/%zz, 400, bad-request",
        "GET, /replays/%00, 400, bad-request",
        "GET, /replays/{, 400, bad-request",
        "GET, /replays/..;/x, 404, not-found",
        "TRACE, /replays, 405, method-not-allowed",
        "FOO, /replays, 405, method-not-allowed"
    })
    void answersEveryErrorWithAProblem(String method, String path, int status, String type) throws IOException {
        var answer = send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("Content-Type: application/problem+json")
                .contains("/problems/" + type)
                .doesNotContain("<html");
    }

    @ParameterizedTest
    @CsvSource({
        "state=%zz, state",
        "state=%ff, state",
        "%c0=1, %c0",
        "a=1&=x, ''",
        "pageSize=1&state=%e2%28, state",
    })
    void namesTheParametersThatCannotBeRead(String query, String name) throws IOException {
        var answer = send("GET /replays?" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("/problems/validation-failed")
                .contains("\"parameter\":\"" + name + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/mixed", "application/x-www-form-urlencoded", "a", ""})
    void refusesFormsAsMediaTypesThatItDoesNotRead(String type) throws IOException {
        var answer = send("POST /replays HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type
                + "\r\nContent-Length: 7\r\n\r\n--x\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 415").contains("/problems/unsupported-media-type");
    }

    @Test
    void answersHeadersThatAreTooLongWithAProblem() throws IOException {
        var answer = send("GET /replays HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("/problems/bad-request");
    }

    @Test
    void answersHeadWithTheStatusAlone() throws IOException {
        var answer = send("HEAD /replays/none HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 404")
                .contains("Content-Type: application/problem+json")
                .endsWith("\r\n\r\n");
    }

    private String send(String request) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

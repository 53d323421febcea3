package io.github.sfnreplay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.quota.Quotas;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WireTest extends SimulatorTestBase {

    @Test
    void speaksAwsJson() throws Exception {
        clock.pass(Duration.ofMillis(42));

        var response =
                post("AWSStepFunctions.StartExecution", "{\"stateMachineArn\":\"" + machine + "\",\"name\":\"a\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/x-amz-json-1.0");
        assertThat(response.headers().firstValue("x-amzn-requestid")).isPresent();
        assertThat(response.body())
                .isEqualTo("{\"executionArn\":\"" + executionArn("a") + "\",\"startDate\":"
                        + FakeClock.NOON.getEpochSecond() + ".042}");
    }

    @Test
    void namesTheErrorInItsType() throws Exception {
        var response = post("AWSStepFunctions.DescribeExecution", "{\"executionArn\":\"not_a_valid_arn\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("{\"__type\":\"InvalidArn\","
                        + "\"message\":\"Invalid Arn: 'Invalid ARN prefix: not_a_valid_arn'\"}");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() throws Exception {
        assertThat(post("AWSStepFunctions.SendTaskSuccess", "{}").body()).contains("UnknownOperationException");
        assertThat(post("AWSStepFunctions.StartExecution", "{").body()).contains("SerializationException");
        assertThat(post("AWSStepFunctions.StartExecution", "[]").body()).contains("SerializationException");
        assertThat(post("AWSStepFunctions.StartExecution", "{\"stateMachineArn\":1}")
                        .body())
                .contains("SerializationException");
    }

    @Test
    void acceptsChunkedBodiesAndExpectations() throws IOException {
        var body = "{\"stateMachineArn\":\"" + machine + "\",\"name\":\"a\"}";
        var half = body.length() / 2;
        try (var socket = connect()) {
            var request = "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AWSStepFunctions.StartExecution\r\n"
                    + "Expect: 100-continue\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                    + Integer.toHexString(half) + "\r\n" + body.substring(0, half) + "\r\n"
                    + Integer.toHexString(body.length() - half) + ";x=y\r\n" + body.substring(half) + "\r\n0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
                    .contains("Connection: close")
                    .contains(executionArn("a"));
        }
    }

    @Test
    void keepsTheConnectionForTheNextRequest() throws IOException {
        try (var socket = connect()) {
            var request = "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AWSStepFunctions.ListStateMachines\r\n"
                    + "Content-Length: 2\r\n\r\n{}";
            socket.getOutputStream().write((request + request).getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            var answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(3);
        }
    }

    @Test
    void sendsHalfOfAnAnswer() throws IOException {
        simulator.faults(FaultPlan.none().next(FaultKind.HALF_ANSWER, 1));
        try (var socket = connect()) {
            var request = "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AWSStepFunctions.ListStateMachines\r\n"
                    + "Content-Length: 2\r\n\r\n{}";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("{\"stateMachines\":")
                    .doesNotEndWith("}");
        }
    }

    @Test
    void theControlPathTellsTheCounts() throws Exception {
        simulator.quotas(Quotas.off().with(Action.START_EXECUTION, 5, 1));
        start("a", "{}");

        assertThat(control("POST", "/_foreign?action=StartExecution&count=9")).isEqualTo("{\"taken\":4}");
        assertRefused("ThrottlingException", () -> start("b", "{}"));
        assertThat(control("GET", "/_ledger"))
                .contains("\"acceptedStarts\":1", "\"openHighWaterMark\":1", "\"StartExecution\":2")
                .contains("\"throttled\":{");
        control("POST", "/_reset");
        assertThat(control("GET", "/_ledger")).contains("\"acceptedStarts\":0");
        assertThat(control("GET", "/_nothing")).contains("error");
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), simulator.endpoint().getPort());
    }

    private HttpResponse<String> post(String target, String body) throws Exception {
        return send(HttpRequest.newBuilder(simulator.endpoint())
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private String control(String method, String path) throws Exception {
        return send(HttpRequest.newBuilder(simulator.endpoint().resolve(path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build())
                .body();
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}

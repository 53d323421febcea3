package io.github.sfnreplay.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.core.exception.SdkClientException;

/// What a broken network, a broken answer or missing credentials turn into.
class AwsStepFunctionsNetworkTest {

    private static final StateMachineArn MACHINE =
            StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:orders");
    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 29\r\n\r\n{\"startDate\":1700000000.123}\n";

    @Test
    void startsWithOneRequest() throws Exception {
        try (var endpoint = RawEndpoint.sending(GOOD);
                var gateway = Gateways.demo(endpoint.url())) {
            var started = gateway.stepFunctions.startExecution(MACHINE, "name", "{\"a\": \"ü\"}");

            assertThat(started).hasToString("2023-11-14T22:13:20.123Z");
            assertThat(endpoint.requests()).singleElement().asString().contains("\"input\":\"{\\\"a\\\": \\\"ü\\\"}\"");
        }
    }

    @Test
    void knowsThatNothingWasDoneWhenTheConnectionIsRefused() throws Exception {
        var exception = failure(URI.create("http://127.0.0.1:" + closedPort()));

        assertThat(exception.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(exception.isAmbiguous()).isFalse();
    }

    @Test
    void knowsThatNothingWasDoneWhenTheHostIsUnknown() {
        var exception = failure(URI.create("http://no-such-host.invalid"));

        assertThat(exception.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(exception.isAmbiguous()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTT",
                "HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n{\"startDate\": 1700000000",
                "HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\n{\"startDate\": s3cret-oh}",
                "HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\n{\"startDate\":\"s3cret-o\"}",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<s3cret/>",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 400 Bad Request\r\nContent-Length: 999999\r\n\r\n{\"__type\":\"ExecutionAl"
            })
    void doesNotKnowWhatWasDoneAfterABrokenAnswer(String answer) throws Exception {
        try (var endpoint = RawEndpoint.sending(answer)) {
            var exception = failure(endpoint.url());

            assertThat(endpoint.requests()).hasSize(1);
            assertThat(exception.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(exception.isAmbiguous()).isTrue();
            assertThat(Throwables.getStackTrace(exception)).doesNotContain("s3cret");
        }
    }

    @Test
    void asksOnceOnAConnectionThatWasUsedBefore() throws Exception {
        try (var endpoint = RawEndpoint.sending(GOOD);
                var gateway = Gateways.demo(endpoint.url())) {
            gateway.stepFunctions.startExecution(MACHINE, "first", "{}");
            endpoint.closeAtNextRequest();

            var exception = catchThrowableOfType(
                    StepFunctionsException.class, () -> gateway.stepFunctions.startExecution(MACHINE, "second", "{}"));

            assertThat(exception.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(exception.isAmbiguous()).isTrue();
            assertThat(endpoint.requests()).hasSize(2);
        }
    }

    @Test
    void givesUpWhenTheCallTimesOut() throws Exception {
        try (var endpoint = RawEndpoint.sending(RawEndpoint.SILENCE);
                var gateway = Gateways.demo(endpoint.url(), Duration.ofMillis(200))) {
            var exception = failure(gateway);

            assertThat(exception.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(exception.isAmbiguous()).isTrue();
            assertThat(endpoint.requests()).hasSize(1);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    /// Virtual threads only: a platform thread cannot be interrupted while it waits for a socket.
    @Test
    void staysInterruptedWhenItWasInterrupted() throws Exception {
        try (var endpoint = RawEndpoint.sending(RawEndpoint.SILENCE);
                var gateway = Gateways.demo(endpoint.url())) {
            var interrupted = new AtomicBoolean();
            var failure = new CompletableFuture<StepFunctionsException>();
            var caller = Thread.ofVirtual().start(() -> {
                var exception = failure(gateway);
                interrupted.set(Thread.currentThread().isInterrupted());
                failure.complete(exception);
            });
            endpoint.awaitRequest();
            caller.interrupt();

            assertThat(failure.get().kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure.get().isAmbiguous()).isTrue();
            assertThat(interrupted).isTrue();
        }
    }

    @Test
    void saysThatCredentialsAreMissing() throws Exception {
        AwsCredentialsProvider nobody = () -> {
            throw SdkClientException.create("no credentials here");
        };
        try (var endpoint = RawEndpoint.sending(GOOD);
                var gateway = Gateways.user(endpoint.url(), AwsCredentialsProviderChain.of(nobody))) {
            var exception = failure(gateway);

            assertThat(exception.kind()).isEqualTo(Kind.DENIED);
            assertThat(exception).hasMessageContaining("AWS_PROFILE");
            assertThat(endpoint.requests()).isEmpty();
        }
    }

    @Test
    void saysThatCredentialsCouldNotBeFetched() throws Exception {
        AwsCredentialsProvider broken = () -> {
            throw SdkClientException.create("metadata", new java.net.SocketException("Connection reset"));
        };
        try (var endpoint = RawEndpoint.sending(GOOD);
                var gateway = Gateways.user(endpoint.url(), broken)) {
            var exception = failure(gateway);

            assertThat(exception.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(exception.isAmbiguous()).isFalse();
            assertThat(endpoint.requests()).isEmpty();
        }
    }

    private static StepFunctionsException failure(URI endpoint) {
        try (var gateway = Gateways.demo(endpoint)) {
            return failure(gateway);
        }
    }

    private static StepFunctionsException failure(Gateways gateway) {
        return catchThrowableOfType(
                StepFunctionsException.class,
                () -> gateway.stepFunctions.startExecution(MACHINE, "name", "\"s3cret\""));
    }

    private static int closedPort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

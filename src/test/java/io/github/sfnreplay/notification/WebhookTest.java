package io.github.sfnreplay.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A real receiver on loopback: one that answers, one that hangs, one that never ends, one that is not there.
class WebhookTest {

    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicReference<@Nullable String> signature = new AtomicReference<>();
    private final HttpServer server;

    WebhookTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/good", exchange -> answer(exchange, 204));
        server.createContext("/bad", exchange -> answer(exchange, 503));
        server.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().add("Location", "/good");
            answer(exchange, 307);
        });
        server.createContext("/hangs", exchange -> await());
        server.createContext("/never-ends", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            await();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    @Test
    void postsAndSigns() throws Exception {
        try (var webhook = new Webhook(url("/good"), "key", TIMEOUT)) {
            assertThat(webhook.send("what do ya want for nothing?".getBytes(UTF_8)))
                    .isEqualTo(204);
        }
        assertThat(signature.get()).startsWith("sha256=");
    }

    /// Test case 2 of RFC 4231.
    @Test
    void signsWithHmacSha256() {
        assertThat(Webhook.signature("Jefe", "what do ya want for nothing?".getBytes(UTF_8)))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void doesNotSignWithoutASecret() throws Exception {
        try (var webhook = new Webhook(url("/good"), null, TIMEOUT)) {
            assertThat(webhook.send(new byte[] {'1'})).isEqualTo(204);
        }
        assertThat(signature.get()).isNull();
    }

    @Test
    void saysWhatTheReceiverAnswered() throws Exception {
        try (var webhook = new Webhook(url("/bad"), null, TIMEOUT)) {
            assertThat(webhook.send(new byte[0])).isEqualTo(503);
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        try (var webhook = new Webhook(url("/elsewhere"), null, TIMEOUT)) {
            assertThat(webhook.send(new byte[0])).isEqualTo(307);
        }
    }

    @Test
    void doesNotWaitForOneThatHangs() {
        refusesInTime(url("/hangs"));
    }

    @Test
    void doesNotWaitForAnAnswerThatNeverEnds() {
        refusesInTime(url("/never-ends"));
    }

    @Test
    void failsWhereNobodyListens() {
        server.stop(0);
        refusesInTime(url("/good"));
    }

    private static void refusesInTime(URI url) {
        try (var webhook = new Webhook(url, null, TIMEOUT)) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> webhook.send(new byte[0]));
        }
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        signature.set(exchange.getRequestHeaders().getFirst(Webhook.SIGNATURE));
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.github.sfnreplay.abuse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Stands between the service and the simulator, and gives answers that the simulator would not give.
final class TamperingProxy implements AutoCloseable {

    private final URI simulator;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile UnaryOperator<@Nullable Answer> answers = call -> null;

    TamperingProxy(URI simulator) {
        this.simulator = simulator;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    /// An answer; or, with status 0, a call: the action and what was sent.
    record Answer(int status, String action, String body) {}

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// From now on those calls for which there is an answer are answered with it.
    void answer(UnaryOperator<@Nullable Answer> with) {
        answers = with;
    }

    /// From now on all calls of that action are answered so.
    void answer(String action, int status, String body) {
        answers = call -> call != null && call.action().equals(action) ? new Answer(status, action, body) : null;
    }

    void passOn() {
        answers = call -> null;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            var sent = exchange.getRequestBody().readAllBytes();
            var action = target == null ? "" : target.substring(target.indexOf('.') + 1);
            var own = answers.apply(new Answer(0, action, new String(sent, StandardCharsets.UTF_8)));
            var answer = own == null ? forwarded(String.valueOf(target), sent) : own;
            var body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer forwarded(String target, byte[] sent) throws IOException {
        try {
            var response = client.send(
                    HttpRequest.newBuilder(simulator)
                            .header("X-Amz-Target", target)
                            .header("Content-Type", "application/x-amz-json-1.0")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(sent))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), "", response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}

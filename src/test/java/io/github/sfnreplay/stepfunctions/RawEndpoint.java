package io.github.sfnreplay.stepfunctions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// An HTTP endpoint that answers every request with the same bytes, however broken, and remembers the requests.
final class RawEndpoint implements AutoCloseable {

    /// Says nothing and keeps the connection open.
    static final String SILENCE = "silence";

    private final ServerSocket server;
    private volatile String answer;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);

    private RawEndpoint(String answer) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answer = answer;
        Thread.ofVirtual().start(this::accept);
    }

    static RawEndpoint answering(int status, String body) {
        var length = body.getBytes(UTF_8).length;
        return sending(
                "HTTP/1.1 %d Some Reason\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(status, length, body));
    }

    static RawEndpoint sending(String answer) {
        try {
            return new RawEndpoint(answer);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /// The requests so far, each its head and its body.
    List<String> requests() {
        return requests;
    }

    void closeAtNextRequest() {
        answer = "";
    }

    void awaitRequest() throws InterruptedException {
        asked.await();
    }

    private void accept() {
        try {
            while (true) {
                var connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            var request = read(in);
            while (!request.isEmpty()) {
                requests.add(request);
                asked.countDown();
                if (answer.equals(SILENCE)) {
                    in.read();
                    return;
                }
                connection.getOutputStream().write(answer.getBytes(UTF_8));
                if (!answer.contains("\r\n\r\n") || answer.contains("999999")) {
                    return;
                }
                request = read(in);
            }
        } catch (IOException gone) {
            // the client gave up
        }
    }

    /// Reads one request; empty at the end of the connection.
    private static String read(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            var c = in.read();
            if (c < 0) {
                return "";
            }
            head.append((char) c);
        }
        return head + new String(in.readNBytes(length(head.toString())), UTF_8);
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var connection : connections) {
            connection.close();
        }
    }
}

package io.github.sfnreplay.simulator.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Speaks HTTP/1.1 on one socket: keep-alive, `Expect`, `Content-Length` and chunked request bodies.
final class HttpConnection {

    /// Far above the 1 MB of AWS's largest request; bounds the memory of a test that goes wrong.
    private static final int MAX_BODY = 16 * 1024 * 1024;

    /// Above the longest header, which is that of a signature with a session token.
    private static final int MAX_LINE = 64 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private final Supplier<String> extraHead;

    HttpConnection(Socket socket, Supplier<String> extraHead) throws IOException {
        this.extraHead = extraHead;
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        this.out = socket.getOutputStream();
    }

    /// Answers requests until the client goes away or a reply asks to close.
    void serve(Function<HttpRequest, HttpReply> handler) throws IOException {
        while (true) {
            var request = read();
            if (request == null || !write(handler.apply(request), request.asksToClose())) {
                return;
            }
        }
    }

    private @Nullable HttpRequest read() throws IOException {
        var requestLine = line();
        if (requestLine == null) {
            return null;
        }
        var words = requestLine.split(" ", 3);
        if (words.length < 3) {
            throw new IOException("Not an HTTP request line: " + requestLine);
        }
        var headers = headers();
        if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        return new HttpRequest(words[0], words[1], headers, body(headers));
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        for (var line = requiredLine(); !line.isEmpty(); line = requiredLine()) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                headers.put(name, line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            var size = Integer.parseInt(requiredLine().split(";", 2)[0].strip(), 16);
            if (size == 0) {
                headers();
                return body.toByteArray();
            }
            body.writeBytes(exactly(size));
            requiredLine();
            if (body.size() > MAX_BODY) {
                throw new IOException("The request body is too large");
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        if (length < 0 || length > MAX_BODY) {
            throw new IOException("Unusable length of a request body: " + length);
        }
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private String requiredLine() throws IOException {
        var line = line();
        if (line == null) {
            throw new EOFException();
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        var bytes = new byte[128];
        var length = 0;
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (length == MAX_LINE) {
                throw new IOException("A line of the request head is too long");
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, length * 2);
            }
            bytes[length++] = (byte) next;
        }
        if (length > 0 && bytes[length - 1] == '\r') {
            length--;
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private boolean write(HttpReply reply, boolean lastRequest) throws IOException {
        switch (reply) {
            case HttpReply.Answer answer -> {
                out.write(bytes(answer, answer.body().length, lastRequest));
                return !lastRequest;
            }
            case HttpReply.Half half ->
                out.write(bytes(half.whole(), half.whole().body().length / 2, lastRequest));
            case HttpReply.Drop drop -> {}
        }
        return false;
    }

    private byte[] bytes(HttpReply.Answer answer, int bodyLength, boolean close) {
        var random = ThreadLocalRandom.current();
        var head = "HTTP/1.1 " + answer.status() + " " + (answer.status() < 300 ? "OK" : "Error")
                + "\r\nx-amzn-RequestId: " + new UUID(random.nextLong(), random.nextLong())
                + "\r\nContent-Type: " + answer.contentType()
                + "\r\nContent-Length: " + answer.body().length
                + "\r\n"
                + extraHead.get()
                + (close ? "Connection: close\r\n\r\n" : "\r\n");
        var bytes = Arrays.copyOf(head.getBytes(StandardCharsets.ISO_8859_1), head.length() + bodyLength);
        System.arraycopy(answer.body(), 0, bytes, head.length(), bodyLength);
        return bytes;
    }
}

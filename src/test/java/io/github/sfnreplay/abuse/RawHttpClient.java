package io.github.sfnreplay.abuse;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An HTTP client that sends whatever it is given, byte for byte, and waits for no answer longer than [#PATIENCE].
final class RawHttpClient implements AutoCloseable {

    static final int PATIENCE = 15_000;

    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    RawHttpClient(int port) {
        this.port = port;
    }

    /// @param status 0 if the connection was closed without an answer
    /// @param headers by their names in lower case
    record Answer(int status, Map<String, String> headers, String body, long millis) {

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        JsonNode json() {
            return TargetService.json(body);
        }

        @Override
        public String toString() {
            return status + " " + headers + " " + (body.length() > 2_000 ? body.substring(0, 2_000) + "…" : body);
        }
    }

    /// Sends a request that is well-formed as far as its parts are.
    Answer send(String method, String path, List<String> headers, byte[] body) {
        return send(request(method, path, headers, body), method.equals("HEAD"));
    }

    static byte[] request(String method, String path, List<String> headers, byte[] body) {
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (body.length > 0 || List.of("POST", "PATCH", "PUT").contains(method)) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /// Sends bytes and reads one answer.
    Answer send(byte[] request, boolean withoutBody) {
        var start = System.nanoTime();
        try {
            var stream = open();
            write(request);
            return read(stream, withoutBody, start);
        } catch (SocketException e) {
            close();
            return new Answer(0, Map.of(), "", millisSince(start));
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("after " + millisSince(start) + " ms", e);
        }
    }

    @Override
    public void close() {
        var open = socket;
        socket = null;
        in = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private InputStream open() throws IOException {
        if (in != null) {
            return in;
        }
        var fresh = new Socket();
        socket = fresh;
        fresh.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE);
        fresh.setSoTimeout(PATIENCE);
        fresh.setTcpNoDelay(true);
        var stream = new BufferedInputStream(fresh.getInputStream(), 64 * 1024);
        in = stream;
        return stream;
    }

    private void write(byte[] request) throws IOException {
        var open = socket;
        if (open != null) {
            open.getOutputStream().write(request);
        }
    }

    private Answer read(InputStream stream, boolean withoutBody, long start) throws IOException {
        var line = line(stream);
        if (line.isEmpty()) {
            close();
            return new Answer(0, Map.of(), "", millisSince(start));
        }
        var status = Integer.parseInt(line.split(" ", 3)[1]);
        var headers = new TreeMap<String, String>();
        for (var header = line(stream); !header.isEmpty(); header = line(stream)) {
            var colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        var body = withoutBody || status == 204 || status == 304 ? new byte[0] : body(stream, headers);
        var answer = new Answer(status, headers, new String(body, StandardCharsets.UTF_8), millisSince(start));
        if (status == 417 || answer.header("Connection").equals("close")) {
            close();
        }
        return answer;
    }

    private byte[] body(InputStream stream, Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return stream.readNBytes(Integer.parseInt(String.valueOf(headers.get("content-length"))));
        }
        if (!headers.containsKey("transfer-encoding")) {
            var rest = stream.readAllBytes();
            close();
            return rest;
        }
        var body = new ByteArrayOutputStream();
        for (var size = size(stream); size > 0; size = size(stream)) {
            body.writeBytes(stream.readNBytes(size));
            line(stream);
        }
        line(stream);
        return body.toByteArray();
    }

    private static int size(InputStream stream) throws IOException {
        return Integer.parseInt(line(stream), 16);
    }

    private static String line(InputStream stream) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = stream.read(); next >= 0 && next != '\n'; next = stream.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}

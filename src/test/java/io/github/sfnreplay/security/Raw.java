package io.github.sfnreplay.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Sends what a client of the Java platform would not, such as another host.
final class Raw {

    private Raw() {}

    /// A status, headers by their names in small letters, and all that was received.
    record Answer(int status, Map<String, String> headers, String text) {

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
        }
    }

    /// @param request line and headers, each without its line end; without `Host` it is that of the port
    static Answer send(int port, String request, String... headers) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            var lines = new StringBuilder(request + " HTTP/1.1\r\nConnection: close\r\n");
            for (var header : headers) {
                lines.append(header).append("\r\n");
            }
            if (java.util.Arrays.stream(headers).noneMatch(each -> each.startsWith("Host:"))) {
                lines.append("Host: 127.0.0.1:").append(port).append("\r\n");
            }
            socket.getOutputStream().write(lines.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer parse(String text) {
        var head = text.substring(0, Math.max(0, text.indexOf("\r\n\r\n")));
        var headers = head.lines()
                .skip(1)
                .map(line -> line.split(": ?", 2))
                .collect(Collectors.toMap(
                        line -> line[0].toLowerCase(java.util.Locale.ROOT),
                        line -> line[1],
                        (first, second) -> first + ", " + second,
                        TreeMap::new));
        return new Answer(Integer.parseInt(text.substring(9, 12)), headers, text);
    }
}

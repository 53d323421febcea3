package io.github.sfnreplay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Asks the service on this machine whether it is ready, for a container without a shell: exits with 0 if it is.
public final class HealthProbe {

    /// Well below the time that the image gives a probe.
    private static final int TIMEOUT_MILLIS = 4_000;

    /// Bytes: holds the status line, which is all that is looked at.
    private static final int STATUS_LINE = 64;

    private HealthProbe() {}

    /// Looks at the port that the variable `SERVER_PORT` names, 8080 without it.
    public static void main(String[] arguments) {
        var port = System.getenv("SERVER_PORT");
        System.exit(isReady(port == null ? 8_080 : Integer.parseInt(port)) ? 0 : 1);
    }

    static boolean isReady(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            var request = "GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost:" + port
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = socket.getInputStream().readNBytes(STATUS_LINE);
            return new String(answer, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200");
        } catch (IOException nobodyThere) {
            return false;
        }
    }
}

package io.github.sfnreplay.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Clients that ask for the events of a replay and read only the beginning of the answer. Closed, they go without a
/// word, as if a cable had been cut.
final class SlowWatchers implements AutoCloseable {

    /// The least that Linux gives.
    private static final int SMALL_BUFFER = 2_304;

    private final List<Socket> sockets = new ArrayList<>();

    static SlowWatchers of(BenchService service, String id, int count) throws IOException {
        var all = new SlowWatchers();
        var uri = service.uri("/replays/" + id + "/events");
        for (var i = 0; i < count; i++) {
            var socket = new Socket();
            all.sockets.add(socket);
            socket.setReceiveBufferSize(SMALL_BUFFER);
            socket.setSoLinger(true, 0);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
            socket.getOutputStream()
                    .write(("GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readNBytes("HTTP/1.1 200".length());
        }
        return all;
    }

    boolean areOpenHere() {
        return sockets.stream().noneMatch(Socket::isClosed);
    }

    /// Closes the connections without a word.
    void vanish() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        vanish();
    }
}

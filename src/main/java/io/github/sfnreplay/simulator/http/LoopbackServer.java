package io.github.sfnreplay.simulator.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A small HTTP server on the loopback address, with a virtual thread per connection, that can be switched off and on
/// again on the same port and can break connections at will.
public final class LoopbackServer implements AutoCloseable {

    /// As many connections as the client's pool has at most.
    private static final int BACKLOG = 1024;

    /// A port that was just closed is free again within a second or two.
    private static final int BIND_ATTEMPTS = 50;

    private final Function<HttpRequest, HttpReply> handler;
    private final Supplier<String> extraHead;
    private final Map<Socket, Thread> connections = new ConcurrentHashMap<>();
    private final int port;
    private @Nullable ServerSocket listener;

    /// Listens at once; port 0 takes any free one.
    ///
    /// @param extraHead more header lines for an answer, each with its line end
    public LoopbackServer(int port, Function<HttpRequest, HttpReply> handler, Supplier<String> extraHead) {
        this.handler = handler;
        this.extraHead = extraHead;
        var bound = bind(port);
        this.listener = bound;
        this.port = bound.getLocalPort();
        accept(bound);
    }

    public int port() {
        return port;
    }

    /// Accepts connections again, on the port of before.
    public synchronized void up() {
        if (listener == null) {
            var bound = bind(port);
            listener = bound;
            accept(bound);
        }
    }

    /// Refuses new connections and breaks the open ones, whatever they are doing.
    public synchronized void down() {
        if (listener != null) {
            close(listener);
            listener = null;
        }
        connections.forEach((socket, thread) -> {
            close(socket);
            thread.interrupt();
        });
    }

    @Override
    public void close() {
        down();
    }

    private void accept(ServerSocket bound) {
        Thread.ofPlatform().daemon().name("simulator-" + bound.getLocalPort()).start(() -> {
            while (!bound.isClosed()) {
                try {
                    serve(bound, bound.accept());
                } catch (IOException e) {
                    Thread.onSpinWait();
                }
            }
        });
    }

    private void serve(ServerSocket bound, Socket socket) {
        var thread = Thread.ofVirtual().unstarted(() -> {
            try (socket) {
                new HttpConnection(socket, extraHead).serve(handler);
            } catch (IOException | NumberFormatException e) {
                // The client went away or sent what is no HTTP: the connection ends, which is all there is to say.
            } finally {
                connections.remove(socket);
            }
        });
        connections.put(socket, thread);
        thread.start();
        if (bound.isClosed()) {
            close(socket);
        }
    }

    private static ServerSocket bind(int port) {
        for (var attempt = 1; ; attempt++) {
            try {
                return tryToBind(port);
            } catch (BindException e) {
                if (attempt == BIND_ATTEMPTS || port == 0) {
                    throw new UncheckedIOException(e);
                }
                Pause.millis(20);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static ServerSocket tryToBind(int port) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            return socket;
        } catch (IOException e) {
            close(socket);
            throw e;
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // Nothing depends on how a broken connection ends.
        }
    }
}

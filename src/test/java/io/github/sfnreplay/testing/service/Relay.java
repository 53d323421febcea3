package io.github.sfnreplay.testing.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Stands between one program and another, and can be gone for a while: connections break, new ones are refused.
public final class Relay implements AutoCloseable {

    private final int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket server;

    /// @param target a port of this machine
    public Relay(int target) {
        this.target = target;
        var opened = open(0);
        this.port = opened.getLocalPort();
        serve(opened);
    }

    public int port() {
        return port;
    }

    public String origin() {
        return "http://127.0.0.1:" + port;
    }

    public void goAway() {
        close();
    }

    public void comeBack() {
        serve(open(port));
    }

    private static ServerSocket open(int port) {
        try {
            return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(ServerSocket opened) {
        server = opened;
        Thread.startVirtualThread(() -> {
            while (!opened.isClosed()) {
                try {
                    join(opened, opened.accept(), new Socket(InetAddress.getLoopbackAddress(), target));
                } catch (IOException e) {
                    // closed: the service is gone now
                }
            }
        });
    }

    /// What was accepted just before the server closed must not outlive it.
    private synchronized void join(ServerSocket opened, Socket near, Socket far) throws IOException {
        if (opened.isClosed()) {
            near.close();
            far.close();
            return;
        }
        sockets.add(near);
        sockets.add(far);
        pump(near, far);
        pump(far, near);
    }

    private void pump(Socket from, Socket to) {
        Thread.startVirtualThread(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                // one side has closed
            } finally {
                sockets.remove(from);
            }
        });
    }

    @Override
    public synchronized void close() {
        try {
            if (server != null) {
                server.close();
            }
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.github.sfnreplay.notification;

import java.io.IOException;

/// Where notifications go.
@FunctionalInterface
interface Receiver {

    /// Sends one body.
    ///
    /// @return the HTTP status of the answer
    /// @throws IOException if none came in time
    int send(byte[] body) throws IOException, InterruptedException;
}

package io.github.sfnreplay.simulator.http;

import java.nio.charset.StandardCharsets;

/// What the server does with a connection once a request has been handled.
public sealed interface HttpReply {

    /// A complete answer.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, String contentType, byte[] body) implements HttpReply {}

    /// The head of the answer and half of its body, then the connection is closed.
    record Half(Answer whole) implements HttpReply {}

    /// No answer: the connection is closed.
    record Drop() implements HttpReply {}

    static Answer json(int status, String json) {
        return new Answer(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }
}

package io.github.sfnreplay.testing.service;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/// What the service answered.
///
/// @param body missing if there is none
public record Answer(int status, HttpHeaders headers, JsonNode body) {

    /// The text at that JSON Pointer; empty if there is none.
    public String text(String pointer) {
        return body.at(pointer).asString("");
    }

    public int number(String pointer) {
        return body.at(pointer).asInt(0);
    }

    /// The first value of a header; empty if there is none.
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}

package io.github.sfnreplay.controls;

import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/// What the service answered.
record Answer(int status, HttpHeaders headers, JsonNode body) {

    /// The text at that JSON Pointer; empty if there is none.
    String text(String pointer) {
        return body.at(pointer).asString("");
    }

    int number(String pointer) {
        return body.at(pointer).asInt(0);
    }
}

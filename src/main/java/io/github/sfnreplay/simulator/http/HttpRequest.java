package io.github.sfnreplay.simulator.http;

import java.util.Map;

/// One HTTP request as it came over the wire; header names are in lower case.
@SuppressWarnings("ArrayRecordComponent")
public // never compared
record HttpRequest(String method, String path, Map<String, String> headers, byte[] body) {

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    boolean asksToClose() {
        return "close".equalsIgnoreCase(header("connection"));
    }
}

package io.github.sfnreplay.executionlogs;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the messages of log events: JSON with all numbers as strings and no fixed order of its members.
final class EventReader {

    /// A message has at most 1 MB, all of which may be one string.
    private static final int MAX_LENGTH = 1 << 20;

    private static final Map<String, ExecutionEvent.Type> TYPES = new HashMap<>();

    static {
        for (var type : ExecutionEvent.Type.values()) {
            TYPES.put(type.awsName(), type);
        }
    }

    private final JsonMapper mapper = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(MAX_LENGTH).build())
            .build());

    /// Reads a message.
    ///
    /// @return null if it is not what Step Functions writes, or no start or end of an execution
    @Nullable
    ExecutionEvent read(String message) {
        try {
            return read(mapper.readTree(message));
        } catch (JacksonException | NumberFormatException | DateTimeException malformed) {
            return null;
        }
    }

    private static @Nullable ExecutionEvent read(JsonNode event) {
        var type = TYPES.get(text(event, "type"));
        var execution = text(event, "execution_arn");
        var at = text(event, "event_timestamp");
        if (type == null || execution == null || at == null) {
            return null;
        }
        var redrives = text(event, "redrive_count");
        var details = event.path("details");
        return new ExecutionEvent(
                execution,
                type,
                Instant.ofEpochMilli(Long.parseLong(at)),
                redrives == null ? 0 : Integer.parseInt(redrives),
                data(type, details),
                text(details, "error"),
                text(details, "cause"));
    }

    private static @Nullable String data(ExecutionEvent.Type type, JsonNode details) {
        return switch (type) {
            case STARTED -> whole(details, "input");
            case SUCCEEDED -> whole(details, "output");
            default -> null;
        };
    }

    private static @Nullable String whole(JsonNode details, String name) {
        var isTruncated = "true".equals(text(details.path(name + "Details"), "truncated"));
        return isTruncated ? null : text(details, name);
    }

    private static @Nullable String text(JsonNode node, String name) {
        var member = node.path(name);
        return member.isString() || member.isNumber() || member.isBoolean() ? member.asString() : null;
    }
}

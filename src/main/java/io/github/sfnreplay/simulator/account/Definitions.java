package io.github.sfnreplay.simulator.account;

import io.github.sfnreplay.simulator.spec.AwsError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the simulator understands of a state machine definition: where it starts.
final class Definitions {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Definitions() {}

    static String firstState(String definition) {
        var startAt = read(definition).path("StartAt");
        if (!startAt.isString() || !read(definition).path("States").has(startAt.stringValue())) {
            throw invalid("MISSING_START_AT: StartAt must name a state");
        }
        return startAt.stringValue();
    }

    /// The same with a comment that names the revision.
    static String revised(String definition, String revision) {
        return read(definition) instanceof ObjectNode object
                ? object.put("Comment", "revision " + revision).toString()
                : definition;
    }

    private static JsonNode read(String definition) {
        try {
            return MAPPER.readTree(definition);
        } catch (JacksonException e) {
            throw invalid("INVALID_JSON_DESCRIPTION: not a JSON text");
        }
    }

    private static AwsError invalid(String detail) {
        return AwsError.of("InvalidDefinition", "Invalid State Machine Definition: '" + detail + "'");
    }
}

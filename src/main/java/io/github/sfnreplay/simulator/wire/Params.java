package io.github.sfnreplay.simulator.wire;

import io.github.sfnreplay.simulator.spec.AwsError;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The members of a request, checked as they are read.
record Params(JsonNode members) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /// AWS's bound on the page size.
    private static final int MAX_RESULTS = 1_000;

    /// AWS's default of the page size.
    private static final int DEFAULT_RESULTS = 100;

    static Params parse(byte[] body) {
        try {
            var members = MAPPER.readTree(body);
            if (members.isObject()) {
                return new Params(members);
            }
        } catch (JacksonException e) {
            // Told below, as any other body that is no object.
        }
        throw AwsError.of("SerializationException", "The request body is not a JSON object");
    }

    String required(String name) {
        var value = text(name);
        if (value == null) {
            throw AwsError.missing(name);
        }
        return value;
    }

    @Nullable
    String text(String name) {
        var node = members.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            throw AwsError.of("SerializationException", "Member " + name + " must be a string");
        }
        return node.stringValue();
    }

    long number(String name, long otherwise) {
        var node = members.get(name);
        return node == null || !node.isIntegralNumber() ? otherwise : node.longValue();
    }

    boolean flag(String name, boolean otherwise) {
        var node = members.get(name);
        return (node == null || !node.isBoolean()) ? otherwise : node.booleanValue();
    }

    /// The wanted page size: 100 when absent or 0, at most 1,000.
    int maxResults() {
        var node = members.get("maxResults");
        if (node == null || node.isNull()) {
            return DEFAULT_RESULTS;
        }
        if (!node.isInt()) {
            throw AwsError.of("SerializationException", "Member maxResults must be an integer");
        }
        var value = node.intValue();
        if (value > MAX_RESULTS) {
            throw AwsError.constraint("maxResults", value, "have value less than or equal to " + MAX_RESULTS);
        }
        if (value < 0) {
            throw AwsError.constraint("maxResults", value, "have value greater than or equal to 0");
        }
        return value == 0 ? DEFAULT_RESULTS : value;
    }

    /// One of those constants, or null when absent.
    <E extends Enum<E>> @Nullable E choice(String name, E[] choices) {
        var value = text(name);
        if (value == null) {
            return null;
        }
        for (var choice : choices) {
            if (choice.name().equals(value)) {
                return choice;
            }
        }
        throw AwsError.constraint(name, value, "satisfy enum value set: " + Arrays.toString(choices));
    }
}

package io.github.sfnreplay.simulator.json;

import io.github.sfnreplay.simulator.spec.AwsError;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Writes the body of an answer.
public final class JsonReply {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final JsonGenerator json;

    private JsonReply(JsonGenerator json) {
        this.json = json;
    }

    /// The bytes of one JSON object.
    public static byte[] object(Consumer<JsonReply> members) {
        var bytes = new ByteArrayOutputStream(512);
        try (var generator = MAPPER.createGenerator(bytes)) {
            generator.writeStartObject();
            members.accept(new JsonReply(generator));
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }

    public static byte[] error(AwsError error) {
        return object(json -> json.text("__type", error.code()).text("message", error.text()));
    }

    /// Adds a text; null leaves the member out.
    public JsonReply text(String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
        return this;
    }

    public JsonReply number(String name, long value) {
        json.writeNumberProperty(name, value);
        return this;
    }

    public JsonReply flag(String name, boolean value) {
        json.writeBooleanProperty(name, value);
        return this;
    }

    /// Adds a timestamp in seconds with a fraction.
    public JsonReply time(String name, long epochMillis) {
        json.writeName(name);
        var fraction = Math.floorMod(epochMillis, 1_000);
        var digits =
                Math.floorDiv(epochMillis, 1_000) + (fraction < 10 ? ".00" : fraction < 100 ? ".0" : ".") + fraction;
        json.writeNumber(digits);
        return this;
    }

    public JsonReply object(String name, Consumer<JsonReply> members) {
        json.writeObjectPropertyStart(name);
        members.accept(this);
        json.writeEndObject();
        return this;
    }

    public <T> JsonReply array(String name, Iterable<T> items, Consumer<T> members) {
        json.writeArrayPropertyStart(name);
        for (var item : items) {
            json.writeStartObject();
            members.accept(item);
            json.writeEndObject();
        }
        json.writeEndArray();
        return this;
    }
}

package io.github.sfnreplay.api;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads request bodies of bounded length by a [BodyReader].
final class BodyConverter extends JacksonJsonHttpMessageConverter {

    private final BodyReader reader;
    private final int maxBytes;

    BodyConverter(JsonMapper mapper, BodyReader reader, int maxBytes) {
        super(mapper);
        this.reader = reader;
        this.maxBytes = maxBytes;
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        var body = message.getBody().readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            throw new RefusedException(
                    ProblemType.CONTENT_TOO_LARGE,
                    "The body is longer than " + maxBytes + " bytes. Nothing was done.",
                    Map.of("maxBytes", maxBytes));
        }
        var tree = reader.parse(body);
        return type.resolve() == JsonNode.class
                ? tree
                : reader.bind(tree, getMapper().constructType(type.getType()), message.getHeaders());
    }
}

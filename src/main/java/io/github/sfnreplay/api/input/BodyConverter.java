package io.github.sfnreplay.api.input;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads request bodies of bounded length by a [BodyReader].
public final class BodyConverter extends JacksonJsonHttpMessageConverter {

    private final BodyReader reader;
    private final BodyLimits input;

    public BodyConverter(JsonMapper mapper, BodyReader reader, BodyLimits input) {
        super(mapper);
        this.reader = reader;
        this.input = input;
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        return input.read(message.getBody(), body -> bind(type, message, body));
    }

    private Object bind(ResolvableType type, HttpInputMessage message, byte[] body) {
        var tree = reader.parse(body);
        return type.resolve() == JsonNode.class
                ? tree
                : reader.bind(tree, getMapper().constructType(type.getType()), message.getHeaders());
    }
}

package io.github.sfnreplay.api.input;

import io.github.sfnreplay.api.problem.ValidationErrors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/// Reads one value of exactly the JSON type that is expected: nothing is converted, and reading goes on after a fault.
///
/// @param <T> what is read
final class StrictScalarDeserializer<T> extends ValueDeserializer<T> {

    /// The types of JSON values that a [StrictScalarDeserializer] can be.
    enum Kind {
        STRING,
        NUMBER,
        BOOLEAN;

        private boolean has(JsonToken token) {
            return switch (this) {
                case STRING -> token == JsonToken.VALUE_STRING;
                case NUMBER -> token.isNumeric();
                case BOOLEAN -> token.isBoolean();
            };
        }
    }

    private final Kind kind;
    private final String expected;
    private final Function<JsonParser, T> read;

    /// @param expected completes the sentence "must be …"
    /// @param read throws an [IllegalArgumentException] that can be shown
    StrictScalarDeserializer(Kind kind, String expected, Function<JsonParser, T> read) {
        this.kind = kind;
        this.expected = expected;
        this.read = read;
    }

    @Override
    public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
        if (!kind.has(parser.currentToken())) {
            fault(context, parser, "must be " + expected);
            parser.skipChildren();
            return null;
        }
        try {
            return read.apply(parser);
        } catch (IllegalArgumentException e) {
            var why = e.getMessage();
            fault(context, parser, why == null ? "must be " + expected : why);
            return null;
        } catch (JacksonException e) {
            fault(context, parser, "must be " + expected + " of fewer digits");
            return null;
        }
    }

    /// Notes a fault at the parser's place.
    private static void fault(DeserializationContext context, JsonParser parser, String detail) {
        if (context.getAttribute(ValidationErrors.class) instanceof ValidationErrors faults) {
            faults.at(parser.streamReadContext().pathAsPointer().toString(), detail);
        }
    }
}

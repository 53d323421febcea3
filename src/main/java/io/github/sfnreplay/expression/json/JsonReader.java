package io.github.sfnreplay.expression.json;

import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON text into maps and lists without recursion; JSON's null becomes JSONata's, of duplicate names the last
/// one holds.
public final class JsonReader {

    /// Reading a number takes time that grows with the square of its digits: milliseconds at this length.
    private static final int MAX_NUMBER_LENGTH = 10_000;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Function<String, Object> numbers;
    private final int maxDepth;
    private final Deque<SizedJson> open = new ArrayDeque<>();
    private final Deque<String> names = new ArrayDeque<>();
    private String name = "";

    private JsonReader(Function<String, Object> numbers, int maxDepth) {
        this.numbers = numbers;
        this.maxDepth = maxDepth;
    }

    /// Reads one JSON value whose numbers are made by the function; throws an ExpressionException that says what is
    /// wrong.
    public static Object read(String json, String what, Function<String, Object> numbers, int maxDepth) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            var value = new JsonReader(numbers, maxDepth).read(parser, what);
            if (value == null || parser.nextToken() != null) {
                throw new ExpressionException(what + " is not one JSON value");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new ExpressionException(what + " holds a number of more than " + MAX_NUMBER_LENGTH + " characters");
        } catch (JacksonException e) {
            var at = e.getLocation();
            var where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw new ExpressionException(what + " is not JSON" + where);
        }
    }

    private @Nullable Object read(JsonParser parser, String what) {
        for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
            var done = take(token, parser);
            if (open.size() > maxDepth) {
                throw new ExpressionException(what + " is nested deeper than " + maxDepth + " levels");
            }
            if (done != null && open.isEmpty()) {
                return done;
            }
        }
        return null;
    }

    private @Nullable Object take(JsonToken token, JsonParser parser) {
        return switch (token) {
            case START_OBJECT -> begin(new JsonObject());
            case START_ARRAY -> begin(new JsonArray());
            case END_OBJECT, END_ARRAY -> end();
            case PROPERTY_NAME -> {
                name = parser.currentName();
                yield null;
            }
            default -> place(scalar(token, parser));
        };
    }

    private @Nullable Object begin(SizedJson container) {
        open.push(container);
        names.push(name);
        return null;
    }

    private Object end() {
        var container = open.pop();
        name = names.pop();
        return place(container);
    }

    private Object scalar(JsonToken token, JsonParser parser) {
        return switch (token) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numbers.apply(parser.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> Jsonata.NULL_VALUE;
        };
    }

    private Object place(Object value) {
        var weight = value instanceof SizedJson container
                ? container.weight()
                : value instanceof String text ? 1 + text.length() : 1;
        var parent = open.peek();
        if (parent instanceof JsonObject object) {
            object.put(name, value);
            object.gain(weight + name.length());
        } else if (parent instanceof JsonArray array) {
            array.add(value);
            array.gain(weight);
        }
        return value;
    }
}

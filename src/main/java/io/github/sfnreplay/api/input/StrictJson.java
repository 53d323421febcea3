package io.github.sfnreplay.api.input;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Limits;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Order;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// JSON as this interface reads and writes it: no property unknown, no value converted, all faults noted in the
/// [ValidationErrors] that the reader carries as an attribute.
public final class StrictJson {

    private static final String INSTANT = "must be a date and time as in 2026-11-01T00:00:00Z (RFC 3339)";

    /// No request is nested deeper than five levels; what is deeper than this is an attack on the stack.
    private static final int MAX_DEPTH = 100;

    /// RFC 3339 has years of four digits.
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    /// RFC 3339 has years of four digits, and the service keeps milliseconds.
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private StrictJson() {}

    public static JsonMapper from(JsonMapper lenient) {
        return lenient.rebuild()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .changeDefaultPropertyInclusion(old -> old.withValueInclusion(JsonInclude.Include.NON_NULL))
                .addModule(scalars())
                .build();
    }

    /// Reads no more names and values than that from one body, and no name twice in an object.
    public static JsonFactory parser(int maxValues) {
        return JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxTokenCount(maxValues)
                        .build())
                .build();
    }

    private static SimpleModule scalars() {
        return new SimpleModule("strict")
                .addDeserializer(
                        String.class,
                        new StrictScalarDeserializer<>(
                                StrictScalarDeserializer.Kind.STRING, "a string", StrictJson::text))
                .addDeserializer(
                        Boolean.class,
                        new StrictScalarDeserializer<>(
                                StrictScalarDeserializer.Kind.BOOLEAN, "true or false", p -> p.getBooleanValue()))
                .addDeserializer(
                        Integer.class,
                        new StrictScalarDeserializer<>(
                                StrictScalarDeserializer.Kind.NUMBER, "a whole number", StrictJson::integer))
                .addDeserializer(
                        Double.class,
                        new StrictScalarDeserializer<>(
                                StrictScalarDeserializer.Kind.NUMBER, "a number", StrictJson::number))
                .addDeserializer(
                        Instant.class,
                        new StrictScalarDeserializer<>(
                                StrictScalarDeserializer.Kind.STRING, "a date and time", StrictJson::instant))
                .addDeserializer(Mode.class, oneOf(Mode.class))
                .addDeserializer(Order.class, oneOf(Order.class))
                .addDeserializer(Follow.class, oneOf(Follow.class))
                .addDeserializer(Limits.AfterCanary.class, oneOf(Limits.AfterCanary.class))
                .addDeserializer(SourceStatus.class, oneOf(SourceStatus.class))
                .addDeserializer(
                        StateMachineArn.class,
                        new StrictScalarDeserializer<>(
                                StrictScalarDeserializer.Kind.STRING,
                                "the ARN of a state machine",
                                p -> StateMachineArn.parse(p.getString())))
                .addDeserializer(
                        ExecutionArn.class,
                        new StrictScalarDeserializer<>(
                                StrictScalarDeserializer.Kind.STRING,
                                "the ARN of an execution",
                                p -> ExecutionArn.parse(p.getString())))
                .addSerializer(Instant.class, new Milliseconds())
                .addSerializer(StateMachineArn.class, ToStringSerializer.instance)
                .addSerializer(ExecutionArn.class, ToStringSerializer.instance);
    }

    /// Half a character cannot be written in UTF-8: it would be lost on its way to Step Functions.
    private static String text(JsonParser parser) {
        var text = parser.getString();
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("must not have half of a surrogate pair in it");
        }
        return text;
    }

    private static int integer(JsonParser parser) {
        var value = parser.getDoubleValue();
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("must be a whole number of at most 2147483647");
        }
        return (int) value;
    }

    private static double number(JsonParser parser) {
        var value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("must be a number within the range of a double");
        }
        return value;
    }

    private static Instant instant(JsonParser parser) {
        try {
            var instant = Instant.parse(parser.getString());
            if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(INSTANT, e);
        }
        throw new IllegalArgumentException(INSTANT);
    }

    private static <E extends Enum<E>> StrictScalarDeserializer<E> oneOf(Class<E> type) {
        return new StrictScalarDeserializer<>(
                StrictScalarDeserializer.Kind.STRING,
                "one of " + EnumNames.all(type),
                parser -> EnumNames.parse(type, parser.getString()));
    }
}

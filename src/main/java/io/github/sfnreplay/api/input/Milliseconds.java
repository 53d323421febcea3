package io.github.sfnreplay.api.input;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/// Writes every instant with three fraction digits, as AWS does, so that they align and sort as text.
public final class Milliseconds extends ValueSerializer<Instant> {

    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /// As it stands in JSON; null for null.
    public static @Nullable String textOf(@Nullable Instant instant) {
        return instant == null ? null : FORMAT.format(instant);
    }

    @Override
    public void serialize(Instant instant, JsonGenerator generator, SerializationContext context) {
        generator.writeString(FORMAT.format(instant));
    }
}

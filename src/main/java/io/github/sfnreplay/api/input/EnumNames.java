package io.github.sfnreplay.api.input;

import io.github.sfnreplay.suggestion.Suggestion;
import java.util.Arrays;
import java.util.List;

/// Reads the values of enums by their names.
final class EnumNames {

    private EnumNames() {}

    /// The constant of that name.
    ///
    /// @throws IllegalArgumentException that names those there are
    static <E extends Enum<E>> E parse(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("must be one of " + all(type) + Suggestion.of(text, names(type))));
    }

    /// In the words of a message.
    static <E extends Enum<E>> String all(Class<E> type) {
        return String.join(", ", names(type));
    }

    private static <E extends Enum<E>> List<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    }
}

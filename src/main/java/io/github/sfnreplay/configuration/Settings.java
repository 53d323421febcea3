package io.github.sfnreplay.configuration;

import io.github.sfnreplay.configuration.Setting.Elements;
import io.github.sfnreplay.configuration.Setting.Entries;
import io.github.sfnreplay.configuration.Setting.Group;
import io.github.sfnreplay.configuration.Setting.Value;
import io.github.sfnreplay.suggestion.Suggestion;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// All settings of the service, read from the records that they are bound to.
final class Settings {

    /// What all names begin with.
    static final String PREFIX = "sfn-replay";

    private static final Value EMPTY = new Value(Map.class, null);

    private final Group root;

    private Settings(Group root) {
        this.root = root;
    }

    /// The settings that the records declare, those of others left out.
    ///
    /// @throws IllegalStateException if one is not a record, whose names could not be known
    static Settings of(Collection<Class<?>> types) {
        var root = new Group(Map.of());
        for (var type : types) {
            root = root.with(group(prefixOf(type), type));
        }
        return new Settings(root);
    }

    /// The settings that one record declares under a prefix.
    static Settings of(String prefix, Class<?> type) {
        return new Settings(group(prefix, type));
    }

    private static Group group(String prefix, Class<?> type) {
        var parts = List.of(prefix.split("\\.", -1));
        if (!parts.getFirst().equals(PREFIX)) {
            return new Group(Map.of());
        }
        if (!type.isRecord()) {
            throw new IllegalStateException(type.getName() + " must be a record, so that its settings are known");
        }
        return nested(parts.subList(1, parts.size()), Setting.of(type));
    }

    private static String prefixOf(Class<?> type) {
        var annotation = type.getAnnotation(ConfigurationProperties.class);
        return annotation == null ? "" : annotation.value().isEmpty() ? annotation.prefix() : annotation.value();
    }

    private static Group nested(List<String> path, Group group) {
        return path.isEmpty() ? group : new Group(Map.of(path.getFirst(), nested(path.subList(1, path.size()), group)));
    }

    /// The value of a name as it is written in a file.
    ///
    /// @param elements without the prefix, each a name or a number
    Optional<Value> find(List<String> elements) {
        return find(root, elements);
    }

    private static Optional<Value> find(Setting setting, List<String> elements) {
        if (elements.isEmpty()) {
            return Optional.of(asOne(setting));
        }
        var first = elements.getFirst();
        return switch (setting) {
            case Value value -> Optional.empty();
            case Entries map -> find(map.entry(), tail(elements));
            case Elements list -> isNumber(first) ? find(list.element(), tail(elements)) : Optional.empty();
            case Group group ->
                group.members().entrySet().stream()
                        .filter(member -> plain(member.getKey()).equals(plain(first)))
                        .findFirst()
                        .flatMap(member -> find(member.getValue(), tail(elements)));
        };
    }

    /// A list may be given as one text; a group without any member as an empty one.
    private static Value asOne(Setting setting) {
        return switch (setting) {
            case Value value -> value;
            case Elements list -> asOne(list.element());
            case Entries map -> EMPTY;
            case Group group -> EMPTY;
        };
    }

    /// The value of a name as variables have been written since Spring Boot 1: with a `_` for each dash. Below a map
    /// Spring does not find them.
    ///
    /// @param elements without the prefix, in lower case
    Optional<Value> findWithDashes(List<String> elements) {
        return findWithDashes(root, elements);
    }

    private static Optional<Value> findWithDashes(Setting setting, List<String> elements) {
        if (elements.isEmpty()) {
            return Optional.of(asOne(setting));
        }
        return switch (setting) {
            case Value value -> Optional.empty();
            case Entries map -> Optional.empty();
            case Elements list ->
                isNumber(elements.getFirst()) ? findWithDashes(list.element(), tail(elements)) : Optional.empty();
            case Group group ->
                IntStream.rangeClosed(1, elements.size())
                        .boxed()
                        .flatMap(length -> findMember(group, elements, length).stream())
                        .findFirst();
        };
    }

    /// @param length how many elements are the member's name
    private static Optional<Value> findMember(Group group, List<String> elements, int length) {
        return Optional.ofNullable(group.members().get(String.join("-", elements.subList(0, length))))
                .flatMap(member -> findWithDashes(member, elements.subList(length, elements.size())));
    }

    /// `; did you mean X?`, or nothing where no setting is near.
    ///
    /// @param name with the prefix
    String suggestion(String name) {
        return Suggestion.of(name, names().keySet());
    }

    /// All settings by name, with [Setting#ANY] for what the operator chooses.
    Map<String, Value> names() {
        var names = new LinkedHashMap<String, Value>();
        collect(PREFIX, root, names);
        return names;
    }

    private static void collect(String name, Setting setting, Map<String, Value> names) {
        switch (setting) {
            case Value value -> names.put(name, value);
            case Entries map -> collect(name + "." + Setting.ANY, map.entry(), names);
            case Elements list -> {
                if (list.element() instanceof Value value) {
                    names.put(name, value);
                } else {
                    collect(name + "[" + Setting.ANY + "]", list.element(), names);
                }
            }
            case Group group -> group.members().forEach((own, member) -> collect(name + "." + own, member, names));
        }
    }

    private static boolean isNumber(String element) {
        return element.matches("\\d{1,9}");
    }

    /// Spring takes names for the same whatever their case and dashes.
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static List<String> tail(List<String> elements) {
        return elements.subList(1, elements.size());
    }
}

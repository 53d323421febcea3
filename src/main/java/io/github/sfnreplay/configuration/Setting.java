package io.github.sfnreplay.configuration;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.ResolvableType;

/// A place in the tree of settings, as the records declare it that the settings are bound to.
sealed interface Setting {

    /// The name of any entry of a map or a list.
    String ANY = "*";

    /// A group of settings with names of their own.
    record Group(Map<String, Setting> members) implements Setting {

        /// Both groups in one; several records may share a prefix.
        Group with(Group other) {
            var all = new LinkedHashMap<>(members);
            other.members.forEach((name, setting) -> all.merge(
                    name,
                    setting,
                    (one, two) -> one instanceof Group left && two instanceof Group right ? left.with(right) : one));
            return new Group(all);
        }
    }

    /// Settings of one kind under names that the operator chooses.
    record Entries(Setting entry) implements Setting {}

    /// Settings of one kind by number.
    record Elements(Setting element) implements Setting {}

    /// One value.
    ///
    /// @param defaultValue as the record declares it; null for none
    record Value(Class<?> type, @Nullable String defaultValue) implements Setting {}

    /// What a record declares.
    static Group of(Class<?> type) {
        var members = new LinkedHashMap<String, Setting>();
        var components = type.getRecordComponents();
        for (var place = 0; place < components.length; place++) {
            members.put(
                    DataObjectPropertyName.toDashedForm(components[place].getName()),
                    of(ResolvableType.forType(components[place].getGenericType()), defaultOf(type, place)));
        }
        return new Group(members);
    }

    private static Setting of(ResolvableType type, @Nullable String defaultValue) {
        var raw = type.toClass();
        if (Map.class.isAssignableFrom(raw)) {
            return new Entries(of(type.as(Map.class).getGeneric(1), null));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return new Elements(of(type.as(Collection.class).getGeneric(0), null));
        }
        return raw.isRecord() ? of(raw) : new Value(raw, defaultValue);
    }

    /// The annotation stands at the parameter of the constructor.
    private static @Nullable String defaultOf(Class<?> type, int place) {
        var types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            var annotation =
                    type.getDeclaredConstructor(types).getParameters()[place].getAnnotation(DefaultValue.class);
            return annotation == null ? null : String.join(",", annotation.value());
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

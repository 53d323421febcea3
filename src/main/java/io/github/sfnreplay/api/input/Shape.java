package io.github.sfnreplay.api.input;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.problem.ValidationErrors;
import io.github.sfnreplay.suggestion.Suggestion;
import jakarta.validation.constraints.Size;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The objects and arrays that a request record is made of. What does not fit is noted and taken out, so that the rest
/// can be read on.
final class Shape {

    /// The records of this interface are in the packages below this one.
    private static final String API = "io.github.sfnreplay.api.";

    private final ValidationErrors faults;

    Shape(ValidationErrors faults) {
        this.faults = faults;
    }

    /// Whether the JSON is an object at all.
    boolean fit(JsonNode node, Class<?> type) {
        return fit(node, type, JsonPointer.empty());
    }

    private boolean fit(JsonNode node, Class<?> type, JsonPointer at) {
        if (isRequest(type)) {
            return node instanceof ObjectNode object ? fit(object, type, at) : note(at, "must be an object");
        }
        return !Collection.class.isAssignableFrom(type) || fitArray(node, at);
    }

    private boolean fitArray(JsonNode node, JsonPointer at) {
        if (!node.isArray()) {
            return note(at, "must be an array");
        }
        for (var index = 0; index < node.size(); index++) {
            if (node.path(index).isNull()) {
                note(at.appendIndex(index), DocTexts.REQUIRED);
            }
        }
        return true;
    }

    /// Found here already, so that nothing looks at each of far too many elements.
    private boolean isTooLong(JsonNode node, RecordComponent component, JsonPointer at) {
        var size = component.getAccessor().getAnnotation(Size.class);
        return size != null
                && node.size() > size.max()
                && !note(at, "size must be between " + size.min() + " and " + size.max());
    }

    private boolean fit(ObjectNode object, Class<?> type, JsonPointer at) {
        Map<String, RecordComponent> known = Arrays.stream(type.getRecordComponents())
                .collect(Collectors.toMap(RecordComponent::getName, Function.identity(), (a, b) -> a, TreeMap::new));
        for (var name : new ArrayList<>(object.propertyNames())) {
            var place = at.appendProperty(name);
            var component = known.get(name);
            var value = object.path(name);
            if (component == null) {
                note(
                        place,
                        "is not known here; known are " + String.join(", ", known.keySet())
                                + Suggestion.of(name, known.keySet()));
                object.remove(name);
            } else if (!value.isNull()
                    && (isTooLong(value, component, place) || !fit(value, component.getType(), place))) {
                object.remove(name);
            }
        }
        return true;
    }

    private boolean note(JsonPointer at, String detail) {
        faults.at(at.toString(), detail);
        return false;
    }

    private static boolean isRequest(Class<?> type) {
        return type.isRecord() && type.getPackageName().startsWith(API);
    }
}

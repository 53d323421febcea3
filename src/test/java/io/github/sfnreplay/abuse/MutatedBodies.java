package io.github.sfnreplay.abuse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// Makes bodies that are nearly right: an example of the OpenAPI document with one to three things changed in it.
final class MutatedBodies {

    private static final JsonMapper JSON = new JsonMapper();

    private final OpenApiContract api;
    private final Random random;

    MutatedBodies(OpenApiContract api, Random random) {
        this.api = api;
        this.random = random;
    }

    String spoilt(JsonNode schema, JsonNode example) {
        if (random.nextInt(12) == 0) {
            return whole(example);
        }
        var body = example.deepCopy();
        for (var change = random.nextInt(3); change >= 0; change--) {
            spoil(body, schema);
        }
        return JSON.writeValueAsString(body);
    }

    private String whole(JsonNode example) {
        var text = example.toString();
        return switch (random.nextInt(9)) {
            case 0 -> ExtremeValues.any(ExtremeValues.JSON, random);
            case 1 -> text.substring(0, random.nextInt(text.length()));
            case 2 -> text + text;
            case 3 -> "[".repeat(1 + random.nextInt(5_000));
            case 4 -> "{\"a\":".repeat(1 + random.nextInt(2_000)) + "1";
            case 5 -> text.replaceFirst("\\{", "{\"filter\": {}, \"filter\": {},");
            case 6 -> "[" + "0,".repeat(200_000) + "0]";
            case 7 -> text.replace("\"", "\u201c");
            default -> " ".repeat(random.nextInt(70_000)) + text + "//";
        };
    }

    private void spoil(JsonNode node, JsonNode schema) {
        var shape = api.resolve(schema);
        if (node instanceof ObjectNode object) {
            spoil(object, shape);
        } else if (node instanceof ArrayNode array) {
            spoil(array, shape);
        }
    }

    private void spoil(ObjectNode object, JsonNode shape) {
        var names = new ArrayList<>(shape.path("properties").propertyNames());
        if (names.isEmpty() || random.nextInt(12) == 0) {
            raw(
                    object,
                    ExtremeValues.any(
                            List.of("x", "", "filter ", "FILTER", "$ref", "a/b~c", "\uD83D\uDE00", "n".repeat(2_000)),
                            random));
            return;
        }
        var name = ExtremeValues.any(names, random);
        var value = object.path(name);
        if (value.isContainer() && random.nextInt(5) > 0) {
            spoil(value, shape.path("properties").path(name));
            return;
        }
        switch (random.nextInt(8)) {
            case 0 -> object.remove(name);
            case 1 ->
                object.set(
                        name,
                        JSON.getNodeFactory()
                                .stringNode(text(shape.path("properties").path(name))));
            case 2 ->
                object.set(
                        name,
                        JSON.getNodeFactory()
                                .rawValueNode(
                                        new RawValue("\"" + ExtremeValues.any(ExtremeValues.ARNS, random) + "\"")));
            case 3 -> object.set(name, list(shape.path("properties").path(name)));
            default -> raw(object, name);
        }
    }

    private void spoil(ArrayNode array, JsonNode shape) {
        if (array.isEmpty() || random.nextBoolean()) {
            array.add(JSON.getNodeFactory().rawValueNode(new RawValue(ExtremeValues.any(ExtremeValues.JSON, random))));
        } else {
            array.set(
                    random.nextInt(array.size()),
                    JSON.getNodeFactory().rawValueNode(new RawValue(ExtremeValues.any(ExtremeValues.JSON, random))));
        }
        if (random.nextInt(6) == 0) {
            array.addAll(list(shape));
        }
    }

    private void raw(ObjectNode object, String name) {
        object.set(
                name, JSON.getNodeFactory().rawValueNode(new RawValue(ExtremeValues.any(ExtremeValues.JSON, random))));
    }

    /// Of about the longest length that is allowed, or far above it.
    private String text(JsonNode schema) {
        var longest = api.resolve(schema).path("maxLength").asInt(100);
        var length = random.nextInt(8) == 0 ? 300_000 : Math.max(0, longest + random.nextInt(3) - 1);
        return ExtremeValues.any(List.of("a", "\u00e9", "\uD83D\uDE00", "\u0000", "("), random)
                .repeat(length);
    }

    private ArrayNode list(JsonNode schema) {
        var longest = Math.min(api.resolve(schema).path("maxItems").asInt(10), 10_000);
        var list = JSON.createArrayNode();
        var item = ExtremeValues.any(
                List.of(
                        "FAILED",
                        "",
                        "x",
                        ExtremeValues.any(ExtremeValues.ARNS, random).replace("\\", "")),
                random);
        for (var i = longest + random.nextInt(3) - 1; i > 0; i--) {
            list.add(item);
        }
        return list;
    }
}

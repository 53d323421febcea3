package io.github.sfnreplay.abuse;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI document as a judge: of requests, whether they are valid, and of answers, whether they are documented.
final class OpenApiContract {

    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode document;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .losslessNarrowing(true)
                    .pathType(PathType.JSON_POINTER)
                    .build()));
    private final Map<JsonNode, Schema> schemas = new HashMap<>();

    OpenApiContract(JsonNode document) {
        this.document = document;
    }

    /// One method of one path.
    record Operation(String method, String path, JsonNode node) {

        String id() {
            return node.path("operationId").asString();
        }

        /// By their place: query, header or path.
        List<JsonNode> parameters(String in) {
            return Stream.of(node.path("parameters"))
                    .flatMap(all -> all.values().stream())
                    .filter(parameter -> parameter.path("in").asString().equals(in))
                    .toList();
        }

        /// The media types that it reads, with their schemas and examples.
        JsonNode bodies() {
            return node.path("requestBody").path("content");
        }

        boolean takesBody() {
            return !bodies().isMissingNode();
        }
    }

    List<Operation> operations() {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(method -> new Operation(
                                method.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey(), method.getValue())))
                .toList();
    }

    Set<String> paths() {
        return Set.copyOf(document.path("paths").propertyNames());
    }

    /// The schema itself, where it is referred to.
    JsonNode resolve(JsonNode schema) {
        if (schema.has("$ref")) {
            return resolve(document.at(schema.path("$ref").asString().substring(1)));
        }
        return schema.has("anyOf") ? resolve(schema.path("anyOf").path(0)) : schema;
    }

    /// What is wrong with a value, by its place.
    List<Error> errors(JsonNode schema, JsonNode value) {
        return schemas.computeIfAbsent(schema, this::compiled).validate(value);
    }

    /// Fails unless the document has such an answer to the operation.
    void check(Operation operation, RawHttpClient.Answer answer) {
        var response = operation.node().path("responses").path(String.valueOf(answer.status()));
        if (response.isMissingNode()) {
            throw new AssertionError("the status is not documented: " + answer);
        }
        var content = response.path("content");
        if (content.isMissingNode()) {
            if (!answer.body().isEmpty()) {
                throw new AssertionError("no body is documented: " + answer);
            }
            return;
        }
        var media = answer.header("Content-Type").split(";", 2)[0];
        if (!content.has(media)) {
            throw new AssertionError("the media type is not documented: " + answer);
        }
        if (media.equals("application/json") || media.endsWith("+json")) {
            conforms(content.path(media).path("schema"), answer);
        }
    }

    /// Fails unless the answer is a problem, with its own status in it.
    void checkProblem(RawHttpClient.Answer answer) {
        if (!answer.header("Content-Type").equals("application/problem+json")) {
            throw new AssertionError("not a problem: " + answer);
        }
        conforms(JSON.createObjectNode().put("$ref", PROBLEM), answer);
        if (answer.json().path("status").asInt() != answer.status()) {
            throw new AssertionError("the problem has another status: " + answer);
        }
    }

    private void conforms(JsonNode schema, RawHttpClient.Answer answer) {
        var errors = errors(schema, answer.json());
        if (!errors.isEmpty()) {
            throw new AssertionError("the answer does not conform: " + errors + " in " + answer);
        }
    }

    private Schema compiled(JsonNode schema) {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("allOf").add(schema);
        root.set("components", document.path("components"));
        return registry.getSchema(root);
    }
}

package io.github.sfnreplay.api.openapi;

import io.github.sfnreplay.api.problem.ProblemType;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Describes problem answers.
final class ProblemDocs {

    static final String SCHEMA = "#/components/schemas/Problem";

    private final Examples examples;

    ProblemDocs(Examples examples) {
        this.examples = examples;
    }

    /// @param types that have the same status
    ApiResponse answer(Collection<ProblemType> types) {
        var media = new MediaType().schema(new Schema<>().$ref(SCHEMA));
        types.forEach(type -> media.addExamples(type.slug(), example(type)));
        return new ApiResponse()
                .description(types.stream()
                        .map(type -> "`" + type.slug() + "`: " + type.title() + ".")
                        .collect(Collectors.joining(" ")))
                .content(new Content().addMediaType("application/problem+json", media));
    }

    private Example example(ProblemType type) {
        return examples.of("problem." + type.slug()).values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no example of " + type))
                .summary(type.title());
    }

    static Schema<?> schema() {
        return object(
                        List.of("type", "title", "status", "detail"),
                        Map.of(
                                "type", text("A path on this service that explains the problem."),
                                "title", text("The same for all problems of the type."),
                                "status", new IntegerSchema().format("int32"),
                                "detail", text("What happened, for a person."),
                                "instance", text("The path of the request."),
                                "errors", new ArraySchema().items(error()).description("All faults of the request.")))
                .description("What went wrong (RFC 9457), with further properties by type.")
                .additionalProperties(true);
    }

    private static Schema<?> error() {
        return object(
                List.of("detail"),
                Map.of(
                        "pointer", text("A place in the body, as JSON Pointer."),
                        "parameter", text("A query parameter."),
                        "header", text("A header."),
                        "detail", text("What is wrong there.")));
    }

    private static Schema<?> object(List<String> required, Map<String, Schema<?>> properties) {
        var schema = new Schema<Object>();
        schema.addType("object");
        new TreeMap<>(properties).forEach(schema::addProperty);
        schema.setRequired(required);
        return schema;
    }

    private static Schema<?> text(String description) {
        return new StringSchema().description(description);
    }
}

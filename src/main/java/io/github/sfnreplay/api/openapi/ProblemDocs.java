package io.github.sfnreplay.api.openapi;

import io.github.sfnreplay.api.problem.ProblemType;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.util.StringUtils;

/// Describes problem answers.
final class ProblemDocs {

    /// Any problem, whatever its type.
    static final String ANY = "#/components/schemas/AnyProblem";

    private static final String BASE = "#/components/schemas/Problem";

    private final Examples examples;

    ProblemDocs(Examples examples) {
        this.examples = examples;
    }

    /// @param types that have the same status
    ApiResponse answer(Collection<ProblemType> types) {
        var media = new MediaType().schema(oneOf(types));
        types.forEach(type -> media.addExamples(type.slug(), example(type)));
        return new ApiResponse()
                .description(types.stream()
                        .map(type -> "`" + type.slug() + "`: " + type.title() + ".")
                        .collect(Collectors.joining(" ")))
                .content(new Content().addMediaType("application/problem+json", media));
    }

    private static Schema<?> oneOf(Collection<ProblemType> types) {
        if (types.size() == 1) {
            return reference(types.iterator().next());
        }
        var any = new Schema<>();
        types.forEach(type -> any.addOneOfItem(reference(type)));
        return any;
    }

    private static Schema<?> reference(ProblemType type) {
        return new Schema<>().$ref("#/components/schemas/" + nameOf(type));
    }

    private static String nameOf(ProblemType type) {
        return Arrays.stream(type.slug().split("-"))
                        .map(StringUtils::capitalize)
                        .collect(Collectors.joining())
                + "Problem";
    }

    /// The base of all problems, one schema for each type, and one that is any of them.
    void addSchemas(Components components) {
        components.addSchemas("Problem", base());
        Arrays.stream(ProblemType.values()).forEach(type -> components.addSchemas(nameOf(type), schema(type)));
        components.addSchemas("AnyProblem", oneOf(List.of(ProblemType.values())).description("A problem of any type."));
    }

    private Schema<?> schema(ProblemType type) {
        var own = new Schema<Object>();
        own.addType("object");
        var uri = new StringSchema();
        uri.setConst(type.uri().toString());
        own.addProperty("type", uri);
        ProblemProperties.of(type).forEach(own::addProperty);
        return new Schema<Object>()
                .allOf(List.of(new Schema<>().$ref(BASE), own))
                .description(type.title() + ". " + type.advice())
                .example(example(type).getValue());
    }

    private Example example(ProblemType type) {
        return examples.of("problem." + type.slug()).values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no example of " + type))
                .summary(type.title());
    }

    private static Schema<?> base() {
        return ProblemProperties.object(
                        List.of("type", "title", "status", "detail"),
                        Map.of(
                                "type", ProblemProperties.text("A path on this service that explains the problem."),
                                "title", ProblemProperties.text("The same for all problems of the type."),
                                "status", new IntegerSchema().format("int32"),
                                "detail", ProblemProperties.text("What happened, for a person."),
                                "instance", ProblemProperties.text("The path of the request.")))
                .description("What went wrong (RFC 9457), with further properties by type.")
                .additionalProperties(true);
    }
}

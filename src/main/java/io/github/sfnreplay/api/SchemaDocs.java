package io.github.sfnreplay.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.Arrays;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;

/// Completes the schemas of the OpenAPI document.
final class SchemaDocs implements OpenApiCustomizer {

    private final Examples examples;
    private final ProblemDocs problems;

    SchemaDocs(Examples examples, ProblemDocs problems) {
        this.examples = examples;
        this.problems = problems;
    }

    @Override
    public void customise(OpenAPI api) {
        var components = api.getComponents();
        components.addSchemas("Problem", ProblemDocs.schema());
        Arrays.stream(ProblemType.values())
                .forEach(type -> components.addResponses(type.slug(), problems.answer(List.of(type))));
        addExamples(components);
    }

    private void addExamples(Components components) {
        examples.of("schema").forEach((name, example) -> {
            var schema = components.getSchemas().get(name);
            if (schema != null) {
                schema.setExample(example.getValue());
            }
        });
    }
}

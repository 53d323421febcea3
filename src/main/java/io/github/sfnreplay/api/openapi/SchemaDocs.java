package io.github.sfnreplay.api.openapi;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.github.sfnreplay.api.ApiSettings;
import io.github.sfnreplay.api.ProblemController;
import io.github.sfnreplay.api.caller.CallerController;
import io.github.sfnreplay.api.inspect.EvaluationRequest;
import io.github.sfnreplay.api.inspect.EvaluationView;
import io.github.sfnreplay.api.inspect.ItemInputView;
import io.github.sfnreplay.api.inspect.StateMachinePage;
import io.github.sfnreplay.api.inspect.SummaryRequest;
import io.github.sfnreplay.api.inspect.SummaryView;
import io.github.sfnreplay.api.inspect.VersionsView;
import io.github.sfnreplay.api.request.CancelRequest;
import io.github.sfnreplay.api.request.ConfirmRequest;
import io.github.sfnreplay.api.request.ReasonRequest;
import io.github.sfnreplay.api.request.ReplayPatch;
import io.github.sfnreplay.api.request.ReplayRequest;
import io.github.sfnreplay.api.request.RetryRequest;
import io.github.sfnreplay.api.view.ItemPage;
import io.github.sfnreplay.api.view.LogPage;
import io.github.sfnreplay.api.view.Paths;
import io.github.sfnreplay.api.view.PausedReplays;
import io.github.sfnreplay.api.view.ReplayPage;
import io.github.sfnreplay.replay.RequestBounds;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import tools.jackson.databind.JsonNode;

/// Completes the schemas of the OpenAPI document: what an answer always has, and examples.
final class SchemaDocs implements OpenApiCustomizer {

    private static final List<Class<?>> ROOTS = List.of(
            ReplayRequest.class,
            ReplayPatch.class,
            ConfirmRequest.class,
            ReasonRequest.class,
            CancelRequest.class,
            RetryRequest.class,
            ReplayPage.class,
            ItemPage.class,
            LogPage.class,
            PausedReplays.class,
            StateMachinePage.class,
            VersionsView.class,
            SummaryRequest.class,
            SummaryView.class,
            EvaluationRequest.class,
            EvaluationView.class,
            ItemInputView.class,
            CallerController.View.class,
            ProblemController.Explanation.class);

    private static final List<List<String>> EXPRESSIONS = List.of(
            List.of("Filter", "inputMatches"),
            List.of("ReplayRequest", "inputTransform"),
            List.of("ReplayRequest", "distinctBy"),
            List.of("ReplayRequest", "skipSuperseded"),
            List.of("EvaluationRequest", "inputMatches"),
            List.of("EvaluationRequest", "inputTransform"),
            List.of("EvaluationRequest", "distinctBy"));

    /// In the order in which they are used.
    private static final List<String> PATHS = List.of(
            Paths.REPLAYS,
            Paths.REPLAY + "/confirm",
            Paths.REPLAY + "/pause",
            Paths.REPLAY + "/resume",
            Paths.REPLAY + "/cancel",
            Paths.REPLAY,
            Paths.REPLAY + "/items",
            Paths.REPLAY + "/items/{index}/input",
            Paths.REPLAY + "/report",
            Paths.REPLAY + "/events",
            Paths.REPLAY + "/log",
            Paths.REPLAY + "/retry-failed",
            Paths.REPLAYS + "/pause-all");

    private final Examples examples;
    private final ProblemDocs problems;
    private final ApiSettings settings;

    SchemaDocs(Examples examples, ProblemDocs problems, ApiSettings settings) {
        this.examples = examples;
        this.problems = problems;
        this.settings = settings;
    }

    @Override
    public void customise(OpenAPI api) {
        order(api);
        var components = api.getComponents();
        var records = new LinkedHashSet<Class<?>>();
        ROOTS.forEach(root -> collect(root, records));
        records.forEach(type -> complete(components, type));
        problems.addSchemas(components);
        ceilings(components);
        examples.of("schema").forEach((name, example) -> addExample(components, name, example.getValue()));
    }

    /// As they are configured, which no annotation can know.
    @SuppressWarnings("unchecked")
    private void ceilings(Components components) {
        var maxItems = property(components, "RequestedLimits", "maxItems");
        maxItems.setMaximum(BigDecimal.valueOf(settings.maxItems()));
        ((Schema<Object>) maxItems).setDefault(Math.min(RequestBounds.DEFAULT_MAX_ITEMS, settings.maxItems()));
        for (var place : EXPRESSIONS) {
            property(components, place.getFirst(), place.getLast()).setMaxLength(settings.maxExpressionLength());
        }
    }

    private static Schema<?> property(Components components, String schema, String name) {
        return property(required(components.getSchemas().get(schema), schema), name);
    }

    private static void addExample(Components components, String name, Object example) {
        var schema = components.getSchemas().get(name);
        if (schema != null) {
            schema.setExample(example);
        }
    }

    private static void order(OpenAPI api) {
        var ordered = new io.swagger.v3.oas.models.Paths();
        PATHS.forEach(path -> {
            if (api.getPaths().containsKey(path)) {
                ordered.addPathItem(path, api.getPaths().get(path));
            }
        });
        api.getPaths().forEach(ordered::putIfAbsent);
        api.setPaths(ordered);
    }

    private static void collect(Type type, Set<Class<?>> records) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> collect(argument, records));
        } else if (type instanceof Class<?> plain && plain.isRecord() && records.add(plain)) {
            Arrays.stream(plain.getRecordComponents()).forEach(part -> collect(part.getGenericType(), records));
        }
    }

    private static void complete(Components components, Class<?> type) {
        Schema<?> schema = components.getSchemas().get(nameOf(type));
        if (schema == null) {
            return;
        }
        Arrays.stream(type.getRecordComponents())
                .filter(SchemaDocs::isAnyJson)
                .forEach(part -> schema.addProperty(part.getName(), anyJson(property(schema, part.getName()))));
        if (!Boolean.FALSE.equals(schema.getAdditionalProperties())) {
            schema.setRequired(Arrays.stream(type.getRecordComponents())
                    .filter(part -> !isNullable(part))
                    .map(RecordComponent::getName)
                    .toList());
        } else {
            Arrays.stream(type.getRecordComponents())
                    .filter(part -> isNullable(part) && !isAnyJson(part))
                    .map(RecordComponent::getName)
                    .forEach(name -> schema.addProperty(name, orNull(property(schema, name))));
        }
    }

    /// In a request null means the same as nothing, and in a merge patch it resets.
    @SuppressWarnings("unchecked")
    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() != null) {
            var nothing = new Schema<Object>();
            nothing.addType("null");
            return new Schema<Object>()
                    .anyOf(List.of(new Schema<>().$ref(schema.get$ref()), nothing))
                    .description(schema.getDescription());
        }
        schema.addType("null");
        if (schema.getEnum() != null) {
            ((Schema<Object>) schema).addEnumItemObject(null);
        }
        return schema;
    }

    private static Schema<?> anyJson(Schema<?> schema) {
        return new Schema<Object>().description(schema.getDescription());
    }

    private static Schema<?> property(Schema<?> schema, String name) {
        return required((Schema<?>) schema.getProperties().get(name), name);
    }

    private static Schema<?> required(@Nullable Schema<?> found, String name) {
        return Objects.requireNonNull(found, () -> "the document has no " + name);
    }

    private static boolean isAnyJson(RecordComponent part) {
        return part.getType() == JsonNode.class || part.getAccessor().isAnnotationPresent(JsonRawValue.class);
    }

    private static boolean isNullable(RecordComponent part) {
        return part.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static String nameOf(Class<?> type) {
        var named = type.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return named == null || named.name().isEmpty() ? type.getSimpleName() : named.name();
    }
}

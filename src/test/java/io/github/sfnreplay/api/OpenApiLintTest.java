package io.github.sfnreplay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The rules of Spectral's `spectral:oas` that can break here, without Node.
@ApiTest
class OpenApiLintTest {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    @Autowired
    private Api api;

    @Autowired
    private JsonMapper mapper;

    @Test
    void hasContactLicenceDescriptionAndServer() {
        var document = document();

        assertThat(document.at("/info/contact/name").asString()).isNotEmpty();
        assertThat(document.at("/info/license/identifier").asString()).isEqualTo("Apache-2.0");
        assertThat(document.at("/info/description").asString()).isNotEmpty().doesNotContain("<script", "eval(");
        assertThat(document.path("servers")).hasSize(1);
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryComponentIsReferredTo() {
        var document = document();
        var references = new HashSet<String>();
        collect(document, "$ref", references);

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        var schemes = document.at("/components/securitySchemes").propertyNames();
        var required = document.path("security").values().stream()
                .flatMap(requirement -> requirement.propertyNames().stream())
                .toList();
        assertThat(required).containsExactlyInAnyOrderElementsOf(schemes);
        var components = document.path("components").properties().stream()
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .flatMap(kind -> kind.getValue().propertyNames().stream()
                        .map(name -> "#/components/" + kind.getKey() + "/" + name))
                .toList();
        assertThat(references).containsAll(components);
    }

    @Test
    void everyOperationHasAnIdOfItsOwnAKnownTagAndAnAnswerOfSuccess() {
        var document = document();
        var tags = document.path("tags").values().stream()
                .map(tag -> tag.path("name").asString())
                .toList();
        var ids = operations(document)
                .map(each -> each.path("operationId").asString())
                .toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][A-Za-z]+"));
        assertThat(operations(document)).allSatisfy(operation -> {
            assertThat(operation.path("tags").values().stream().map(JsonNode::asString))
                    .hasSize(1)
                    .isSubsetOf(tags);
            assertThat(operation.path("responses").propertyNames()).anyMatch(status -> status.startsWith("2"));
            assertThat(operation.path("responses").values())
                    .allSatisfy(response ->
                            assertThat(response.path("description").asString()).isNotEmpty());
        });
    }

    @Test
    void everyParameterOfAPathIsDeclaredOnceAndRequired() {
        for (var path : document().path("paths").properties()) {
            var named = PARAMETER
                    .matcher(path.getKey())
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            for (var operation : path.getValue().values()) {
                var declared = operation.path("parameters").values().stream()
                        .filter(parameter -> parameter.path("in").asString().equals("path"))
                        .filter(parameter -> parameter.path("required").asBoolean())
                        .map(parameter -> parameter.path("name").asString())
                        .toList();
                assertThat(declared).as(path.getKey()).containsExactlyInAnyOrderElementsOf(named);
            }
        }
    }

    @Test
    void everyExampleConformsToItsSchema() {
        var document = document();
        var wrong = new ArrayList<String>();
        operations(document)
                .forEach(operation -> contents(operation)
                        .forEach(content -> content.properties()
                                .forEach(media -> media.getValue()
                                        .path("examples")
                                        .properties()
                                        .forEach(example -> check(
                                                document,
                                                media.getValue().path("schema"),
                                                example.getValue().path("value"),
                                                operation.path("operationId").asString() + " " + example.getKey(),
                                                wrong)))));
        document.at("/components/schemas").properties().stream()
                .filter(schema -> schema.getValue().has("example"))
                .forEach(schema ->
                        check(document, schema.getValue(), schema.getValue().path("example"), schema.getKey(), wrong));

        assertThat(wrong).isEmpty();
    }

    @Test
    void noEnumHasAValueOfAnotherType() {
        var enums = new ArrayList<JsonNode>();
        document().findParents("enum").forEach(enums::add);

        assertThat(enums)
                .isNotEmpty()
                .allSatisfy(schema ->
                        assertThat(schema.path("enum").values()).allMatch(value -> value.isString() || value.isNull()));
    }

    private void check(JsonNode document, JsonNode schema, JsonNode value, String name, List<String> wrong) {
        var root = mapper.createObjectNode();
        root.putArray("allOf").add(schema);
        root.set("components", document.path("components"));
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        registry.getSchema(root).validate(value).forEach(error -> wrong.add(name + ": " + error));
    }

    private static Stream<JsonNode> contents(JsonNode operation) {
        return Stream.concat(
                Stream.of(operation.at("/requestBody/content")),
                operation.path("responses").values().stream().map(response -> response.path("content")));
    }

    private static Stream<JsonNode> operations(JsonNode document) {
        return document.path("paths").values().stream().flatMap(path -> path.values().stream());
    }

    private static void collect(JsonNode node, String name, Set<String> found) {
        node.properties().forEach(property -> {
            if (property.getKey().equals(name)) {
                found.add(property.getValue().asString());
            }
            collect(property.getValue(), name, found);
        });
        if (node.isArray()) {
            node.forEach(element -> collect(element, name, found));
        }
    }

    private JsonNode document() {
        return mapper.readTree(Api.text(api.get("/v3/api-docs")));
    }
}

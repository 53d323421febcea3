package io.github.sfnreplay.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.api.problem.ProblemType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.StringUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ApiTest
class OpenApiTest {

    @Autowired
    private Api api;

    @Autowired
    private JsonMapper mapper;

    @BeforeEach
    void clear() {
        api.clear();
    }

    @Test
    void isServedAsOpenApi31AndShownBySwaggerUi() {
        assertThat(document().path("openapi").asString()).startsWith("3.1");
        assertThat(api.get("/swagger-ui/index.html")).hasStatus(200);
    }

    @Test
    void leadsWithAnExampleThatIsAcceptedAsItStands() {
        var examples = document()
                .at("/paths/~1replays/post/requestBody/content/application~1json/examples")
                .properties();

        assertThat(examples).hasSizeGreaterThan(3);
        for (var example : examples) {
            api.clear();
            assertThat(api.create(example.getValue().path("value").toString())).hasStatus(202);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasATrueExampleOfEveryProblem(ProblemType type) {
        var example = document().at("/components/schemas/" + schemaOf(type) + "/example");

        assertThat(example.path("type").asString()).isEqualTo(type.uri().toString());
        assertThat(example.path("title").asString()).isEqualTo(type.title());
        assertThat(example.path("status").asInt()).isEqualTo(type.status());
    }

    private static String schemaOf(ProblemType type) {
        return Arrays.stream(type.slug().split("-"))
                        .map(StringUtils::capitalize)
                        .collect(Collectors.joining()) + "Problem";
    }

    @Test
    void leadsWithExamplesThatStartNothingUnseen() {
        var create = document().at("/paths/~1replays/post/requestBody/content/application~1json/examples");
        var confirm =
                document().at("/paths/~1replays~1{id}~1confirm/post/requestBody/content/application~1json/examples");

        assertThat(create.iterator().next().at("/value/dryRun").asBoolean()).isTrue();
        assertThat(confirm.iterator().next().at("/value/planHash").asString()).isNotEmpty();
    }

    @Test
    void tellsDefaultsAndTheConfiguredCeilings() {
        var schemas = document().at("/components/schemas");

        assertThat(schemas.at("/RequestedLimits/properties/maxItems/maximum").asInt())
                .isEqualTo(1_000_000);
        assertThat(schemas.at("/RequestedLimits/properties/maxItems/default").asInt())
                .isEqualTo(10_000);
        assertThat(schemas.at("/ReplayRequest/properties/mode/default").asString())
                .isEqualTo("START_NEW");
        assertThat(schemas.at("/ReplayRequest/properties/dryRun/default").isBoolean())
                .isTrue();
        assertThat(schemas.at("/ReplayRequest/properties/attempt/default").isInt())
                .isTrue();
    }

    @Test
    void leadsFromANewReplayToWhatCanBeDoneWithIt() {
        var document = document();
        var operations = document.path("paths").values().stream()
                .flatMap(path -> path.values().stream())
                .map(operation -> operation.path("operationId").asString())
                .toList();

        assertThat(document.at("/paths/~1replays/post/responses/202/links").values())
                .hasSize(12)
                .allSatisfy(link ->
                        assertThat(operations).contains(link.path("operationId").asString()));
    }

    @Test
    void showsSwaggerUiUnderItsOwnNameOnAPhoneToo() {
        assertThat(Api.text(api.get("/swagger-ui/index.html")))
                .contains("<title>sfn-replay API</title>", "name=\"viewport\"", "href=\"/favicon.svg\"");
    }

    @Test
    void documentsEveryOperationWithSummaryDescriptionAndProblems() {
        var operations = document().path("paths").values().stream()
                .flatMap(path -> path.properties().stream())
                .map(Map.Entry::getValue)
                .toList();

        assertThat(operations).hasSize(23).allSatisfy(operation -> {
            assertThat(operation.path("summary").asString()).isNotBlank();
            assertThat(operation.path("description").asString()).isNotBlank();
            assertThat(List.of("401", "403", "429", "500"))
                    .allMatch(status ->
                            operation.at("/responses/" + status + "/content").has("application/problem+json"));
        });
    }

    @Test
    void namesExactlyTheFieldsOfAReplay() {
        var replay = mapper.readTree(Api.text(api.create(Api.SMALLEST)));
        var schema = document().at("/components/schemas/Replay");

        var example = schema.path("example");
        assertThat(List.copyOf(replay.propertyNames()))
                .containsAll(texts(schema.path("required")))
                .isSubsetOf(schema.path("properties").propertyNames());
        assertThat(List.copyOf(example.propertyNames()))
                .containsSubsequence(replay.propertyNames())
                .isSubsetOf(schema.path("properties").propertyNames());
        assertThat(texts(schema.path("required"))).contains("state").doesNotContain("stateReason");
    }

    private static List<String> texts(JsonNode array) {
        return Stream.of(array)
                .flatMap(node -> node.values().stream())
                .map(JsonNode::asString)
                .toList();
    }

    private JsonNode document() {
        return mapper.readTree(Api.text(api.get("/v3/api-docs")));
    }
}

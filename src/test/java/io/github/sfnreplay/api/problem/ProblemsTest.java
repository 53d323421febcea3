package io.github.sfnreplay.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.github.sfnreplay.api.Api;
import io.github.sfnreplay.api.ApiTest;
import io.github.sfnreplay.api.FakeEngine;
import io.github.sfnreplay.replay.Fault;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import tools.jackson.databind.json.JsonMapper;

@ApiTest
@ExtendWith(OutputCaptureExtension.class)
class ProblemsTest {

    @Autowired
    private Api api;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JsonMapper mapper;

    @Autowired
    private FakeEngine engine;

    @BeforeEach
    void clear() {
        api.clear();
    }

    @Test
    void itsMembersComeInTheOrderOfTheContract() throws Exception {
        var id = api.created(Api.SMALLEST);

        var answer = api.post("/replays/" + id + "/resume");

        assertThat(answer).hasStatus(409);
        assertThat(members(answer.getResponse().getContentAsString()))
                .containsExactly("type", "title", "status", "detail", "instance", "currentState", "allowedActions");
    }

    @Test
    void theMembersOfAFaultThatEndedAReplayHaveTheSameOrder() throws Exception {
        var fault = new Fault(Fault.Kind.MAX_ITEMS_EXCEEDED, "Too many.", Map.of("maxItems", 10, "matched", 11));

        assertThat(members(mapper.writeValueAsString(Problems.of(fault))))
                .containsExactly("type", "title", "status", "detail", "matched", "maxItems");
    }

    private static List<String> members(String json) {
        return List.copyOf(new JsonMapper().readTree(json).propertyNames());
    }

    @ParameterizedTest
    @EnumSource
    void givesEachFaultOfTheDomainItsProblem(Fault.Kind kind) {
        engine.refuse(kind);
        var type = ProblemType.of(kind);

        var answer = api.create(Api.SMALLEST);

        assertThat(answer).hasStatus(type.status()).hasContentType("application/problem+json");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo(type.uri().toString());
        assertThat(answer.getResponse().containsHeader("Retry-After")).isEqualTo(type.retryAfter() > 0);
    }

    @ParameterizedTest
    @EnumSource
    void explainsEachProblemAtItsType(ProblemType type) {
        assertThat(api.get(type.uri().toString()))
                .hasStatus(200)
                .bodyJson()
                .isLenientlyEqualTo("{\"title\": \"%s\", \"status\": %d}".formatted(type.title(), type.status()));
        assertThat(mvc.get().uri(type.uri()).header("Accept", "text/html,*/*;q=0.8"))
                .hasStatus(200)
                .hasContentTypeCompatibleWith("text/html");
    }

    @Test
    void explainsNoProblemThatThereIsNot() {
        assertThat(api.get("/problems/none")).hasStatus(404).hasContentType("application/problem+json");
    }

    @Test
    void tellsNothingOfAnUnforeseenFailureButWhereToLook(CapturedOutput output) {
        engine.fail("secret");

        var answer = api.create(Api.SMALLEST);

        assertThat(answer).hasStatus(500).hasContentType("application/problem+json");
        assertThat(Api.text(answer)).doesNotContain("secret", "Exception", "at io.");
        assertThat(output)
                .contains(JsonPath.<String>read(Api.text(answer), "$.errorId"))
                .contains("secret");
    }

    @Test
    void saysWhichMethodsAreAllowed() {
        assertThat(mvc.put().uri("/replays")).hasStatus(405).bodyJson().isLenientlyEqualTo("""
                {"type": "/problems/method-not-allowed", "allowed": ["GET", "POST"]}""");
    }

    @Test
    void saysWhichMediaTypesItReads() {
        assertThat(mvc.post().uri("/replays").contentType("application/yaml").content(Api.SMALLEST))
                .hasStatus(415)
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"type": "/problems/unsupported-media-type", "supported": ["application/json", "multipart/form-data"]}""");
    }

    @Test
    void saysWhichMediaTypesItWrites() {
        assertThat(mvc.get().uri("/replays").header("Accept", "application/xml"))
                .hasStatus(406)
                .bodyJson()
                .isLenientlyEqualTo("{\"type\": \"/problems/not-acceptable\", \"supported\": [\"application/json\"]}");
    }

    @Test
    void refusesABodyAboveTheLimit() {
        assertThat(api.create(" ".repeat(4 * 1024 * 1024) + Api.SMALLEST))
                .hasStatus(413)
                .bodyJson()
                .isLenientlyEqualTo("{\"type\": \"/problems/content-too-large\", \"maxBytes\": 4194304}");
    }

    @Test
    void knowsNothingAtAnUnknownPathWhateverTheMethod() {
        for (var answer : List.of(api.get("/nothing"), api.post("/nothing", "{}"), api.get("/error"))) {
            assertThat(answer)
                    .hasStatus(404)
                    .bodyJson()
                    .extractingPath("$.type")
                    .isEqualTo("/problems/not-found");
        }
    }

    @Test
    void aClientThatDoesNotReadItsAnswerIsNoFailure(CapturedOutput output) throws Exception {
        var timeout = new AsyncRequestNotUsableException("failed to write", new SocketTimeoutException());
        var failure = new HttpMessageNotWritableException("Could not write JSON", timeout);

        assertThat(new ProblemAdvice().handleException(failure, new ServletWebRequest(new MockHttpServletRequest())))
                .isNull();
        assertThat(output).doesNotContain("Internal error");
    }
}

package io.github.sfnreplay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ApiTest
class UploadTest {

    private static final String REQUEST = "{\"stateMachineArn\": \"%s\"}".formatted(Api.MACHINE);
    private static final String A = Api.EXECUTION + "a";
    private static final String B = Api.EXECUTION + "b";

    @Autowired
    private Api api;

    @Autowired
    private MockMvcTester mvc;

    @BeforeEach
    void clear() {
        api.clear();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/csv                 | index,sourceExecutionArn,executionArn\\r\\n0,{a},x\\r\\n1,"{b}",y\\r\\n
            text/csv; charset=utf-8  | state,executionArn\\nFAILED,{a}\\nFAILED,{b}
            text/csv                 | anything,more\\n{a},1\\n{b}\\n{b},1,2,3
            application/vnd.ms-excel | {a}\\n\\n{b}\\n
            application/x-ndjson     | {"sourceExecutionArn":"{a}","executionArn":"x"}\\n\\n{"executionArn":"{b}"}
            text/plain               | {a}\\r\\n\\r\\n  {b}  \\n{a}
            text/plain               | \\uFEFF{a}\\n{b}
            """)
    void takesTheExecutionsOfAFile(String type, String file) {
        var answer = send(form(part("request", null, REQUEST), file(type, "x", text(file))));

        assertThat(answer)
                .hasStatus(202)
                .bodyJson()
                .extractingPath("$.request.filter.executionArns")
                .asArray()
                .containsExactly(A, B);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.csv", "X.TXT"})
    void tellsTheFormatByTheNameOfTheFileWhereTheTypeDoesNot(String name) {
        assertThat(send(form(file("application/octet-stream", name, A), part("request", "application/json", REQUEST))))
                .hasStatus(202);
    }

    @Test
    void showsARequestThatCanBeSentAgainAsItIs() {
        var shown = JsonPath.<Object>read(
                Api.text(send(form(part("request", null, REQUEST), file("text/plain", "x", A)))), "$.request");
        api.clear();

        assertThat(api.create(JsonPath.parse(shown).jsonString())).hasStatus(202);
    }

    @Test
    void takesMoreExecutionsThanABodyCanName() {
        var lines = IntStream.range(0, 10_001)
                .mapToObj(i -> Api.EXECUTION + "e" + i)
                .collect(Collectors.joining("\n"));
        var request = REQUEST.replace("}", ", \"limits\": {\"maxItems\": 20000}}");

        var answer = send(form(part("request", null, request), file("text/plain", "x", lines)));

        assertThat(answer)
                .hasStatus(202)
                .bodyJson()
                .extractingPath("$.executionsInFile")
                .isEqualTo(10_001);
        assertThat(answer).bodyJson().doesNotHavePath("$.request.filter.executionArns");
    }

    @Test
    void takesAReportOfOurs() {
        var id = api.created(Api.SMALLEST);
        api.planned(id, 3);
        for (var format : new String[] {"csv", "ndjson"}) {
            var report = Api.text(api.get("/replays/" + id + "/report?format=" + format));
            var form = form(
                    part("request", null, REQUEST.replace("}", ", \"dryRun\": true}")),
                    file("", "r." + format, report));

            assertThat(send(form))
                    .hasStatus(202)
                    .bodyJson()
                    .extractingPath("$.request.filter.executionArns")
                    .asArray()
                    .containsExactly(
                            Api.EXECUTION + "source-0", Api.EXECUTION + "source-1", Api.EXECUTION + "source-2");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/plain           | {a}\\n\\nx\\n{b}                                     | 3 | is no ARN of an execution: 'x'
            text/plain           | {a}\\n{other}                                       | 2 | the first one is of
            text/plain           | =HYPERLINK("http://localhost/")                     | 1 | is no ARN
            text/plain           | ''                                                  | 1 | the file names no execution
            text/csv             | sourceExecutionArn\\n                               | 1 | the file names no execution
            text/csv             | id,sourceExecutionArn\\n1,{a}\\n2                   | 3 | names no execution
            text/csv             | sourceExecutionArn\\n"{a}\\n                        | 2 | is no ARN
            text/csv             | id,sourceExecutionArn\\n"1\\n1",{a}\\n3,=1+1         | 4 | is no ARN of an execution: '=1+1'
            application/x-ndjson | {"executionArn":"{a}"}\\n{"executionArn":5}         | 2 | is no JSON object with
            application/x-ndjson | {"executionArn":"{a}"}\\n["{a}"]                    | 2 | is no JSON object with
            application/x-ndjson | {"executionArn":                                    | 1 | is no JSON object with
            """)
    void namesTheLinesThatNameNoExecution(String type, String file, int line, String detail) {
        var answer = send(form(part("request", null, REQUEST), file(type, "x", text(file))));

        assertThat(answer).hasStatus(422).bodyJson().extractingPath("$.type").isEqualTo("/problems/executions-invalid");
        assertThat(answer).bodyJson().extractingPath("$.errors[0].line").isEqualTo(line);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.errors[0].detail")
                .asString()
                .contains(detail);
        assertNothingCreated();
    }

    @Test
    void namesTwentyLinesAtMost() {
        var lines = "x\n".repeat(100_000);

        assertThat(send(form(part("request", null, REQUEST), file("text/plain", "x", lines))))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors")
                .asArray()
                .hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/csv", "application/x-ndjson"})
    void refusesALineThatIsFarTooLong(String type) {
        var file = A + "\n" + "y".repeat(1_000_000);

        assertThat(send(form(part("request", null, REQUEST), file(type, "x", file))))
                .hasStatus(422);
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, text/plain", "UTF-16BE, text/csv", "ISO-8859-1, text/csv", "ISO-8859-1, application/x-ndjson"
    })
    void refusesAnotherEncoding(String charset, String type) {
        var head = form(part("request", null, REQUEST), file(type, "x", "\0")).split("\0", -1);
        var body = concat(
                head[0].getBytes(StandardCharsets.UTF_8),
                ("sourceExecutionArn\n" + A + "\u00fc\u00e9\n").getBytes(Charset.forName(charset)),
                head[1].getBytes(StandardCharsets.UTF_8));

        assertThat(send(body, "multipart/form-data; boundary=B"))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/executions-invalid");
    }

    @Test
    void namesFaultsOfTheRequestBeforeThoseOfTheFile() {
        var request = "{\"stateMachineArn\": 5, \"mode\": \"X\", \"filter\": {\"stati\": []}}";

        assertThat(send(form(part("request", null, request), file("text/plain", "x", "x"))))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[*].pointer")
                .asArray()
                .contains("/stateMachineArn", "/mode", "/filter/stati");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"stateMachineArn": "%s", "filter": {"executionArns": ["x"]}} | /filter/executionArns
            {"stateMachineArn": "%sX"}                                    | /filter/executionArns/0
            []                                                            | ''
            {"stateMachineArn": "%s", "filter": []}                       | /filter
            """)
    void refusesARequestThatDoesNotFitTheFile(String request, String pointer) {
        var answer = send(form(part("request", null, request.replace("%s", Api.MACHINE)), file("text/plain", "x", A)));

        assertThat(answer)
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[*].pointer")
                .asArray()
                .containsExactly(pointer);
        assertNothingCreated();
    }

    @Test
    void refusesPartsThatAreMissingUnknownOrGivenTwice() {
        assertThat(send(form(part("other", null, "x"))))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[*].parameter")
                .asArray()
                .containsExactlyInAnyOrder("other", "request", "executions");
        assertThat(send(form(
                        part("request", null, REQUEST),
                        part("request", null, REQUEST),
                        file("text/plain", "x", A),
                        file("text/plain", "x", A))))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[*].parameter")
                .asArray()
                .containsExactlyInAnyOrder("request", "executions");
    }

    @Test
    void refusesHalfABody() {
        var whole = form(part("request", null, REQUEST), file("text/plain", "x", A + "\n" + B + "\n"));

        for (var length : new int[] {0, 1, 20, 100, whole.length() / 2, whole.length() - 8}) {
            assertThat(send(whole.substring(0, length)))
                    .hasStatus(400)
                    .bodyJson()
                    .extractingPath("$.type")
                    .asString()
                    .isIn("/problems/validation-failed", "/problems/bad-request");
            assertNothingCreated();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=other"})
    void refusesABodyWithoutItsBoundary(String type) {
        assertThat(send(form(part("request", null, REQUEST)).getBytes(StandardCharsets.UTF_8), type))
                .hasStatus(400);
    }

    @Test
    void refusesAFileOfAnUnknownType() {
        assertThat(send(form(part("request", null, REQUEST), file("application/pdf", "x.csv", A))))
                .hasStatus(415)
                .bodyJson()
                .extractingPath("$.supported")
                .asArray()
                .containsExactly("text/csv", "application/x-ndjson", "text/plain");
    }

    @Test
    void tellsTheSameFileFromAnotherByTheIdempotencyKey() {
        var first = form(part("request", null, REQUEST), file("text/plain", "x", A));
        var other = form(part("request", null, REQUEST), file("text/plain", "x", B));

        var id = Api.idOf(send(first, "upload-1"));
        assertThat(Api.idOf(send(first, "upload-1"))).isEqualTo(id);
        assertThat(send(other, "upload-1")).hasStatus(422);
        assertThat(send(first, "two words")).hasStatus(400);
    }

    private void assertNothingCreated() {
        assertThat(api.get("/replays"))
                .bodyJson()
                .extractingPath("$.replays")
                .asArray()
                .isEmpty();
    }

    private MvcTestResult send(String form) {
        return send(form.getBytes(StandardCharsets.UTF_8), "multipart/form-data; boundary=B");
    }

    private MvcTestResult send(byte[] body, String type) {
        return mvc.post()
                .uri("/replays")
                .header("Content-Type", type)
                .content(body)
                .exchange();
    }

    private MvcTestResult send(String form, String key) {
        return mvc.post()
                .uri("/replays")
                .header("Content-Type", "multipart/form-data; boundary=B")
                .header("Idempotency-Key", key)
                .content(form.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    private static String text(String file) {
        return file.replace("{a}", A)
                .replace("{b}", B)
                .replace("{other}", A.replace("TestStateMachine", "Other"))
                .replace("\\uFEFF", "\uFEFF")
                .replace("\\r", "\r")
                .replace("\\n", "\n");
    }

    private static String form(String... parts) {
        return String.join("", parts) + "--B--\r\n";
    }

    private static String part(String name, @Nullable String type, String content) {
        var header = type == null ? "" : "Content-Type: " + type + "\r\n";
        return "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n" + header + "\r\n" + content + "\r\n";
    }

    private static String file(String type, String fileName, String content) {
        var header = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
        return "--B\r\nContent-Disposition: form-data; name=\"executions\"; filename=\"" + fileName + "\"\r\n" + header
                + "\r\n" + content + "\r\n";
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}

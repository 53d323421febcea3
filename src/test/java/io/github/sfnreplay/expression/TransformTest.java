package io.github.sfnreplay.expression;

import static io.github.sfnreplay.expression.Expressions.compile;
import static io.github.sfnreplay.expression.Expressions.transform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sfnreplay.expression.guard.ExpressionLimits;
import io.github.sfnreplay.expression.json.ExpressionException;
import io.github.sfnreplay.expression.json.JsonDiff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678901234567890",
                "0.1234567890123456789012",
                "1e400",
                "1e-400",
                "9007199254740993",
                "-9007199254740993",
                "9223372036854775807",
                "9223372036854775808",
                "1152921504606846976",
                "1152921504606846980",
                "18446744073709551616",
                "1e23",
                "0",
                "0.1",
                "-5",
                "null",
                "true",
                "\"\"",
                "{}",
                "[]",
                "[[]]",
                "[1]",
                "[[1]]",
                "[null,[null]]",
                "{\"a\":null}",
                "\"\\ud83d\"",
                "\"\\ude00x\"",
                "\"é😀\\u0000\\u001f\\\\\\\"/\"",
                "{\"\":{\"\":1}}",
                "{\"é\\\"\":[1]}"
            })
    void carriesEveryValueThrough(String json) {
        assertThat(JsonDiff.equal(transform("$", json), json)).isTrue();
        assertThat(JsonDiff.equal(transform("{'v': $.a, 'w': $$}.w", "{\"a\":" + json + "}"), "{\"a\":" + json + "}"))
                .isTrue();
        assertThat(transform("$merge([$, {'x': 1}]).a ~> $string", "{\"a\":" + json + "}"))
                .isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "3.0 | 3",
                "-0.0 | 0",
                "1e2 | 100",
                "1.10 | 1.1",
                "1e20 | 100000000000000000000",
                "1e21 | 1E+21",
                "9007199254740992 | 9007199254740992",
                "12345678901234567890 | 12345678901234567890",
            })
    void writesNumbersAsJavaScriptDoes(String input, String output) {
        assertThat(transform("$", input)).isEqualTo(output);
    }

    @ParameterizedTest
    @CsvSource({"0.1+0.2, 0.30000000000000004", "6/2, 3", "'$sum([1.5, 1.5])', 3", "2 * 0.5, 1", "-(3), -3", "10 % 4, 2"
    })
    void calculatesInDoubles(String text, String result) {
        assertThat(transform(text, "1")).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "missing | gives no value",
                "[1, 2][5] | gives no value",
                "$sum | function",
                "{'a': function($x){$x}} | function",
                "[$match] | function",
                "1/0 | out of range",
                "0/0 | gives no value",
                "$power(10, 400) | number",
                "big + 1 | more digits",
                "$number('1e400') * 2 | more digits",
                "$error('no') | $error",
            })
    void refusesWhatIsNotJson(String text, String reason) {
        assertThatThrownBy(() -> transform(text, "{\"big\": 12345678901234567890}"))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "1 2", "{} x", "nul", "[1,]", "{'a': 1}", "NaN", "01", "\"a"})
    void refusesAnInputThatIsNotJson(String input) {
        assertThatThrownBy(() -> transform("1", input))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("the input is not");
    }

    @Test
    void mergesTheExecutionIn() {
        assertThat(transform("$merge([$, {'replayOf': $execution.name}])", "{\"id\": 12345678901234567890}"))
                .isEqualTo("{\"id\":12345678901234567890,\"replayOf\":\"order-7\"}");
    }

    @Test
    void givesTheWholeExecution() {
        assertThat(transform("$execution", "1")).isEqualTo("""
                        {"arn":"arn:aws:states:us-east-1:123456789012:execution:Orders:order-7","name":"order-7",\
                        "status":"FAILED","startedAt":"2026-11-01T10:00:00Z","stoppedAt":"2026-11-01T10:00:05.250Z"}""");
    }

    @Test
    void keepsNoChangeToTheExecutionForTheNextEvaluation() {
        var expression = compile("[$execution ~> |$|{'name': 'x'}|, $execution.name]");
        assertThat(expression.transform("1", Expressions.EXECUTION))
                .isEqualTo(expression.transform("1", Expressions.EXECUTION))
                .endsWith("\"order-7\"]");
    }

    @Test
    void keepsNoVariableForTheNextEvaluation() {
        var expression = compile("($before := $seen; $seen := 1; $exists($before))");
        assertThat(expression.transform("1", Expressions.EXECUTION)).isEqualTo("false");
        assertThat(expression.transform("1", Expressions.EXECUTION)).isEqualTo("false");
    }

    @Test
    void keepsAnEmptyArrayEmptyThatWasGrouped() {
        assertThat(transform("{'x': e{'k': 1}, 'all': $}", "{\"e\": []}"))
                .isEqualTo("{\"x\":{\"k\":1},\"all\":{\"e\":[]}}");
    }

    @Test
    void updatesInPlaceWhereNoNumberIsRounded() {
        assertThat(transform("$ ~> |a|{'x': 1}, ['y']|", "{\"a\": {\"y\": 2, \"z\": 0.25}}"))
                .isEqualTo("{\"a\":{\"z\":0.25,\"x\":1}}");
        assertThatThrownBy(() -> transform("$ ~> |a|{'x': 1}|", "{\"a\": {}, \"n\": 0.1234567890123456}"))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("would round a number");
        assertThat(transform("$clone($)", "{\"n\": 0.1234567890123456, \"m\": 12345678901234567890}"))
                .isEqualTo("{\"n\":0.1234567890123456,\"m\":12345678901234567890}");
    }

    @Test
    void takesTheLastOfNamesThatAppearTwice() {
        assertThat(transform("$", "{\"a\": 1, \"b\": 2, \"a\": 3}")).isEqualTo("{\"a\":3,\"b\":2}");
    }

    @Test
    void writesLoneSurrogatesSoThatTheySurviveUtf8() {
        var result = transform("$", "\"\\ud83d and \\ud83d\\ude00\"");
        assertThat(new String(result.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(result);
        assertThat(result).isEqualTo("\"\\ud83d and 😀\"");
    }

    @Test
    void measuresItsResultInBytes() {
        var limits = new ExpressionLimits(Duration.ofSeconds(1), 100, 20, 100);
        var same = Expression.compile("$", limits);
        for (var fits :
                new String[] {"\"" + "é".repeat(9) + "\"", "\"" + "😀".repeat(4) + "ab\"", "\"" + "a".repeat(18) + "\""
                }) {
            assertThat(fits.getBytes(StandardCharsets.UTF_8)).hasSize(20);
            assertThat(same.transform(fits, Expressions.EXECUTION)).isEqualTo(fits);
            assertThatThrownBy(() -> same.transform(fits.replaceFirst("\"", "\"x"), Expressions.EXECUTION))
                    .isInstanceOf(ExpressionException.class)
                    .hasMessageContaining("larger than 20 bytes");
        }
    }
}

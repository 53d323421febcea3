package io.github.sfnreplay.expression.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDiffTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 | 1.0",
                "1 | 1e0",
                "100 | 1E+2",
                "0 | -0.0e5",
                "0.001 | 1e-3",
                "12345678901234567890.10 | 12345678901234567890.1",
                "1e999999999999 | 10e999999999998",
                "{\"a\":1,\"b\":[1,2]} | { \"b\" : [1.0,2], \"a\":1 }",
                "\"\\u00e9\" | \"é\"",
                "{\"a\":1,\"a\":2} | {\"a\":2}",
                "[] | [ ]",
                "null | null",
            })
    void findsEqualWhatMeansTheSame(String a, String b) {
        assertThat(JsonDiff.equal(a, b)).isTrue();
        assertThat(JsonDiff.changedPaths(b, a, 20)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 | 2 | ``",
                "1 | \"1\" | ``",
                "{} | [] | ``",
                "null | {} | ``",
                "12345678901234567890 | 12345678901234567891 | ``",
                "0.1 | 0.1000000000000000000001 | ``",
                "1 | -1 | ``",
                "{\"a\":1} | {\"a\":2} | /a",
                "{\"a\":null} | {} | /a",
                "{} | {\"a\":null} | /a",
                "[1,2] | [2,1] | /0 /1",
                "[1] | [1,2,3] | /1 /2",
                "[1,2,3] | [1] | /1 /2",
                "{\"a\":{\"b\":[1,{\"c\":1}]}} | {\"a\":{\"b\":[1,{\"c\":2}]}} | /a/b/1/c",
                "{\"a/b\":1,\"c~d\":1,\"\":1} | {\"a/b\":2,\"c~d\":2,\"\":2} | /a~1b /c~0d /",
                "{\"~1\":1} | {\"~1\":2} | /~01",
                "{\"a\":1,\"b\":1} | {\"c\":1,\"b\":2} | /a /b /c",
                "{\"a\":[]} | {\"a\":{}} | /a",
                "[[1]] | [[1,2]] | /0/1",
            })
    void pointsAtWhatDiffers(String before, String after, String paths) {
        assertThat(JsonDiff.equal(before, after)).isFalse();
        assertThat(String.join(" ", JsonDiff.changedPaths(before, after, 20))).isEqualTo(paths);
        assertThat(JsonDiff.changedPaths(before, after, 20)).isNotEmpty();
    }

    @Test
    void namesNoMoreThanAsked() {
        var before = "[" + "1,".repeat(99) + "1]";
        var after = before.replace('1', '2');
        assertThat(JsonDiff.changedPaths(before, after, 20))
                .hasSize(20)
                .startsWith("/0", "/1")
                .endsWith("/19");
    }

    @Test
    void comparesWhatIsNestedAsDeepAsAnOutputCanBe() {
        var depth = 130_000;
        var before = "[".repeat(depth) + "1" + "]".repeat(depth);
        assertThat(JsonDiff.equal(before, before.replace("1", "1.0"))).isTrue();
        assertThat(JsonDiff.changedPaths(before, before.replace("1", "2"), 20)).containsExactly("/0".repeat(depth));
        var objects = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
        assertThat(JsonDiff.changedPaths(objects, objects.replace("1", "2"), 20))
                .containsExactly("/a".repeat(10_000));
    }

    @Test
    void comparesHugeArrays() {
        var before = "[" + "0,".repeat(130_000) + "1]";
        assertThat(JsonDiff.changedPaths(before, before.replace("1", "2"), 20)).containsExactly("/130000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "1 2", "secret", "{\"a\":secret}", "[1"})
    void refusesWhatIsNotJsonWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> JsonDiff.equal("1", text))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("the output is not")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesANumberOfAbsurdLength() {
        assertThatThrownBy(() -> JsonDiff.equal("9".repeat(10_001), "1"))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("a number of more than 10000 characters");
    }
}

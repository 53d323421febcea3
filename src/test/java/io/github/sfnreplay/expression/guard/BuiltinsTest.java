package io.github.sfnreplay.expression.guard;

import static io.github.sfnreplay.expression.Expressions.transform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import io.github.sfnreplay.expression.Expressions;
import io.github.sfnreplay.expression.json.ExpressionException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltinsTest {

    private static final String INPUT = "{\"a\": 3, \"list\": [3, 1, 2.5], \"text\": \"a-b-c\"}";

    @Test
    void guardsEveryFunctionOfJsonata() throws ReflectiveOperationException {
        var theirs = Jsonata.class.getDeclaredField("staticFrame");
        theirs.setAccessible(true);
        for (var name : bindings((Frame) theirs.get(null)).keySet()) {
            var jsonata = Jsonata.jsonata("$" + name);
            Builtins.register(jsonata);
            assertThat(jsonata.evaluate(1, jsonata.createFrame()))
                    .as("%s", name)
                    .isInstanceOf(GuardedFunction.class);
        }
    }

    private static Map<?, ?> bindings(Frame frame) throws ReflectiveOperationException {
        var bindings = Frame.class.getDeclaredField("bindings");
        bindings.setAccessible(true);
        return (Map<?, ?>) bindings.get(frame);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$pad('x', 4, 'ab') | \"xaba\"",
                "$pad('x', -4) | \"   x\"",
                "$pad('😀', 3, '😀') | \"😀😀😀\"",
                "$pad('long', 2) | \"long\"",
                "$pad('x', 3, '') | \"x  \"",
                "$join(['a', 'b'], '-') | \"a-b\"",
                "$join(['a', 'b']) | \"ab\"",
                "$join('a', '-') | \"a\"",
                "$contains(text, 'b-') | true",
                "$contains(text, /^b/) | false",
                "text ~> $contains(/C$/i) | true",
                "$match('abab', /a(b)/)[1].index | 2",
                "$count($match('aaa', /a/, 2)) | 2",
                "$match('ab', /(a)(x)?/).groups | [\"a\",null]",
                "$replace(text, '-', '+') | \"a+b+c\"",
                "$replace(text, '-', '+', 1) | \"a+b-c\"",
                "$replace('a.b', '.', '$1') | \"a$1b\"",
                "$replace(text, /-(.)/, '<$1>') | \"a<b><c>\"",
                "$replace(text, /-(.)/, '$0$$$9$x', 1) | \"a-b$$x-c\"",
                "$replace(text, /-(.)/, '$12') | \"ab2c2\"",
                "$replace(text, /[a-c]/, $uppercase) | never",
                "$replace(text, /[a-c]/, function($m){ $uppercase($m.match) }) | \"A-B-C\"",
                "$split(text, '-') | [\"a\",\"b\",\"c\"]",
                "$split(text, '-', 2) | [\"a\",\"b\"]",
                "$split('a😀', '') | [\"a\",\"😀\"]",
                "$split(text, /-/) | [\"a\",\"b\",\"c\"]",
                "$split('-', '-') | [\"\",\"\"]",
                "$sort(list) | [1,2.5,3]",
                "$sort(['b', 'a']) | [\"a\",\"b\"]",
                "$sort(list, function($l, $r){ $l < $r }) | [3,2.5,1]",
                "$spread({'a': 1, 'b': null}) | [{\"a\":1},{\"b\":null}]",
                "$spread([{'a': 1}, 2]) | [{\"a\":1},2]",
                "$distinct([1, 1.0, '1', {'a': 1}, {'a': 1}]) | [1,\"1\",{\"a\":1}]",
                "$round(2.5) | 2",
                "$round(123.456, 2) | 123.46",
                "$round(12345, -2) | 12300",
                "$round(1.5, 1000000000) | 1.5",
                "$number('1e3') | 1000",
                "$number('0xff') | 255",
                "$number(true) | 1",
                "$number('12345678901234567890') | 12345678901234567890",
                "$formatBase(255, 16) | \"ff\"",
                "$formatBase(2.5) | \"2\"",
                "$formatNumber(1234.5, '#,##0.00') | \"1,234.50\"",
                "$formatInteger(12, 'w') | \"twelve\"",
                "$parseInteger('12', '#0') | 12",
                "$fromMillis(0) | \"1970-01-01T00:00:00.000Z\"",
                "$fromMillis(0, '[Y0001]-[M01]-[D01]') | \"1970-01-01\"",
                "$toMillis('2020-01-02', '[Y]-[M]-[D]') | 1577923200000",
                "$map(list, $string) | [\"3\",\"1\",\"2.5\"]",
                "$map(list, function($v, $i){ $v + $i }) | [3,2,4.5]",
                "$reduce(list, function($x, $y){ $x + $y }) | 6.5",
                "$filter(list, function($v){ $v > 2 }) | [3,2.5]",
                "($cut := $substring(?, 2); $cut(text)) | \"b-c\"",
                "text ~> $substringBefore('-') ~> $uppercase | \"A\"",
                "($f := $trim ~> $uppercase; $f(' x ')) | \"X\"",
                "$string({'n': 0.1 + 0.2}) | \"{\\\"n\\\":0.3}\"",
                "$abs(-2.5) | 2.5",
                "missing ~> /x/ | never",
            })
    void worksAsDocumented(String text, String result) {
        assertThat(outcome(text)).isEqualTo(result);
    }

    private static String outcome(String text) {
        try {
            return transform(text, INPUT);
        } catch (ExpressionException e) {
            return "never";
        }
    }

    @ParameterizedTest
    @CsvSource({"'10:00', '[H]:[m]'", "'05-06', '[M]-[D]'", "'2020', '[X]'"})
    void refusesATimeThatWouldBeCompletedFromToday(String time, String picture) {
        var expression = Expressions.compile("$toMillis('" + time + "', '" + picture + "')");
        assertThatThrownBy(() -> expression.transform("1", Expressions.EXECUTION))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("depends on today's date");
    }
}

package io.github.sfnreplay.expression.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import io.github.sfnreplay.expression.Expressions;
import io.github.sfnreplay.expression.json.ExpressionException;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// An error says where, which operator or function, and what types: no placeholder, and no value of an input.
class FailuresTest {

    private static final String INPUT = """
            {"amount": "secret", "n": 5, "list": [1, "secret", {"foo": 1}, {"foo": "secret"}], "o": {"secret": "secret"}}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amount > 10                            | operator > at character 8 cannot take a string and a number (JSONata T2009)
            10 <= amount                           | operator <= at character 4 cannot take a number and a string (JSONata T2009)
            list[foo > 3]                          | operator > at character 10 cannot take a string and a number (JSONata T2009)
            o > 3                                  | operator > at character 3 cannot take an object and a number (JSONata T2010)
            n + amount                             | operator + at character 3 cannot take a number and a string (JSONata T2002)
            amount * n                             | operator * at character 8 cannot take a string and a number (JSONata T2001)
            -amount                                | operator - at character 1: only a number can be negated; it was given a string (JSONata D1002)
            [amount..3]                            | operator .. at character 8 cannot take a string and a number (JSONata T2003)
            [1..amount]                            | operator .. at character 3 cannot take a number and a string (JSONata T2004)
            $map(list, function($x){$x + 'a'})     | operator + at character 28 cannot take a number and a string (JSONata T2002)
            $sum(amount)                           | function $sum at character 1 cannot take a string (JSONata T0412)
            $substring(n, 1)                       | function $substring at character 1 cannot take a number and a number (JSONata T0411)
            "x" & $uppercase(n)                    | function $uppercase at character 7 cannot take a number (JSONata T041
            n ~> amount                            | operator ~> at character 3: the right side must be a function; it was given a number and a string (JSONata T2006)
            $foo(1)                                | function $foo at character 1 does not exist, or is no function (JSONata T1006)
            $sqrt(-1)                              | function $sqrt at character 1: a negative number has no square root; it was given a number (JSONata D3060)
            $power(n, 10000)                       | function $power at character 1: the result is no number that JSON can hold
            {n: 1}                                 | the object at character 2: a key must be a string (JSONata T1003)
            {'a': 1, 'a': 2}                       | the object at character 4: two keys are the same (JSONata D1009)
            list^(foo)                             | only strings, or only numbers, can be put in order
            '$ ~> |$|5|'                           | must give an object
            '$ ~> |$|{}, 5|'                       | must give strings
            $single(list)                          | function $single at character 1: The $single() function expected exactly 1 matching result
            $reduce(list, function($x){1})         | function $reduce at character 1: The second argument of reduce function
            $toMillis(amount)                      | function $toMillis at character 1
            $error(amount)                         | function $error at character 1: the expression called $error
            $assert(n > 6, amount)                 | function $assert at character 1: the expression called $error
            $formatInteger(1, '\u2460a')           | function $formatInteger at character 1
            $fromMillis(1, '[Q]')                  | function $fromMillis at character 1
            """)
    void saysWhereAndWithWhatTypes(String expression, String expected) {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expressions.transform(expression, INPUT))
                .withMessageContaining(expected)
                .satisfies(FailuresTest::tellsNoValue);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void hasATextWithoutValuesForEveryCode(String code) {
        var told = Failures.evaluating(new JException(code, 3, "secret", "secret"), new EvaluationTrace());

        tellsNoValue(told);
        assertThat(told).message().endsWith("(JSONata " + code + ")").hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void hasATextForEveryCodeOfReading(String code) {
        assertThat(Failures.reading(new JException(code, 3), 10)).message().doesNotContain("{{", "null");
    }

    @Test
    void namesTheTokenOfAnExpressionThatCannotBeRead() {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expressions.compile("a + )"))
                .withMessageContaining(")");
    }

    private static void tellsNoValue(ExpressionException told) {
        assertThat(told).message().doesNotContain("secret", "{{", "\u2026 operator", "null", "Object ");
    }

    /// All that JSONata knows, so that a new version cannot bring one without a text.
    static Stream<String> codes() throws ReflectiveOperationException {
        Field codes = Jsonata.class.getDeclaredField("errorCodes");
        codes.setAccessible(true);
        var all = new TreeSet<String>();
        ((Map<?, ?>) codes.get(null)).keySet().forEach(code -> all.add((String) code));
        assertThat(all).hasSizeGreaterThan(90);
        return all.stream();
    }
}

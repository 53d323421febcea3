package io.github.sfnreplay.expression;

import static io.github.sfnreplay.expression.Expressions.LIMITS;
import static io.github.sfnreplay.expression.Expressions.compile;
import static io.github.sfnreplay.expression.Expressions.transform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import io.github.sfnreplay.expression.guard.Budget;
import io.github.sfnreplay.expression.guard.Builtins;
import io.github.sfnreplay.expression.json.ExpressionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompileTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "amount > | 8",
                "$foo( | 5",
                "a.b[ | 4",
                "a = 'abc | 4",
                "a /* b | 2",
                "/a(/ | 0",
                "$contains(a, /[/) | 13",
                "$contains(a, /a**/) | 16",
                "a + `x | 4",
            })
    void saysWhereATextBreaks(String text, int position) {
        var failure = catchThrowableOfType(ExpressionException.class, () -> compile(text));
        assertThat(failure.position()).isEqualTo(position);
        assertThat(failure).message().isNotBlank().doesNotContain("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n"})
    void refusesAnEmptyText(String text) {
        assertThatThrownBy(() -> compile(text))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("empty");
    }

    @Test
    void refusesATextThatIsTooLong() {
        var failure =
                catchThrowableOfType(ExpressionException.class, () -> compile("a" + " ".repeat(LIMITS.maxLength())));
        assertThat(failure).hasMessageContaining("longer than 10000 characters");
        assertThat(failure.position()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$now()",
                "$millis() > 5",
                "$random()",
                "$shuffle(items)",
                "$eval('$' & 'now()')",
                "($f := $now; $f())",
                "$map([1], $random)",
                "$now ~> $string",
                "a/$millis()/2",
                "*/$now()/2",
                "function($f){ $f() }($millis)",
                "{'a': [$now()]}",
                "'a' & /* c */ $now()",
                "$contains(a, /'/) and $now() = '\\''",
            })
    void refusesWhatGivesAnotherResultEachTime(String text) {
        assertThatThrownBy(() -> compile(text))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("is refused: an expression must be fixed and give the same each time");
    }

    @Test
    void saysWhereTheRefusedFunctionStands() {
        var failure = catchThrowableOfType(ExpressionException.class, () -> compile("($f := $now; $f())"));
        assertThat(failure.position()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'$now()'",
                "\"$now()\"",
                "`$now`",
                "/* $now() */ 1",
                "$contains('x', /$now()/)",
                "now",
                "$nowhere"
            })
    void letsTheSameNamesStandElsewhere(String text) {
        assertThat(compile(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo(1)", "a.uppercase (b)", "`foo`(1)"})
    void refusesToCallWhatIsNoFunction(String text) {
        assertThatThrownBy(() -> compile(text))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("is not a function");
    }

    @Test
    void refusesARefusedFunctionAtRunTimeToo() {
        var jsonata = Jsonata.jsonata("$now");
        Builtins.register(jsonata);
        var now = (JFunction) jsonata.evaluate(1, jsonata.createFrame());
        assertThatThrownBy(() -> new Budget(LIMITS, false).spend(() -> now.call(1, List.of())))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("$now is refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"($__evaluate_entry := 1; a)", "function($__evaluate_exit){1}(2)"})
    void refusesToTouchTheGuard(String text) {
        assertThatThrownBy(() -> compile(text))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("reserved");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678901234567890", "a = 9007199254740993", "0.1234567890123456789012 + 1"})
    void refusesANumberThatWouldBeRounded(String text) {
        assertThatThrownBy(() -> compile(text))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("more digits than JSONata can calculate with");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "-", "a.", "function($x){", "$f("})
    void survivesATextNestedThousandsOfLevelsDeep(String opening) {
        assertThatThrownBy(() -> compile(opening.repeat(10_000 / opening.length())))
                .isInstanceOf(ExpressionException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "8/2/2 | 2",
                "(8)/2/2 | 2",
                "list[1]/2 | 1",
                "$split('a1b2c', /[0-9]/)[1] | \"b\"",
                "$split('a/b', /\\//)[1] | \"b\"",
                "$split('a/b', /[/]/)[1] | \"b\"",
                "$replace('AbA', /a/i, '-') | \"-b-\"",
                "[1, 2] ~> $sum | 3",
                "('abc' ~> /b/).start | 1",
                "$count($split('a' & '/' & 'b', '/')) | 2",
                "three * 2 / list[1] | 3",
            })
    void tellsRegularExpressionsFromDivisions(String text, String result) {
        assertThat(transform(text, "{\"list\": [1, 2], \"three\": 3}")).isEqualTo(result);
    }
}

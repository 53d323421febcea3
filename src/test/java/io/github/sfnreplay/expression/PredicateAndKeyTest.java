package io.github.sfnreplay.expression;

import static io.github.sfnreplay.expression.Expressions.key;
import static io.github.sfnreplay.expression.Expressions.matches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sfnreplay.expression.guard.ExpressionLimits;
import io.github.sfnreplay.expression.json.ExpressionException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredicateAndKeyTest {

    private static final String ORDER = """
            {"id": "o-1", "amount": 150, "customer": {"tier": "gold"}, "big": 12345678901234567890,
             "items": [{"sku": "a", "price": 2.5}, {"sku": "b", "price": 10}], "empty": [], "nothing": null}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amount > 100 and customer.tier = 'gold'",
                "id",
                "amount",
                "big",
                "customer",
                "items[price > 5]",
                "$exists(nothing)",
                "$sum(items.price) = 12.5",
                "id ~> /^o-/",
                "$execution.status = 'FAILED' and $execution.name = 'order-7'",
                "$toMillis($execution.stoppedAt) - $toMillis($execution.startedAt) = 5250",
                "$string(big) = '12345678901234567890'",
                "null in [1, null]",
            })
    void holds(String predicate) {
        assertThat(matches(predicate, ORDER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amount > 200",
                "missing",
                "missing = 1",
                "missing > 1",
                "nothing",
                "empty",
                "0",
                "''",
                "{}",
                "false",
                "[0, 0]",
                "$sum",
                "function($x){$x}",
                "items[price > 50]",
                "id ~> /^p-/"
            })
    void doesNotHold(String predicate) {
        assertThat(matches(predicate, ORDER)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "big > 5",
                "big = 5",
                "big + 1 > 5",
                "-big > 1",
                "big in [1, 2]",
                "amount > 100 and big > 1",
                "$sum([big, 1]) > 1",
                "$round(big) > 1",
                "$formatBase(big) = '1'",
                "items^(big)[0].x > 1 or $sort([1, big])"
            })
    void failsRatherThanRoundANumber(String predicate) {
        assertThatThrownBy(() -> matches(predicate, ORDER))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("more digits than JSONata can calculate with")
                .message()
                .doesNotContain("1234567890123456789,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id + 1",
                "id < 5",
                "-id",
                "{customer: 1}",
                "$sum(id)",
                "$lowercase(amount)",
                "$number(id)",
                "$error('reads ' & id)",
                "$assert(false, id)",
                "items^($$.customer)",
                "$toMillis(id)",
                "$base64decode(id)",
                "$formatInteger(id, id)",
                "1 .. id",
                "$single(items)",
                "$uppercase(customer)",
                "$formatNumber(1, ',,' & id)",
                "$sort([id, 1])"
            })
    void tellsNoValueOfTheInputWhenItFails(String predicate) {
        assertThatThrownBy(() ->
                        matches(predicate, ORDER.replace("o-1", "secret-value").replace("gold", "secret-value")))
                .isInstanceOf(ExpressionException.class)
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("null")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1, \"b\": 2} | {\"b\": 2.0, \"a\": 10e-1}",
                "100 | 1e2",
                "0 | -0.0",
                "0.1 | 1e-1",
                "12345678901234567890 | 1234567890123456789e1",
                "[1, [2]] | [1.0, [2.00]]",
            })
    void givesOneKeyForEqualValues(String one, String other) {
        assertThat(key("$", one)).isEqualTo(key("$", other)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 | \"1\"",
                "null | \"null\"",
                "true | \"true\"",
                "[1, 2] | [2, 1]",
                "{} | []",
                "12345678901234567890 | 12345678901234567891",
                "9007199254740992 | 9007199254740993",
                "\"\\ud800\" | \"\\udc00\"",
                "1 | -1",
            })
    void givesOtherKeysForOtherValues(String one, String other) {
        assertThat(key("$", one)).isNotEqualTo(key("$", other));
    }

    @Test
    void knowsAMissingKeyFromNull() {
        assertThat(key("missing", ORDER)).isNull();
        assertThat(key("nothing", ORDER)).isEqualTo("null");
    }

    @Test
    void refusesAFunctionAsKey() {
        assertThatThrownBy(() -> key("$sum", ORDER))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("function");
    }

    @Test
    void isSafeFromManyThreadsAtOnce() throws Exception {
        var text = """
                ($double := function($x){ $x * 2 }; $cut := $substring(?, 1);
                 {"n": $double(n), "s": $cut(s), "all": $map(list, function($v){ $v + n }),
                  "x": $match($execution.name, /r-(.)/).groups})
                """;
        var expression = Expression.compile(text, new ExpressionLimits(Duration.ofMinutes(1), 100, 1_000, 1_000));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = threads.invokeAll(IntStream.range(0, 2_000)
                    .<Callable<String>>mapToObj(i -> () -> expression.key(
                            "{\"n\": %d, \"s\": \"-%d\", \"list\": [1, 2]}".formatted(i, i), Expressions.EXECUTION))
                    .toList());
            for (var i = 0; i < results.size(); i++) {
                var expected = "{\"n\": %d, \"s\": \"%d\", \"all\": [%d, %d], \"x\": [\"7\"]}"
                        .formatted(2 * i, i, i + 1, i + 2);
                assertThat(results.get(i).get()).isEqualTo(key("$", expected));
            }
        }
    }
}

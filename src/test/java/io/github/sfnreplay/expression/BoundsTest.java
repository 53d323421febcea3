package io.github.sfnreplay.expression;

import static io.github.sfnreplay.expression.Expressions.EXECUTION;
import static io.github.sfnreplay.expression.Expressions.LIMITS;
import static io.github.sfnreplay.expression.Expressions.compile;
import static io.github.sfnreplay.expression.Expressions.transform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sfnreplay.expression.guard.ExpressionLimits;
import io.github.sfnreplay.expression.json.ExpressionException;
import io.github.sfnreplay.expression.json.JsonDiff;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class BoundsTest {

    /// About one second on a machine at rest; the tests share theirs.
    private static final Duration SLACK = Duration.ofSeconds(5);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "($f := function($x){ $f($x) }; $f(1))",
                "($f := function($x){ 1 + $f($x) }; $f(1))",
                "($f := function($x){ $f([$x]) }; $f(1))",
                "[1..10000000]",
                "[1..1000000000]",
                "[1..1000000].[1..1000000]",
                "$count([1..100000].[1..100000])",
                "($x := {'b': [1..100000]}; [1..100000].($x.b))",
                "($x := [1..100000]; [[1..100000].[$x]].b)",
                "($l := [1..30000]; $l@$a.$l@$b)",
                "[1..1000000]{'k': $}",
                "$reduce([1..1000000], $append)",
                "$pad('x', 1000000000)",
                "$pad('x', -1000000000, 'ab')",
                "$join([1..100000].$pad('x', 1000))",
                "$join([1..1000].'0123456789', $pad('x', 100000))",
                "$replace($pad('x', 100000, 'x'), 'x', $pad('y', 100000))",
                "$replace($pad('x', 100000, 'x'), /x/, $pad('y', 100000))",
                "$replace($pad('x', 100000, 'x'), /x/, function($m){ $pad('y', 100000) })",
                "($f := function($s, $n){ $n = 0 ? $s : $f($s & $s, $n - 1) }; $f('abcdefgh', 60))",
                "($f := function($v, $n){ $n = 0 ? $v : $f({'a': $v, 'b': $v}, $n - 1) }; $string($f('x', 60)))",
                "($f := function($v, $n){ $n = 0 ? $v : $f([[$v], [$v]], $n - 1) }; $f('x', 60) = $f('x', 60))",
                "($f := function($v, $n){ $n = 0 ? $v : $f($append($v, $v), $n - 1) }; $f([1], 60))",
                "$contains($pad('x', 40, 'x'), /(x+x+)+y\\1/)",
                "$match($pad('x', 40, 'x'), /(x+x+)+y\\1/)",
                "$replace($pad('x', 40, 'x'), /(x+x+)+y\\1/, '')",
                "$split($pad('x', 40, 'x'), /(x+x+)+y\\1/)",
                "/(x+x+)+y\\1/($pad('x', 40, 'x'))",
                "$pad('x', 40, 'x') ~> /(x+x+)+y\\1/",
                "($r := /(x+x+)+y\\1/; $map([$pad('x', 40, 'x')], $r))",
                "$contains($pad('x', 500000, 'x'), /(x|y)*z/)",
                "($l := [1..2000]; $o := $merge([1..500].{$string($): $l}); $count($o.*))",
                "$fromMillis(0, '[Y,1000000000]')",
                "$fromMillis(0, '[Y,10 00 00 00 00]')",
                "$formatInteger(1, $pad('0', 1000000, '0'))",
                "$formatNumber(1, $pad('0', 1000000, '0'))",
                "$toMillis($pad('a', 1000, 'a'), '[Y][MN][FN][PN]')",
                "$toMillis('1', '[Y][d][D][M][H][h][m][s][f][W][w]')",
                "$ ~> |$|{'self': $}|",
                "$string($ ~> |$|{'self': $}|)",
            })
    void stopsWhatWouldNotEnd(String text) {
        var expression = compile(text);
        var start = System.nanoTime();
        assertThatThrownBy(() -> expression.transform("{\"a\": 1}", EXECUTION))
                .isInstanceOf(ExpressionException.class)
                .hasMessageNotContaining("null");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(LIMITS.timeout().plus(SLACK));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "($x := name; $x(1))",
                "($f := function($s){ $s(1) }; $f(name))",
                "($f := function($s){ ($s; $s(1)) }; $map([1, 2], function($i){ $f(name) }))",
                "{'f': name}.($g := f; $g())",
                "name ~> name",
                "$lookup($, 'name')(1)",
            })
    @ExtendWith(OutputCaptureExtension.class)
    void printsNothingOfTheInputWhenWhatIsCalledIsNoFunction(String text, CapturedOutput output) {
        assertThatThrownBy(() -> transform(text, "{\"name\": \"secret\"}"))
                .isInstanceOf(ExpressionException.class)
                .hasMessageNotContaining("secret");
        assertThat(output.toString()).isEmpty();
    }

    @Test
    void callsWhatIsAFunction() {
        var text = "($up := $uppercase; $twice := function($f, $x){ $f($f($x)) }; $first := $substring(?, 0, 1);"
                + " $both := $up ~> $first; $sum := function($n){ $n = 0 ? 0 : $n + $sum($n - 1) };"
                + " $loop := function($n){ $n = 0 ? 'end' : $loop($n - 1) };"
                + " [$twice($up, name), $first(name), $both(name), $string($sum(4)), $loop(40), (name ~> $up)])";
        assertThat(transform(text, "{\"name\": \"ab\"}")).isEqualTo("[\"AB\",\"a\",\"A\",\"10\",\"end\",\"AB\"]");
    }

    @Test
    void saysThatTheTimeIsOver() {
        assertThatThrownBy(() -> transform("$contains($pad('x', 40, 'x'), /(x+x+)+y\\1/) and true", "1"))
                .isInstanceOf(ExpressionException.class)
                .hasMessage("the evaluation takes longer than 500 ms");
        assertThatThrownBy(() -> transform("false or $contains($pad('x', 40, 'x'), /(x+x+)+y\\1/)", "1"))
                .isInstanceOf(ExpressionException.class)
                .hasMessage("the evaluation takes longer than 500 ms");
    }

    @Test
    void saysThatCallsGoTooDeep() {
        assertThatThrownBy(() -> transform("($f := function($x){ 1 + $f($x) }; $f(1))", "1"))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("deeper than 500 levels");
    }

    @Test
    void refusesAnInputNestedTenThousandLevelsDeep() {
        for (var input : new String[] {
            "[".repeat(10_000) + "]".repeat(10_000), "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)
        }) {
            assertThatThrownBy(() -> transform("$", input))
                    .isInstanceOf(ExpressionException.class)
                    .hasMessage("the input is nested deeper than 1000 levels");
        }
    }

    @Test
    void takesAnInputNestedAThousandLevelsDeepOnAVirtualThread() throws Exception {
        var input = "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000);
        var copies = compile("$string($) = $string($clone($)) and $count(**) = 1001");
        var result = new CompletableFuture<Boolean>();
        Thread.startVirtualThread(() -> result.complete(copies.matches(input, EXECUTION)))
                .join();
        assertThat(result).isCompletedWithValue(true);
    }

    @Test
    void goesThroughALargeInputWithoutMeetingABound() {
        var input = new StringBuilder("{\"items\":[{\"id\":0,\"name\":\"n\"}");
        for (var i = 1; i < 8_000; i++) {
            input.append(",{\"id\":").append(i).append(",\"name\":\"n\"}");
        }
        var json = input.append("]}").toString();
        var patient = new ExpressionLimits(Duration.ofSeconds(30), 500, 262_144, 1_000);
        var results = Map.of(
                "$count(items[id % 2 = 0])", "4000",
                "$sum(items.id)", "31996000",
                "items^(>id)[0].id", "7999",
                "$keys(items{$string(id % 10): name})[9]", "\"9\"",
                "$count($distinct(items.name))", "1");
        results.forEach(
                (text, result) -> assertThat(Expression.compile(text, patient).transform(json, EXECUTION))
                        .as(text)
                        .isEqualTo(result));
        assertThat(JsonDiff.equal(transform("$", json), json)).isTrue();
    }

    @Test
    void stopsInTheSameWayEveryTime() {
        var expression = compile("[1..10].$pad('x', 200000)");
        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> expression.transform("1", EXECUTION))
                    .isInstanceOf(ExpressionException.class)
                    .hasMessageContaining("more than 1048576");
        }
        assertThat(transform("1", "1")).isEqualTo("1");
    }
}

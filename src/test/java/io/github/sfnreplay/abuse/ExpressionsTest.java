package io.github.sfnreplay.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs small replays with expressions that loop, explode, or are pieced together at random.
/// `-Dabuse.expressions` says how many of the last, `-Dabuse.seed` with which seed.
@ExtendWith(OutputCaptureExtension.class)
class ExpressionsTest {

    private static final int RUNS = Integer.getInteger("abuse.expressions", 200);
    private static final long SEED = Long.getLong("abuse.seed", 1);
    private static final long LONGEST_MILLIS = 20_000;
    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> EXPLODING = List.of(
            "($f := function($x){ $f($x) }; $f(1))",
            "($f := function($x){ 1 + $f($x) }; $f(1))",
            "($f := function($n){ $n > 0 ? $f($n - 1) + $f($n - 1) : 1 }; $f(60))",
            "[1..1000000000]",
            "[1..10000000].[1..10000000]",
            "$sum([1..9999999])",
            "$pad('x', 1000000000)",
            "($f := function($s, $n){ $n = 0 ? $s : $f($s & $s, $n - 1) }; $f('abcdefgh', 60))",
            "($f := function($v, $n){ $n = 0 ? $v : $f({'a': $v, 'b': $v}, $n - 1) }; $f('x', 60))",
            "$contains($pad('x', 40, 'x'), /(x+x+)+y\\1/)",
            "$match($pad('a', 50000, 'a'), /(a|aa)+$/)",
            "$replace($pad('x', 100000, 'x'), 'x', $pad('y', 100000))",
            "$reduce([1..1000000], $append)",
            "$map([1..100000], function($x){ $map([1..100000], function($y){ $x * $y }) })",
            "$string($ ~> |$|{'self': $}|)",
            "1e308 * 1e308",
            "0 / 0",
            "$power(10, 10000)",
            "$toMillis('x', '[Y]')",
            "$formatNumber(1, $pad('0', 100000, '0'))",
            "$error('no')",
            "$assert(false, 'no')",
            "function($x){ $x }",
            "$sort([1, 'a', null])",
            "($x := id; $x(1))",
            "$map([1, 2], id)",
            "id ~> id",
            "\"\\ud800\"",
            "$base64decode('%%%')",
            "$decodeUrl('%')",
            "$substring(?, 0, 1)('abc')",
            "**.**.**.**.**",
            "%.%.%",
            "$$.$$$",
            "null",
            "{}{}",
            "($a := ['x']; $a[[1..1000000]])");

    private static final List<String> TOKENS = List.of(
            "$",
            "$$",
            "id",
            "*",
            "**",
            "%",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ".",
            ",",
            ":",
            ";",
            ":=",
            "?",
            "?:",
            "??",
            "&",
            "+",
            "-",
            "/",
            "=",
            "!=",
            "<",
            ">=",
            "~>",
            "^",
            "^(",
            "@$v",
            "#$i",
            "in",
            "and",
            "or",
            "|",
            "1",
            "0.5",
            "1e300",
            "'x'",
            "\"y\"",
            "true",
            "null",
            "$x",
            "$x:=",
            "function($x){",
            "λ($x){",
            "$map(",
            "$string(",
            "$sum(",
            "$count(",
            "$keys(",
            "$merge(",
            "$each(",
            "$sort(",
            "$split(",
            "$match(",
            "/a+/",
            "/(a|b)*c/i",
            "$pad(",
            "[1..9]",
            "[1..1e7]",
            "$reduce(",
            "$append(",
            "$zip(",
            "$lookup(",
            "$number(",
            "$execution",
            "$execution.name",
            "`a b`",
            "/* c */",
            "$spread(",
            "$single(",
            "$eval(");

    private static TargetService target;

    @BeforeAll
    static void start() {
        target = TargetService.unpaced("sfn-replay.expressions.timeout=200ms", "sfn-replay.retention.replays=100000");
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    @Test
    void evaluatesWhateverItIsGivenWithinItsBounds(CapturedOutput output) {
        var machine = target.machine(2);
        var outcomes = new TreeMap<String, Integer>();
        var longest = 0L;
        var expressions = new ArrayList<>(EXPLODING);
        IntStream.range(0, RUNS).forEach(i -> expressions.add(random(new Random(SEED + i))));

        for (var i = 0; i < expressions.size(); i++) {
            var start = System.nanoTime();
            outcomes.merge(run(machine, i + 1, expressions.get(i)), 1, Integer::sum);
            longest = Math.max(longest, (System.nanoTime() - start) / 1_000_000);
        }

        System.out.printf(
                "Expressions: %d from seed %d, outcomes %s, longest replay %d ms%n",
                expressions.size(), SEED, outcomes, longest);
        assertThat(longest).isLessThan(LONGEST_MILLIS);
        assertThat(output.toString())
                .doesNotContain("Proc not found", "partial trampoline", "ended unexpectedly", "Internal error");
        assertThat(output.getErr()).isEmpty();
        assertThat(output.getOut()
                        .lines()
                        .filter(line -> !line.matches("(?s)\\d{4}-\\d\\d-\\d\\dT.*|Expressions: .*|")))
                .as("lines that are no log lines")
                .isEmpty();
    }

    private static String run(String machine, int attempt, String expression) {
        var place = List.of("inputTransform", "distinctBy", "filter").get(attempt % 3);
        var body = (tools.jackson.databind.node.ObjectNode)
                JSON.readTree(TargetService.request(machine, ", \"attempt\": " + attempt));
        if (place.equals("filter")) {
            body.withObject("/filter").put("inputMatches", expression);
        } else {
            body.put(place, expression);
        }
        var answer = target.post("/replays", body.toString());
        if (answer.status() == 400) {
            assertThat(answer.body())
                    .as(expression)
                    .contains(place.equals("filter") ? "/filter/inputMatches" : "/" + place);
            return "refused";
        }
        assertThat(answer.status()).as(expression + " " + answer).isEqualTo(202);
        var ended = target.settled(answer.json().path("id").asString(), LONGEST_MILLIS);
        assertThat(ended.path("error").isMissingNode())
                .as(expression + " " + ended)
                .isTrue();
        return ended.path("state").asString() + toldWhy(ended);
    }

    private static String toldWhy(JsonNode replay) {
        var items = target.get("/replays/" + replay.path("id").asString() + "/items")
                .path("items")
                .values();
        var failed = items.stream()
                .filter(item -> item.path("state").asString().equals("FAILED"))
                .toList();
        assertThat(failed)
                .allSatisfy(item -> assertThat(item.path("detail").asString("")).isNotBlank());
        return failed.isEmpty() ? "" : " with reasons";
    }

    private static String random(Random random) {
        return IntStream.rangeClosed(0, 1 + random.nextInt(12))
                .mapToObj(i -> ExtremeValues.any(TOKENS, random))
                .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
    }
}

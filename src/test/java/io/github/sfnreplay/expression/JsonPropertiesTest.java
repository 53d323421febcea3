package io.github.sfnreplay.expression;

import static io.github.sfnreplay.expression.Expressions.EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.expression.json.JsonDiff;
import io.github.sfnreplay.expression.json.JsonNumbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What holds for any JSON values, tried on values made from the seed that a failure names.
class JsonPropertiesTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Expression IDENTITY = Expressions.compile("$");
    private static final Expression REBUILT = Expressions.compile("$merge([$, {'added': 1}])");

    @ParameterizedTest
    @MethodSource("seeds")
    void aValueEqualsItselfInAnotherOrder(long seed) {
        var random = new RandomJson(seed);
        var value = random.value();
        assertThat(JsonDiff.equal(
                        JSON.writeValueAsString(value), JSON.writeValueAsString(shuffled(value, random.source()))))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void thereAreChangesUnlessTheValuesAreEqual(long seed) {
        var random = new RandomJson(seed);
        var one = random.value();
        var other = random.value();
        var before = JSON.writeValueAsString(one);
        var after = JSON.writeValueAsString(other);
        assertThat(JsonDiff.changedPaths(before, after, 20).isEmpty())
                .isEqualTo(JsonDiff.equal(before, after))
                .isEqualTo(sorted(one).equals(sorted(other)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyPathPointsAtADifference(long seed) {
        var random = new RandomJson(seed);
        var one = random.value();
        var other = random.value();
        var before = JSON.readTree(JSON.writeValueAsString(one));
        var after = JSON.readTree(JSON.writeValueAsString(other));
        for (var path : JsonDiff.changedPaths(before.toString(), after.toString(), 20)) {
            JsonNode was = before.at(path);
            JsonNode is = after.at(path);
            assertThat(was.isMissingNode() && is.isMissingNode()).as("%s", path).isFalse();
            assertThat(was.isMissingNode() || is.isMissingNode() || !JsonDiff.equal(was.toString(), is.toString()))
                    .as("%s", path)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theDifferenceIsTheSameBothWays(long seed) {
        var random = new RandomJson(seed);
        var one = random.value();
        var other = random.value();
        var before = JSON.writeValueAsString(one);
        var after = JSON.writeValueAsString(other);
        assertThat(JsonDiff.changedPaths(before, after, Integer.MAX_VALUE))
                .containsExactlyInAnyOrderElementsOf(JsonDiff.changedPaths(after, before, Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theIdentityChangesNothing(long seed) {
        var random = new RandomJson(seed);
        var value = random.value();
        var json = JSON.writeValueAsString(value);
        assertThat(JsonDiff.changedPaths(json, IDENTITY.transform(json, EXECUTION), 20))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void addingAPropertyChangesNothingElse(long seed) {
        var random = new RandomJson(seed);
        var object = random.object();
        var json = JSON.writeValueAsString(object);
        var expected = new LinkedHashMap<>(object);
        expected.put("added", 1);
        assertThat(JsonDiff.changedPaths(JSON.writeValueAsString(expected), REBUILT.transform(json, EXECUTION), 20))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keysAreEqualWhenTheValuesAre(long seed) {
        var random = new RandomJson(seed);
        var one = random.value();
        var other = random.value();
        var key = IDENTITY.key(JSON.writeValueAsString(one), EXECUTION);
        assertThat(IDENTITY.key(JSON.writeValueAsString(shuffled(one, random.source())), EXECUTION))
                .isEqualTo(key);
        var equal = JsonDiff.equal(JSON.writeValueAsString(one), JSON.writeValueAsString(other));
        assertThat(Objects.equals(key, IDENTITY.key(JSON.writeValueAsString(other), EXECUTION)))
                .isEqualTo(equal);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyNumberIsCarriedExactly(long seed) {
        var random = new RandomJson(seed);
        var number = random.number();
        var carried = new BigDecimal(IDENTITY.transform(number.toString(), EXECUTION));
        assertThat(carried).isEqualByComparingTo(number);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void oneNumberHasOneForm(long seed) {
        var random = new RandomJson(seed);
        var number = random.number();
        assertThat(JsonNumbers.canonical(number.toString()))
                .isEqualTo(JsonNumbers.canonical(number.toPlainString()))
                .isEqualTo(JsonNumbers.canonical(number.toEngineeringString()))
                .isEqualTo(JsonNumbers.canonical(
                        number.setScale(number.scale() + 3).toString()));
    }

    /// 400 values find each of the faults that these tests have found so far, in half a second.
    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    private static Object shuffled(Object value, Random random) {
        if (value instanceof List<?> list) {
            return list.stream().map(item -> shuffled(item, random)).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        var entries = new ArrayList<Map.Entry<?, ?>>(map.entrySet());
        Collections.shuffle(entries, random);
        var shuffled = new LinkedHashMap<Object, Object>();
        for (var entry : entries) {
            shuffled.put(entry.getKey(), shuffled(entry.getValue(), random));
        }
        return shuffled;
    }

    /// The value in a form that Java compares as JSON: numbers without trailing zeros, maps and lists as they are.
    private static Object sorted(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(JsonPropertiesTest::sorted).toList();
        }
        if (value instanceof Map<?, ?> map) {
            var sorted = new LinkedHashMap<Object, Object>();
            map.forEach((name, item) -> sorted.put(name, sorted(item)));
            return sorted;
        }
        return value instanceof Number number ? new BigDecimal(number.toString()).stripTrailingZeros() : value;
    }
}

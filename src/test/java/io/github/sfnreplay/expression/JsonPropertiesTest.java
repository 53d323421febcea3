package io.github.sfnreplay.expression;

import static io.github.sfnreplay.expression.Expressions.EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.expression.guard.JsonNumbers;
import io.github.sfnreplay.expression.json.JsonDiff;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonPropertiesTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Expression IDENTITY = Expressions.compile("$");
    private static final Expression REBUILT = Expressions.compile("$merge([$, {'added': 1}])");

    @Property(tries = 400)
    void aValueEqualsItselfInAnotherOrder(@ForAll("values") Object value, @ForAll Random random) {
        assertThat(JsonDiff.equal(JSON.writeValueAsString(value), JSON.writeValueAsString(shuffled(value, random))))
                .isTrue();
    }

    @Property(tries = 400)
    void thereAreChangesUnlessTheValuesAreEqual(@ForAll("values") Object one, @ForAll("values") Object other) {
        var before = JSON.writeValueAsString(one);
        var after = JSON.writeValueAsString(other);
        assertThat(JsonDiff.changedPaths(before, after, 20).isEmpty())
                .isEqualTo(JsonDiff.equal(before, after))
                .isEqualTo(sorted(one).equals(sorted(other)));
    }

    @Property(tries = 400)
    void everyPathPointsAtADifference(@ForAll("values") Object one, @ForAll("values") Object other) {
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

    @Property(tries = 400)
    void theDifferenceIsTheSameBothWays(@ForAll("values") Object one, @ForAll("values") Object other) {
        var before = JSON.writeValueAsString(one);
        var after = JSON.writeValueAsString(other);
        assertThat(JsonDiff.changedPaths(before, after, Integer.MAX_VALUE))
                .containsExactlyInAnyOrderElementsOf(JsonDiff.changedPaths(after, before, Integer.MAX_VALUE));
    }

    @Property(tries = 400)
    void theIdentityChangesNothing(@ForAll("values") Object value) {
        var json = JSON.writeValueAsString(value);
        assertThat(JsonDiff.changedPaths(json, IDENTITY.transform(json, EXECUTION), 20))
                .isEmpty();
    }

    @Property(tries = 400)
    void addingAPropertyChangesNothingElse(@ForAll("objects") Map<String, Object> object) {
        var json = JSON.writeValueAsString(object);
        var expected = new LinkedHashMap<>(object);
        expected.put("added", 1);
        assertThat(JsonDiff.changedPaths(JSON.writeValueAsString(expected), REBUILT.transform(json, EXECUTION), 20))
                .isEmpty();
    }

    @Property(tries = 400)
    void keysAreEqualWhenTheValuesAre(
            @ForAll("values") Object one, @ForAll("values") Object other, @ForAll Random random) {
        var key = IDENTITY.key(JSON.writeValueAsString(one), EXECUTION);
        assertThat(IDENTITY.key(JSON.writeValueAsString(shuffled(one, random)), EXECUTION))
                .isEqualTo(key);
        var equal = JsonDiff.equal(JSON.writeValueAsString(one), JSON.writeValueAsString(other));
        assertThat(Objects.equals(key, IDENTITY.key(JSON.writeValueAsString(other), EXECUTION)))
                .isEqualTo(equal);
    }

    @Property(tries = 400)
    void everyNumberIsCarriedExactly(@ForAll("numbers") BigDecimal number) {
        var carried = new BigDecimal(IDENTITY.transform(number.toString(), EXECUTION));
        assertThat(carried).isEqualByComparingTo(number);
    }

    @Property(tries = 400)
    void oneNumberHasOneForm(@ForAll("numbers") BigDecimal number) {
        assertThat(JsonNumbers.canonical(number.toString()))
                .isEqualTo(JsonNumbers.canonical(number.toPlainString()))
                .isEqualTo(JsonNumbers.canonical(number.toEngineeringString()))
                .isEqualTo(JsonNumbers.canonical(
                        number.setScale(number.scale() + 3).toString()));
    }

    @Provide
    Arbitrary<BigDecimal> numbers() {
        var edges = Arbitraries.of(
                        "0",
                        "9007199254740991",
                        "9007199254740992",
                        "9007199254740993",
                        "9223372036854775807",
                        "9223372036854775808",
                        "-9223372036854775808",
                        "1e21",
                        "1e22",
                        "1e23",
                        "4.9e-324",
                        "2e-324",
                        "1.7976931348623157e308",
                        "1e309",
                        "0.1",
                        "123456789012345.6")
                .map(BigDecimal::new);
        var any = Arbitraries.bigDecimals()
                .between(new BigDecimal("-1e30"), new BigDecimal("1e30"))
                .ofScale(20);
        var longs = Arbitraries.longs().map(BigDecimal::valueOf);
        var doubles = Arbitraries.doubles().map(BigDecimal::valueOf);
        return Arbitraries.oneOf(edges, any, longs, doubles);
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.lazyOf(
                () -> Arbitraries.of(true, false, "", "a", "/", "~"),
                () -> Arbitraries.integers().between(0, 2).map(Object.class::cast),
                () -> numbers().map(Object.class::cast),
                () -> Arbitraries.strings()
                        .ofMaxLength(5)
                        .filter(JsonPropertiesTest::isText)
                        .map(Object.class::cast),
                () -> values().list().ofMaxSize(4).map(Object.class::cast),
                () -> objects().map(Object.class::cast));
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        var names = Arbitraries.of("a", "b", "c", "", "/", "~1", "é", "a b");
        return Arbitraries.lazy(() -> Arbitraries.maps(names, values()).ofMaxSize(4));
    }

    private static boolean isText(String text) {
        return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
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

package io.github.sfnreplay.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// JSON values that follow from a seed: small enough that two are often equal, with the numbers and names that are easy
/// to get wrong.
final class RandomJson {

    private static final int MAX_DEPTH = 4;
    private static final List<Object> COMMON = List.of(true, false, "", "a", "/", "~", 0, 1, 2);
    private static final List<String> NAMES = List.of("a", "b", "c", "", "/", "~1", "é", "a b");
    private static final List<String> NUMBERS = List.of(
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
            "123456789012345.6");

    private final Random source;

    RandomJson(long seed) {
        source = new Random(seed);
    }

    Random source() {
        return source;
    }

    Object value() {
        return value(0);
    }

    Map<String, Object> object() {
        return object(0);
    }

    BigDecimal number() {
        return switch (source.nextInt(4)) {
            case 0 -> new BigDecimal(NUMBERS.get(source.nextInt(NUMBERS.size())));
            case 1 -> new BigDecimal(new BigInteger(167, source), 20).multiply(BigDecimal.valueOf(sign()));
            case 2 -> BigDecimal.valueOf(source.nextLong());
            default -> BigDecimal.valueOf(finite());
        };
    }

    private Object value(int depth) {
        return switch (source.nextInt(depth < MAX_DEPTH ? 6 : 4)) {
            case 0, 1 -> COMMON.get(source.nextInt(COMMON.size()));
            case 2 -> number();
            case 3 -> text();
            case 4 -> list(depth + 1);
            default -> object(depth + 1);
        };
    }

    private List<Object> list(int depth) {
        var list = new ArrayList<>();
        for (var i = source.nextInt(5); i > 0; i--) {
            list.add(value(depth));
        }
        return list;
    }

    private Map<String, Object> object(int depth) {
        var object = new LinkedHashMap<String, Object>();
        for (var i = source.nextInt(5); i > 0; i--) {
            object.put(NAMES.get(source.nextInt(NAMES.size())), value(depth));
        }
        return object;
    }

    private String text() {
        var text = new StringBuilder();
        for (var i = source.nextInt(6); i > 0; i--) {
            var c = (char) source.nextInt(Character.MIN_SURROGATE);
            text.append(source.nextBoolean() ? (char) (c % 128) : c);
        }
        return text.toString();
    }

    private int sign() {
        return source.nextBoolean() ? 1 : -1;
    }

    private double finite() {
        var number = Double.longBitsToDouble(source.nextLong());
        return Double.isFinite(number) ? number : finite();
    }
}

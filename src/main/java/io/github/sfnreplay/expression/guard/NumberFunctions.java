package io.github.sfnreplay.expression.guard;

import com.dashjoin.jsonata.Utils;
import io.github.sfnreplay.expression.json.JsonNumbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// JSONata's functions on numbers that would lose digits or build huge numbers.
final class NumberFunctions {

    /// A double has no digit beyond 10^308 or 10^-324.
    private static final int MAX_PRECISION = 400;

    /// Exact arithmetic on longer ones takes time that grows with the square.
    private static final int MAX_NUMBER_LENGTH = 1_000;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final Pattern OTHER_BASE = Pattern.compile("0([xX][0-9a-fA-F]+|[bB][01]+|[oO][0-7]+)");

    private NumberFunctions() {}

    static @Nullable Object round(Arguments args) {
        var number = args.number(0);
        if (number == null) {
            return null;
        }
        var precision = args.number(1) == null ? 0 : args.number(1).intValue();
        return round(number, Math.clamp(precision, -MAX_PRECISION, MAX_PRECISION));
    }

    private static @Nullable Number round(Number number, int precision) {
        var value = new BigDecimal(Double.toString(number.doubleValue()));
        return Utils.convertNumber(
                value.setScale(precision, RoundingMode.HALF_EVEN).doubleValue());
    }

    static @Nullable Object formatBase(Arguments args) {
        var number = args.number(0);
        if (number == null) {
            return null;
        }
        var radix = args.number(1) == null ? 10 : args.number(1).intValue();
        if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
            throw Budget.current().fail("the base of $formatBase must be 2 to 36");
        }
        var whole = new BigDecimal(Double.toString(number.doubleValue())).setScale(0, RoundingMode.HALF_EVEN);
        return whole.toBigInteger().toString(radix);
    }

    /// Casts as JSON reads numbers; a text with more digits than a double holds gives a number that can only be passed
    /// on.
    static @Nullable Object number(Arguments args) {
        var value = args.get(0);
        if (value == null || value instanceof Number) {
            return value;
        }
        if (value instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        if (value instanceof String text) {
            if (text.length() <= MAX_NUMBER_LENGTH && NUMBER.matcher(text).matches()) {
                return JsonNumbers.parse(text, Budget.current()::fail);
            }
            if (text.length() <= Long.SIZE && OTHER_BASE.matcher(text).matches()) {
                return Utils.convertNumber(Long.parseLong(text.substring(2), radix(text.charAt(1))));
            }
        }
        throw Budget.current().fail("$number got a value that is not a number");
    }

    private static int radix(char letter) {
        return switch (Character.toLowerCase(letter)) {
            case 'x' -> 16;
            case 'o' -> 8;
            default -> 2;
        };
    }
}

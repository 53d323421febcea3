package io.github.sfnreplay.expression.json;

import com.dashjoin.jsonata.Utils;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.function.Function;

/// Numbers as JSON writes them: into what JSONata calculates with, and back, without rounding any.
public final class JsonNumbers {

    /// Every decimal of 15 digits survives the way through a double.
    private static final int SAFE_DIGITS = 15;

    /// Up to here a double holds every whole number.
    private static final double WHOLE_UP_TO = 0x1p53;

    /// Up to here JSONata makes longs of whole numbers.
    private static final double LONGS_UP_TO = 0x1p63;

    /// From here on JavaScript, and JSONata with it, writes an exponent.
    private static final double PLAIN_UP_TO = 1e21;

    private JsonNumbers() {}

    /// An Integer, Long or Double if that holds the number, else an ExactNumber.
    ///
    /// @param refuse makes the exception for whoever calculates with an ExactNumber, from the reason
    public static Number parse(String text, Function<String, ExpressionException> refuse) {
        var number = Double.parseDouble(text);
        if (!holds(number, text)) {
            return new ExactNumber(text, canonical(text), refuse);
        }
        return Math.abs(number) < LONGS_UP_TO ? Utils.convertNumber(number) : number;
    }

    /// Whether the double, calculated with or written again, is the number of the text.
    public static boolean holds(double number, String text) {
        var size = Math.abs(number);
        if (size < WHOLE_UP_TO && size >= Double.MIN_NORMAL && text.length() <= SAFE_DIGITS) {
            return true;
        }
        if (!Double.isFinite(number)) {
            return false;
        }
        var canonical = canonical(text);
        var shortest = canonical.equals(canonical(Double.toString(number)));
        var exact = size >= WHOLE_UP_TO && canonical.equals(canonical(new BigDecimal(number).toString()));
        return size < WHOLE_UP_TO ? shortest : size < LONGS_UP_TO ? exact : exact && shortest;
    }

    /// Whether the operator `|…|…|` of JSONata, which copies by way of text of 15 digits, would change the number.
    public static boolean changesWhenCloned(Number number) {
        if (!(number instanceof Double value)) {
            return number instanceof ExactNumber;
        }
        var copied = new BigDecimal(value, new MathContext(SAFE_DIGITS));
        return copied.compareTo(new BigDecimal(Double.toString(value))) != 0;
    }

    /// The number as JSON text, whole ones without a fraction, as JavaScript writes them.
    public static String write(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof ExactNumber) {
            return number.toString();
        }
        var value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw new ExpressionException("the result holds NaN or an infinite number");
        }
        var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return decimal.scale() <= 0 && Math.abs(value) < PLAIN_UP_TO ? decimal.toPlainString() : decimal.toString();
    }

    /// The same text for every way of writing one number: 1, 1.0 and 10e-1. Works on the digits, whatever the exponent.
    public static String canonical(String text) {
        var unsigned = text.startsWith("-") ? text.substring(1) : text;
        var exponentAt = Math.max(unsigned.indexOf('e'), unsigned.indexOf('E'));
        var mantissa = exponentAt < 0 ? unsigned : unsigned.substring(0, exponentAt);
        var point = mantissa.indexOf('.');
        var fraction = point < 0 ? "" : mantissa.substring(point + 1);
        var digits = point < 0 ? mantissa : mantissa.substring(0, point) + fraction;
        var from = 0;
        while (from < digits.length() && digits.charAt(from) == '0') {
            from++;
        }
        if (from == digits.length()) {
            return "0";
        }
        var to = digits.length();
        while (digits.charAt(to - 1) == '0') {
            to--;
        }
        var shift = (long) digits.length() - to - fraction.length();
        var exponent = exponentAt < 0 ? BigInteger.ZERO : new BigInteger(unsigned.substring(exponentAt + 1));
        var sign = text.startsWith("-") ? "-" : "";
        return sign + digits.substring(from, to) + "E" + exponent.add(BigInteger.valueOf(shift));
    }
}

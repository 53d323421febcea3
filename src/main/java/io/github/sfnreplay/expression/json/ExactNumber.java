package io.github.sfnreplay.expression.json;

import java.util.Objects;
import java.util.function.Function;

/// A number of the input that no double holds: it passes through untouched, and whatever would round it fails.
public final class ExactNumber extends Number {

    private final String text;
    private final String canonical;
    private final transient Function<String, ExpressionException> refuse;

    /// @param canonical the same for all texts of this number
    /// @param refuse makes the exception for whoever calculates with the number, from the reason
    ExactNumber(String text, String canonical, Function<String, ExpressionException> refuse) {
        this.text = text;
        this.refuse = refuse;
        this.canonical = canonical;
    }

    @Override
    public int intValue() {
        throw refusal();
    }

    @Override
    public long longValue() {
        throw refusal();
    }

    @Override
    public float floatValue() {
        throw refusal();
    }

    @Override
    public double doubleValue() {
        throw refusal();
    }

    private ExpressionException refusal() {
        return refuse.apply(
                "a number of the input with more digits than JSONata can calculate with (about 16) is used in"
                        + " arithmetic or a comparison; compare it as text, as in $string(id) = \"12345678901234567890\"");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExactNumber number && canonical.equals(number.canonical);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(canonical);
    }

    @Override
    public String toString() {
        return text;
    }
}

package io.github.sfnreplay.expression;

/// An expression that cannot be read or evaluated; the message can be shown to anyone, as it never holds a value of the
/// input.
public final class ExpressionException extends RuntimeException {

    private final int position;

    ExpressionException(String message) {
        this(message, -1);
    }

    ExpressionException(String message, int position) {
        super(message);
        this.position = position;
    }

    /// Where the text broke, as a character offset from 0, or -1 if that is not known.
    public int position() {
        return position;
    }
}

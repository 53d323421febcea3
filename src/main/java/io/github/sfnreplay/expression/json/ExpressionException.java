package io.github.sfnreplay.expression.json;

import org.springframework.modulith.NamedInterface;

/// An expression that cannot be read or evaluated; the message can be shown to anyone, as it never holds a value of the
/// input.
@NamedInterface("expressions")
public final class ExpressionException extends RuntimeException {

    private final int position;

    public ExpressionException(String message) {
        this(message, -1);
    }

    public ExpressionException(String message, int position) {
        super(message);
        this.position = position;
    }

    /// Where the text broke, as a character offset from 0, or -1 if that is not known. The message of an evaluation
    /// that
    /// broke off names the place as well, counted from 1.
    public int position() {
        return position;
    }
}

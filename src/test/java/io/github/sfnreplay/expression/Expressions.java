package io.github.sfnreplay.expression;

import io.github.sfnreplay.expression.guard.ExpressionLimits;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the tests of expressions share: limits, an execution, and one evaluation in a line.
public final class Expressions {

    public static final ExpressionLimits LIMITS = new ExpressionLimits(Duration.ofMillis(500), 500, 262_144, 10_000);
    public static final ExecutionContext EXECUTION = new ExecutionContext(
            "arn:aws:states:us-east-1:123456789012:execution:Orders:order-7",
            "order-7",
            "FAILED",
            Instant.parse("2026-11-01T10:00:00Z"),
            Instant.parse("2026-11-01T10:00:05.250Z"));

    private Expressions() {}

    public static Expression compile(String text) {
        return Expression.compile(text, LIMITS);
    }

    public static String transform(String text, String input) {
        return compile(text).transform(input, EXECUTION);
    }

    public static boolean matches(String text, String input) {
        return compile(text).matches(input, EXECUTION);
    }

    public static @Nullable String key(String text, String input) {
        return compile(text).key(input, EXECUTION);
    }
}

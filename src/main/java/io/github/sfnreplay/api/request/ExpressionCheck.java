package io.github.sfnreplay.api.request;

import io.github.sfnreplay.api.problem.ValidationErrors;
import io.github.sfnreplay.expression.Expression;
import io.github.sfnreplay.expression.guard.ExpressionLimits;
import io.github.sfnreplay.expression.json.ExpressionException;
import io.github.sfnreplay.replay.RequestBounds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Refuses expressions that cannot be read, with the place where they break.
public final class ExpressionCheck {

    private final ExpressionLimits limits;

    /// Only the length matters here: nothing is evaluated.
    public ExpressionCheck(int maxLength) {
        this.limits = new ExpressionLimits(Duration.ofSeconds(1), 100, RequestBounds.MAX_INPUT_BYTES, maxLength);
    }

    void check(String pointer, @Nullable String text, ValidationErrors faults) {
        if (text == null) {
            return;
        }
        try {
            Expression.compile(text, limits);
        } catch (ExpressionException e) {
            var where = e.position() < 0 ? "" : ", at character " + (e.position() + 1);
            faults.at(pointer, "is not a JSONata expression that can be used: " + e.getMessage() + where);
        }
    }
}

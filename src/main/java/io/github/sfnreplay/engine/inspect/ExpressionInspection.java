package io.github.sfnreplay.engine.inspect;

import io.github.sfnreplay.expression.ExecutionContext;
import io.github.sfnreplay.expression.Expression;
import io.github.sfnreplay.expression.guard.ExpressionLimits;
import io.github.sfnreplay.expression.json.ExpressionException;
import io.github.sfnreplay.replay.ExecutionInspector.Evaluation;
import io.github.sfnreplay.replay.ExecutionInspector.Expressions;
import io.github.sfnreplay.replay.ExecutionInspector.Outcome;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Evaluates expressions one by one, and says of each what it gave or where it broke.
final class ExpressionInspection {

    private final ExpressionLimits limits;

    ExpressionInspection(ExpressionLimits limits) {
        this.limits = limits;
    }

    Evaluation evaluate(
            Expressions expressions, String input, ExecutionContext context, @Nullable ExecutionArn execution) {
        return new Evaluation(
                execution,
                input,
                outcome(expressions.inputMatches(), predicate -> String.valueOf(predicate.matches(input, context))),
                outcome(expressions.distinctBy(), key -> shownKey(key, input, context)),
                transformed(expressions.inputTransform(), input, context));
    }

    /// The key as a person would write it; the engine compares keys in a canonical form.
    private static @Nullable String shownKey(Expression key, String input, ExecutionContext context) {
        return key.key(input, context) == null ? null : key.transform(input, context);
    }

    /// What a transform makes of the input; null where there is no transform.
    @Nullable
    Outcome transformed(@Nullable String transform, String input, ExecutionContext context) {
        return outcome(transform, expression -> expression.transform(input, context));
    }

    private @Nullable Outcome outcome(@Nullable String text, Function<Expression, @Nullable String> evaluation) {
        if (text == null) {
            return null;
        }
        try {
            return Outcome.of(evaluation.apply(Expression.compile(text, limits)));
        } catch (ExpressionException e) {
            return new Outcome(null, String.valueOf(e.getMessage()), e.position() < 0 ? null : e.position());
        }
    }
}

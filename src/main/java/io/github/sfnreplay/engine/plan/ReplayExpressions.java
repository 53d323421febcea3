package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.expression.ExecutionContext;
import io.github.sfnreplay.expression.Expression;
import io.github.sfnreplay.expression.guard.ExpressionLimits;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The expressions of one replay, compiled.
public final class ReplayExpressions {

    private final @Nullable Expression predicate;
    private final @Nullable Expression key;
    private final @Nullable Expression transform;

    public ReplayExpressions(ReplaySpec spec, ExpressionLimits limits) {
        predicate = compile(spec.filter().inputMatches(), limits);
        key = compile(spec.distinctBy(), limits);
        transform = compile(spec.inputTransform(), limits);
    }

    /// Whether planning has to read inputs.
    boolean needInput() {
        return predicate != null || key != null || transform != null;
    }

    public boolean transforms() {
        return transform != null;
    }

    boolean select(ExecutionArn arn, Source source, String input) {
        return predicate == null || predicate.matches(input, context(arn, source));
    }

    /// Null where the input has no key.
    @Nullable
    String key(ExecutionArn arn, Source source, String input) {
        return key == null ? null : key.key(input, context(arn, source));
    }

    /// The input to start with; the very same text if nothing is to be transformed.
    public String transformed(ExecutionArn arn, Source source, String input) {
        return transform == null ? input : transform.transform(input, context(arn, source));
    }

    private static @Nullable Expression compile(@Nullable String text, ExpressionLimits limits) {
        return text == null ? null : Expression.compile(text, limits);
    }

    /// What expressions see of an execution.
    public static ExecutionContext context(ExecutionArn arn, Source source) {
        return new ExecutionContext(
                arn.toString(),
                arn.name(),
                String.valueOf(source.status()),
                Objects.requireNonNullElse(source.startedAt(), Instant.EPOCH),
                source.stoppedAt());
    }
}

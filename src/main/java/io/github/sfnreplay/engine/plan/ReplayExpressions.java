package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.expression.ExecutionContext;
import io.github.sfnreplay.expression.Expression;
import io.github.sfnreplay.expression.guard.ExpressionLimits;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The expressions of one replay, compiled.
public final class ReplayExpressions {

    private final @Nullable Expression predicate;
    private static final Pattern NOT_OF_INPUT = Pattern.compile(
            "\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|/\\*.*?\\*/|\\$execution(?:\\.\\w+)*|\\$\\w+|\\b(?:and|or|in|true|false|null)\\b",
            Pattern.DOTALL);

    private final @Nullable Expression key;
    private final @Nullable Expression superseding;
    private final boolean supersedingByName;
    private volatile Map<String, Instant> successes = Map.of();
    private final @Nullable Expression transform;

    public ReplayExpressions(ReplaySpec spec, ExpressionLimits limits) {
        predicate = compile(spec.filter().inputMatches(), limits);
        key = compile(spec.distinctBy(), limits);
        transform = compile(spec.inputTransform(), limits);
        superseding = compile(spec.skipSuperseded(), limits);
        supersedingByName = spec.skipSuperseded() != null && isOfExecution(spec.skipSuperseded());
    }

    /// Whether planning has to read inputs.
    boolean needInput() {
        return predicate != null || key != null || transform != null || (superseding != null && !supersedingByName);
    }

    /// Whether later successes have to be known.
    boolean looksForSuccesses() {
        return superseding != null;
    }

    /// Whether the key of `skipSuperseded` needs no input.
    boolean isSupersedingByName() {
        return supersedingByName;
    }

    /// @param latest when the last success with each key began
    void learnSuccesses(Map<String, Instant> latest) {
        successes = Map.copyOf(latest);
    }

    /// The key of `skipSuperseded`; null where there is none.
    ///
    /// @param input null where the key needs none
    @Nullable
    String supersedingKey(ExecutionArn arn, Source source, @Nullable String input) {
        return superseding == null ? null : superseding.key(input == null ? "null" : input, context(arn, source));
    }

    /// Whether a later execution with the same key has succeeded.
    boolean isSuperseded(ExecutionArn arn, Source source, @Nullable String input) {
        if (superseding == null || source.startedAt() == null) {
            return false;
        }
        var itsKey = supersedingKey(arn, source, input);
        var later = itsKey == null ? null : successes.get(itsKey);
        return later != null && later.isAfter(source.startedAt());
    }

    /// Whether the expression looks at nothing but `$execution`: no name, and no `$` alone, is left beside it.
    static boolean isOfExecution(String text) {
        var rest = NOT_OF_INPUT.matcher(text).replaceAll(" ");
        return rest.chars().noneMatch(c -> Character.isLetter(c) || c == '$' || c == '_' || c == '`' || c == '*');
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

package io.github.sfnreplay.expression;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Utils;
import io.github.sfnreplay.expression.guard.Budget;
import io.github.sfnreplay.expression.guard.Builtins;
import io.github.sfnreplay.expression.guard.ExpressionLimits;
import io.github.sfnreplay.expression.guard.Failures;
import io.github.sfnreplay.expression.guard.RegexFunction;
import io.github.sfnreplay.expression.guard.Source;
import io.github.sfnreplay.expression.json.ExactNumber;
import io.github.sfnreplay.expression.json.ExpressionException;
import io.github.sfnreplay.expression.json.JsonNumbers;
import io.github.sfnreplay.expression.json.JsonReader;
import io.github.sfnreplay.expression.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A compiled JSONata expression on the input of an execution: a predicate, a key or a transform. Thread-safe.
///
/// Whatever it is given, it comes back within its limits, with a result or with an [ExpressionException].
public final class Expression {

    /// One evaluation a core: more would only slow each other down, into their timeouts, and add up their memory.
    private static final Semaphore PLACES = new Semaphore(Runtime.getRuntime().availableProcessors());

    private final Jsonata jsonata;
    private final ExpressionLimits limits;
    private final boolean clones;
    private final boolean wildcards;
    private final boolean usesExecution;

    private Expression(Jsonata jsonata, ExpressionLimits limits, Source source) {
        this.jsonata = jsonata;
        this.limits = limits;
        this.clones = source.clones();
        this.wildcards = source.wildcards();
        this.usesExecution = source.usesExecution();
    }

    /// Compiles the text, or throws an ExpressionException with the place where it breaks.
    public static Expression compile(String text, ExpressionLimits limits) {
        if (text.isBlank()) {
            throw new ExpressionException("the expression is empty", 0);
        }
        if (text.length() > limits.maxLength()) {
            throw new ExpressionException(
                    "the expression is longer than " + limits.maxLength() + " characters", limits.maxLength());
        }
        var source = new Source(text);
        return new Expression(parse(source, text.length()), limits, source);
    }

    private static Jsonata parse(Source source, int length) {
        try {
            var jsonata = Jsonata.jsonata(source.text());
            jsonata.setValidateInput(false);
            jsonata.setOutputConvertNulls(false);
            Builtins.register(jsonata);
            for (var i = 0; i < source.regexes().size(); i++) {
                jsonata.registerFunction(
                        Source.regexName(i), new RegexFunction(source.regexes().get(i)));
            }
            return jsonata;
        } catch (RuntimeException | StackOverflowError e) {
            throw Failures.reading(e, length);
        }
    }

    /// Whether the result counts as true in JSONata; a missing result does not.
    public boolean matches(String inputJson, ExecutionContext execution) {
        return evaluate(inputJson, execution, Expression::isTrue);
    }

    /// The same text for equal results, whatever the order of names and the way numbers are written; null if there is
    /// none.
    public @Nullable String key(String inputJson, ExecutionContext execution) {
        return this.<@Nullable String>evaluate(
                inputJson,
                execution,
                result -> result == null ? null : JsonWriter.canonical(result, limits.maxResultBytes()));
    }

    /// The result as JSON text.
    public String transform(String inputJson, ExecutionContext execution) {
        return evaluate(inputJson, execution, result -> {
            if (result == null) {
                throw new ExpressionException("the expression gives no value");
            }
            return JsonWriter.write(result, limits.maxResultBytes());
        });
    }

    private static boolean isTrue(@Nullable Object result) {
        return result instanceof ExactNumber || Jsonata.boolize(result);
    }

    private <T extends @Nullable Object> T evaluate(
            String inputJson, ExecutionContext execution, Function<@Nullable Object, T> finish) {
        PLACES.acquireUninterruptibly();
        var budget = new Budget(limits, wildcards);
        try {
            return budget.spend(() -> finish.apply(result(inputJson, execution, budget)));
        } catch (RuntimeException | StackOverflowError e) {
            throw budget.explain(e);
        } finally {
            PLACES.release();
        }
    }

    private @Nullable Object result(String inputJson, ExecutionContext execution, Budget budget) {
        if (inputJson.length() > budget.maxWeight()) {
            throw new ExpressionException("the input is larger than " + budget.maxWeight() + " characters");
        }
        var input = JsonReader.read(
                inputJson, "the input", number -> JsonNumbers.parse(number, budget::fail), JsonWriter.MAX_DEPTH);
        if (clones && changesWhenCloned(input)) {
            throw new ExpressionException("the operator |…|…| would round a number of the input; use $merge instead");
        }
        var frame = jsonata.createFrame();
        budget.watch(frame);
        if (usesExecution) {
            frame.bind("execution", execution.toValue());
        }
        var result = jsonata.evaluate(input, frame);
        budget.checkTime();
        return result instanceof Utils.JList<?> list && list.outerWrapper ? list.getFirst() : result;
    }

    private static boolean changesWhenCloned(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(Expression::changesWhenCloned);
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(Expression::changesWhenCloned);
        }
        return value instanceof Number number && JsonNumbers.changesWhenCloned(number);
    }
}

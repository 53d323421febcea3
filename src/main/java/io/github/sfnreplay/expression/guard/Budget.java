package io.github.sfnreplay.expression.guard;

import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Parser.Symbol;
import io.github.sfnreplay.expression.json.ExpressionException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What one evaluation may still spend: time, depth, the size of each value and, over all, memory (in words of about 8
/// bytes).
public final class Budget {

    private static final ScopedValue<Budget> CURRENT = ScopedValue.newInstance();

    /// 128 MB over a whole evaluation, most of which is garbage at once.
    private static final long WORDS = 16_000_000;

    /// A megabyte, so that a small limit of the result leaves room for what leads to it.
    private static final long LEAST_WEIGHT = 1 << 20;

    /// What an empty list or map takes on a 64-bit JVM, about.
    private static final int CONTAINER_WORDS = 16;

    /// What JSONata allocates for a step, about.
    private static final int STEP_WORDS = 2;

    /// What JSONata allocates for each element of a list that it turns into tuples, about.
    private static final int TUPLE_WORDS = 128;

    /// From here on a step takes long enough for a look at the clock.
    private static final int LARGE_LIST = 1_000;

    /// Characters. A shorter text takes no more than the step that gives it.
    private static final int SMALL_TEXT = 256;

    /// Values that JSONata copies in about a second.
    private static final long MOST_COPIES = 50_000_000;

    /// A look costs as much as a small step; sixteen steps take microseconds.
    private static final int STEPS_PER_LOOK_AT_CLOCK = 16;

    private final ExpressionLimits limits;
    private final long start = System.nanoTime();
    private final long maxWeight;
    private final boolean wildcards;
    private final Weights weights = new Weights();
    private final CallGuard calls = new CallGuard();
    private final EvaluationTrace trace = new EvaluationTrace();
    private long words = WORDS;
    private int depth;
    private int steps;
    private @Nullable ExpressionException failure; // JSONata may hide it behind an error of its own

    public Budget(ExpressionLimits limits, boolean wildcards) {
        this.limits = limits;
        this.wildcards = wildcards;
        this.maxWeight = Math.max(LEAST_WEIGHT, 4L * limits.maxResultBytes());
    }

    /// The budget of the evaluation that runs on this thread.
    static Budget current() {
        return CURRENT.get();
    }

    public <T extends @Nullable Object> T spend(ScopedValue.CallableOp<T, RuntimeException> work) {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    /// Lets JSONata report each step it takes in this frame.
    public void watch(Frame frame) {
        frame.setEvaluateEntryCallback(this::enter);
        frame.setEvaluateExitCallback(this::leave);
    }

    /// What the caller may be told of an error of this evaluation.
    public ExpressionException explain(Throwable error) {
        return failure == null ? Failures.evaluating(error, trace) : failure;
    }

    /// Stops the evaluation, whatever JSONata makes of the exception.
    public ExpressionException fail(String reason) {
        if (failure == null) {
            failure = new ExpressionException(reason);
        }
        return failure;
    }

    public long maxWeight() {
        return maxWeight;
    }

    public void checkTime() {
        if (failure != null) {
            throw failure;
        }
        if (System.nanoTime() - start > limits.timeout().toNanos()) {
            throw fail("the evaluation takes longer than " + limits.timeout().toMillis() + " ms");
        }
    }

    /// Refuses a text before it is built.
    void checkLength(long characters) {
        if (characters > maxWeight) {
            throw fail("the evaluation makes a value of more than " + maxWeight + " characters and elements");
        }
    }

    /// Counts a value that a step or a function gave.
    void count(@Nullable Object result) {
        if (result instanceof String text) {
            countText(text);
        } else if (result instanceof List<?> list) {
            checkLength(list.size());
            take(CONTAINER_WORDS + list.size());
            checkLength(weights.of(list));
            if (list.size() > LARGE_LIST) {
                checkTime();
            }
        } else if (result instanceof Map<?, ?> map) {
            take(CONTAINER_WORDS);
            checkLength(weights.of(map));
        } else if (result instanceof Pattern) {
            throw fail("a regular expression stands where it cannot be told from a division");
        }
    }

    private void enter(Symbol expr, @Nullable Object input, Frame environment) {
        calls.enter(expr);
        trace.enter(expr);
        if (++depth > limits.depth()) {
            throw fail("the evaluation goes deeper than " + limits.depth() + " levels; does a function call itself?");
        }
        take(STEP_WORDS);
        if (wildcards && weights.ofWildcard(input) > MOST_COPIES) {
            throw fail("a wildcard stands for too many values");
        }
        if (++steps % STEPS_PER_LOOK_AT_CLOCK == 0 || failure != null) {
            checkTime();
        }
    }

    private void leave(Symbol expr, Object input, Frame environment, @Nullable Object result) {
        depth--;
        trace.leave(expr, result);
        if (calls.isCallOfNoFunction(expr, result)) {
            throw fail("what is called is not a function");
        }
        if (result instanceof List<?> list && list.size() > 1 && environment.lookup("@") != null) {
            take((long) TUPLE_WORDS * list.size());
        }
        count(result);
    }

    private void take(long amount) {
        words -= amount;
        if (words < 0) {
            throw fail("the evaluation makes too many values");
        }
    }

    private void countText(String text) {
        if (text.length() <= SMALL_TEXT) {
            take(4 + text.length() / 4);
        } else {
            checkLength(text.length());
            if (weights.isNew(text)) {
                take(text.length() / 4);
            }
        }
    }
}

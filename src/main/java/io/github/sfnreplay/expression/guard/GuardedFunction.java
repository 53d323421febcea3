package io.github.sfnreplay.expression.guard;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A function of JSONata whose calls look at the clock and whose results are counted.
final class GuardedFunction extends JFunction {

    /// What the function does; it may leave the work to JSONata's own.
    @FunctionalInterface
    interface Body {
        @Nullable
        Object apply(Arguments arguments, Supplier<@Nullable Object> builtin);
    }

    private final Body body;

    /// Takes the place of the function of that name, which JSONata implements in the method.
    GuardedFunction(String name, String signature, String method, Body body) {
        super(name, signature, Functions.class, null, method);
        this.body = body;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Object call(@Nullable Object input, List args) {
        var budget = Budget.current();
        budget.checkTime();
        var result = body.apply(new Arguments((List<?>) args), () -> super.call(input, args));
        budget.count(result);
        return result;
    }
}

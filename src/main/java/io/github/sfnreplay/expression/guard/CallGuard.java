package io.github.sfnreplay.expression.guard;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Jsonata.JLambda;
import com.dashjoin.jsonata.Parser.Symbol;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds calls of what is no function before JSONata does: it would print what was called, a piece of the input
/// perhaps,
/// to the standard output.
final class CallGuard {

    private static final VarHandle PROCEDURE = field("procedure", Symbol.class);
    private static final VarHandle BODY = field("body", Symbol.class);

    private final Set<Symbol> called = Collections.newSetFromMap(new IdentityHashMap<>());

    /// Notes what the step calls, if it is a call, or stands for one that is put off to the end of a function.
    void enter(Symbol step) {
        note((Symbol) PROCEDURE.get(step));
        if (step.thunk) {
            note((Symbol) PROCEDURE.get((Symbol) BODY.get(step)));
        }
    }

    /// Whether the result of the step is about to be called, and cannot be.
    boolean isCallOfNoFunction(Symbol step, @Nullable Object result) {
        return result != null
                && called.contains(step)
                && !(result instanceof JFunction)
                && !(result instanceof JLambda)
                && !(result instanceof Pattern)
                && !Functions.isLambda(result);
    }

    private void note(@Nullable Symbol procedure) {
        if (procedure != null) {
            called.add(procedure);
        }
    }

    /// Access to a field of a step that JSONata keeps to itself.
    static VarHandle field(String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(Symbol.class, MethodHandles.lookup())
                    .findVarHandle(Symbol.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of JSONata is built in another way", e);
        }
    }
}

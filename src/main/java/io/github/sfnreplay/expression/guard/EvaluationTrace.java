package io.github.sfnreplay.expression.guard;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser.Symbol;
import com.dashjoin.jsonata.Utils.JList;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The steps of one evaluation that have begun and not ended: when it breaks off, the last one is where. Tells of it
/// what may be told to anyone: the place in the text, the operator or function, and the types of what it was given.
final class EvaluationTrace {

    private static final VarHandle POSITION = CallGuard.field("position", int.class);
    private static final VarHandle VALUE = CallGuard.field("value", Object.class);
    private static final VarHandle PROCEDURE = CallGuard.field("procedure", Symbol.class);
    private static final VarHandle ARGUMENTS = CallGuard.field("arguments", List.class);
    private static final VarHandle LHS = CallGuard.field("lhs", Symbol.class);
    private static final VarHandle RHS = CallGuard.field("rhs", Symbol.class);
    private static final VarHandle STEPS = CallGuard.field("steps", List.class);
    private static final VarHandle EXPRESSION = CallGuard.field("expression", Symbol.class);

    /// No operator and no function of JSONata has more operands.
    private static final int MAX_OPERANDS = 5;

    private final List<Step> steps = new ArrayList<>();
    private int depth;

    /// One step, and what its parts have given so far.
    private static final class Step {

        private final @Nullable Symbol[] parts = new @Nullable Symbol[MAX_OPERANDS];
        private final @Nullable Object[] results = new @Nullable Object[MAX_OPERANDS];
        private @Nullable Symbol symbol;
        private int count;
    }

    void enter(Symbol symbol) {
        if (steps.size() == depth) {
            steps.add(new Step());
        }
        var step = steps.get(depth++);
        step.symbol = symbol;
        step.count = 0;
    }

    void leave(Symbol symbol, @Nullable Object result) {
        depth--;
        if (depth > 0) {
            var parent = steps.get(depth - 1);
            if (parent.count < MAX_OPERANDS) {
                parent.parts[parent.count] = symbol;
                parent.results[parent.count++] = result;
            }
        }
    }

    /// Where it broke off, as a character offset from 0; -1 if that is not known.
    int position() {
        var symbol = symbol();
        return symbol == null ? -1 : position(symbol);
    }

    /// The operator or the function, as `operator > at character 8`.
    String where() {
        var symbol = symbol();
        if (symbol == null) {
            return "the expression";
        }
        var position = position(symbol);
        return name(symbol) + (position < 0 ? "" : " at character " + (position + 1));
    }

    /// The types of the operands or arguments, as `a string and a number`; empty where there are none.
    String operands() {
        var symbol = symbol();
        if (symbol == null) {
            return "";
        }
        var types = parts(symbol).stream()
                .map(this::resultOf)
                .map(EvaluationTrace::type)
                .toList();
        return types.size() < 2
                ? String.join("", types)
                : String.join(", ", types.subList(0, types.size() - 1)) + " and " + types.getLast();
    }

    /// What kind of value it is.
    static String type(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case String text -> "a string";
            case Number number -> "a number";
            case Boolean bool -> "a boolean";
            case List<?> list -> "an array";
            case Map<?, ?> map -> "an object";
            default -> value == Jsonata.NULL_VALUE ? "null" : "a function";
        };
    }

    private @Nullable Symbol symbol() {
        return depth == 0 ? null : steps.get(depth - 1).symbol;
    }

    private @Nullable Object resultOf(Symbol part) {
        var step = steps.get(depth - 1);
        for (var i = step.count - 1; i >= 0; i--) {
            if (step.parts[i] == part) {
                return unwrapped(step.results[i]);
            }
        }
        return null;
    }

    /// A path gives a sequence, which is nothing or one value where it holds no more.
    private static @Nullable Object unwrapped(@Nullable Object result) {
        if (!(result instanceof JList<?> list) || !list.sequence || list.keepSingleton || list.size() > 1) {
            return result;
        }
        return list.isEmpty() ? null : list.getFirst();
    }

    private static List<Symbol> parts(Symbol symbol) {
        var parts = new ArrayList<Symbol>();
        if (procedure(symbol) != null && ARGUMENTS.get(symbol) instanceof List<?> arguments) {
            arguments.forEach(argument -> parts.add((Symbol) argument));
        } else {
            for (var part : List.of(LHS, RHS, EXPRESSION)) {
                if (part.get(symbol) instanceof Symbol operand) {
                    parts.add(operand);
                }
            }
        }
        return parts;
    }

    private static String name(Symbol symbol) {
        var procedure = procedure(symbol);
        if (procedure != null) {
            return text(procedure) == null ? "the function called" : "function $" + text(procedure);
        }
        var text = text(symbol);
        if (symbol.lhsObject != null || "{".equals(text)) {
            return "the object";
        }
        return text == null ? "the expression" : "operator " + text;
    }

    /// JSONata notes where a token ends, and nothing of a sign or a brace: these stand before their first part.
    private static int position(Symbol symbol) {
        var procedure = procedure(symbol);
        var name = procedure == null ? null : text(procedure);
        if (name != null) {
            return Math.max(0, (int) POSITION.get(procedure) - name.length() - 1);
        }
        var end = (int) POSITION.get(symbol);
        var text = text(symbol);
        if (end > 0) {
            return Math.max(0, end - (text == null ? 1 : text.length()));
        }
        if (STEPS.get(symbol) instanceof List<?> path && !path.isEmpty()) {
            return position((Symbol) path.getFirst());
        }
        if (EXPRESSION.get(symbol) instanceof Symbol operand && position(operand) > 0) {
            return position(operand) - 1;
        }
        return symbol.lhsObject != null && !symbol.lhsObject.isEmpty()
                ? position(symbol.lhsObject.getFirst()[0])
                : -1;
    }

    private static @Nullable Symbol procedure(Symbol symbol) {
        return (Symbol) PROCEDURE.get(symbol);
    }

    private static @Nullable String text(Symbol symbol) {
        var value = VALUE.get(symbol);
        return value instanceof String || value instanceof Character ? value.toString() : null;
    }
}

package io.github.sfnreplay.expression.guard;

import com.dashjoin.jsonata.JException;
import io.github.sfnreplay.expression.json.ExpressionException;
import java.util.regex.Pattern;

/// What went wrong inside JSONata, told without the values that its own messages hold.
public final class Failures {

    private static final Pattern CODE = Pattern.compile("[SDTU][0-9]{4}");
    private static final Pattern RAISED = Pattern.compile("D3137|D3141");
    private static final Pattern REGEX_NAME = Pattern.compile("[\\uE000-\\uF8FF]");

    private Failures() {}

    /// Of the text of an expression: names the token, which is the caller's own.
    public static ExpressionException reading(Throwable error, int length) {
        if (error instanceof JException jsonata && isCode(jsonata.getError())) {
            var message =
                    REGEX_NAME.matcher(String.valueOf(jsonata.getMessage())).replaceAll("/…/");
            return new ExpressionException(message, Math.min(jsonata.getLocation(), length));
        }
        return new ExpressionException(
                isOverflow(error)
                        ? "the expression is nested too deep"
                        : "the expression ends or breaks off unexpectedly");
    }

    /// Of an evaluation.
    public static ExpressionException evaluating(Throwable error) {
        for (var cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ExpressionException told) {
                return told;
            }
            if (cause instanceof JException jsonata && isCode(jsonata.getError())) {
                return new ExpressionException(describe(jsonata.getError()));
            }
        }
        return new ExpressionException(
                isOverflow(error)
                        ? "the evaluation goes too deep; does a function call itself?"
                        : "a function of the expression got a value that it cannot take");
    }

    private static String describe(String code) {
        if (RAISED.matcher(code).matches()) {
            return "the expression called $error, or an $assert of it did not hold";
        }
        var message = JException.msg(code, -1, "…", "…").replace("{{token}}", "…");
        return message.replace("Object", "function") + " (JSONata " + code + ")";
    }

    private static boolean isCode(String error) {
        return error != null && CODE.matcher(error).matches();
    }

    private static boolean isOverflow(Throwable error) {
        for (var cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof StackOverflowError) {
                return true;
            }
        }
        return false;
    }
}

package io.github.sfnreplay.expression.guard;

import com.dashjoin.jsonata.JException;
import io.github.sfnreplay.expression.json.ExpressionException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What went wrong inside JSONata, told without the values that its own messages hold.
public final class Failures {

    private static final Pattern CODE = Pattern.compile("[SDTU][0-9]{4}");
    private static final Pattern RAISED = Pattern.compile("D3137|D3141");
    private static final Pattern OPERANDS = Pattern.compile("T200[1-49]|T2010");
    private static final Pattern ARGUMENTS = Pattern.compile("T041[0-2]|T1010");
    private static final Pattern NO_FUNCTION = Pattern.compile("T100[5-8]");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{|<null>|\\bnull\\b");
    private static final Pattern REGEX_NAME = Pattern.compile("[\\uE000-\\uF8FF]");

    /// In place of JSONata's texts that quote values.
    private static final Map<String, String> WITHOUT_VALUES = Map.ofEntries(
            Map.entry("D1001", "a number is out of range"),
            Map.entry("D1002", "only a number can be negated"),
            Map.entry("D1009", "two keys are the same"),
            Map.entry("D2014", "the range has more than 10,000,000 elements"),
            Map.entry("D3030", "the value is no number"),
            Map.entry("D3060", "a negative number has no square root"),
            Map.entry("D3061", "the result is no number that JSON can hold"),
            Map.entry("D3100", "the base must be 2 to 36"),
            Map.entry("D3110", "the timestamp is not in ISO 8601 format"),
            Map.entry("D3120", "the evaluated text is not an expression"),
            Map.entry("D3121", "the evaluated text cannot be evaluated"),
            Map.entry("D3130", "integers cannot be written or read by that picture"),
            Map.entry("D3132", "the date/time picture has an unknown component"),
            Map.entry("D3133", "only months and days have names in a date/time picture"),
            Map.entry("D3140", "the URL is malformed"),
            Map.entry("T1003", "a key must be a string"),
            Map.entry("T2006", "the right side must be a function"),
            Map.entry("T2007", "only strings, or only numbers, can be put in order"),
            Map.entry("T2008", "only strings, or only numbers, can be put in order"),
            Map.entry("T2011", "the update clause of |…|…| must give an object"),
            Map.entry("T2012", "the delete clause of |…|…|…| must give strings"));

    private Failures() {}

    /// Of the text of an expression: names the token, which is the caller's own.
    public static ExpressionException reading(Throwable error, int length) {
        if (error instanceof JException jsonata && isCode(jsonata.getError())) {
            return new ExpressionException(readingText(jsonata), Math.min(jsonata.getLocation(), length));
        }
        return new ExpressionException(
                isOverflow(error)
                        ? "the expression is nested too deep"
                        : "the expression ends or breaks off unexpectedly");
    }

    private static String readingText(JException jsonata) {
        var message = REGEX_NAME.matcher(String.valueOf(jsonata.getMessage())).replaceAll("/regular expression/");
        return PLACEHOLDER.matcher(message).find()
                ? "the expression cannot be read (JSONata " + jsonata.getError() + ")"
                : message;
    }

    /// Of an evaluation.
    ///
    /// @param trace of the steps that had begun
    static ExpressionException evaluating(Throwable error, EvaluationTrace trace) {
        for (var cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ExpressionException told) {
                return told;
            }
            if (cause instanceof JException jsonata && isCode(jsonata.getError())) {
                return new ExpressionException(describe(jsonata.getError(), trace), trace.position());
            }
        }
        return isOverflow(error)
                ? new ExpressionException("the evaluation goes too deep; does a function call itself?")
                : new ExpressionException(trace.where() + " cannot take " + given(trace), trace.position());
    }

    private static String describe(String code, EvaluationTrace trace) {
        return text(code, trace) + " (JSONata " + code + ")";
    }

    private static String text(String code, EvaluationTrace trace) {
        if (RAISED.matcher(code).matches()) {
            return trace.where() + ": the expression called $error, or an $assert of it did not hold";
        }
        if (OPERANDS.matcher(code).matches() || ARGUMENTS.matcher(code).matches()) {
            return trace.where() + " cannot take " + given(trace);
        }
        if (NO_FUNCTION.matcher(code).matches()) {
            return trace.where() + " does not exist, or is no function";
        }
        var own = WITHOUT_VALUES.get(code);
        return trace.where() + ": " + (own == null ? fixedText(code) : own + types(trace));
    }

    /// A text of JSONata's that holds no value.
    private static String fixedText(String code) {
        var message = JException.msg(code, -1, null, null).replace("Object", "function");
        return PLACEHOLDER.matcher(message).find() ? "it cannot be evaluated" : message;
    }

    private static String given(EvaluationTrace trace) {
        var operands = trace.operands();
        return operands.isEmpty() ? "what it was given" : operands;
    }

    private static String types(EvaluationTrace trace) {
        var operands = trace.operands();
        return operands.isEmpty() ? "" : "; it was given " + operands;
    }

    private static boolean isCode(@Nullable String error) {
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

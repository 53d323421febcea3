package io.github.sfnreplay.expression.guard;

import io.github.sfnreplay.expression.json.ExpressionException;
import io.github.sfnreplay.expression.json.JsonNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The text of an expression, read once before JSONata reads it: refuses what gives another result each time, and takes
/// regular expressions out, so that ours (bounded in time) run instead. Every character keeps its position.
public final class Source {

    private static final Set<String> REFUSED = Set.of("now", "millis", "random", "shuffle", "eval");
    private static final Set<String> WORDS = Set.of("and", "or", "in");
    private static final Set<String> LAMBDAS = Set.of("function", "λ");
    private static final String OPERATORS = ".[]{}(),@#;:?+-*/%|=<>^&!~";
    private static final String SPACES = " \t\n\r";
    private static final Pattern NUMBER = Pattern.compile("(0|([1-9][0-9]*))(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");
    private static final char FIRST_NAME = '\uE000';

    private final StringBuilder text;
    private final List<Pattern> regexes = new ArrayList<>();
    private boolean clones;
    private boolean wildcards;
    private boolean usesExecution;
    private boolean operand = true;
    private int at;

    public Source(String text) {
        this.text = new StringBuilder(text);
        if (text.contains("__evaluate")) {
            throw new ExpressionException("a name with __evaluate in it is reserved", text.indexOf("__evaluate"));
        }
        while (at < text.length()) {
            token(text.charAt(at));
        }
    }

    /// The text for JSONata.
    public String text() {
        return text.toString();
    }

    /// The regular expressions in order; the name of each is `regexName(i)`.
    public List<Pattern> regexes() {
        return regexes;
    }

    public static String regexName(int index) {
        return String.valueOf((char) (FIRST_NAME + index));
    }

    /// Whether it uses `|…|…|`, which copies by way of text.
    public boolean clones() {
        return clones;
    }

    /// Whether it uses the wildcard `*`, which takes quadratic time on a container of many arrays.
    public boolean wildcards() {
        return wildcards;
    }

    public boolean usesExecution() {
        return usesExecution;
    }

    private void token(char c) {
        if (SPACES.indexOf(c) >= 0) {
            at++;
        } else if (c == '/' && at + 1 < text.length() && text.charAt(at + 1) == '*') {
            at = find("*/", at + 2, "a comment is not closed") + 2;
        } else if (c == '/' && operand) {
            regex();
        } else if (OPERATORS.indexOf(c) >= 0) {
            operator(c);
        } else if (c == '"' || c == '\'') {
            quoted(c);
        } else if (c == '`') {
            var start = at;
            at = find("`", at + 1, "a quoted name is not closed") + 1;
            name(start);
        } else {
            word();
        }
    }

    private void operator(char c) {
        var wildcard = operand && (c == '*' || c == '%');
        at += c == '*' && at + 1 < text.length() && text.charAt(at + 1) == '*' ? 2 : 1;
        clones |= c == '|';
        wildcards |= wildcard && c == '*';
        operand = !wildcard && c != ')' && c != ']' && c != '}';
    }

    private void quoted(char quote) {
        var start = at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw new ExpressionException("a text is not closed", start);
        }
        at++;
        operand = false;
    }

    private void word() {
        var number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt()) {
            checkNumber(number.group());
            at = number.end();
        } else {
            var start = at;
            while (at < text.length() && (SPACES + OPERATORS).indexOf(text.charAt(at)) < 0) {
                at++;
            }
            if (!operand && WORDS.contains(text.substring(start, at))) {
                operand = true;
                return;
            }
            if (text.charAt(start) == '$') {
                variable(text.substring(start + 1, at), start);
            } else {
                name(start);
            }
        }
        operand = false;
    }

    /// A name is a path into the input, which holds no functions: calling one is a `$` forgotten.
    private void name(int start) {
        var name = text.substring(start, at);
        var next = at;
        while (next < text.length() && SPACES.indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        if (next < text.length() && text.charAt(next) == '(' && !LAMBDAS.contains(name)) {
            throw new ExpressionException(name + " is not a function; is it $" + name + "?", start);
        }
        operand = false;
    }

    private void checkNumber(String number) {
        var value = Double.parseDouble(number);
        if (Double.isFinite(value) && !JsonNumbers.holds(value, number)) {
            throw new ExpressionException(
                    "the number " + number + " has more digits than JSONata can calculate with; write it as a text",
                    at);
        }
    }

    private void variable(String name, int start) {
        if (REFUSED.contains(name)) {
            throw new ExpressionException(refusal(name), start);
        }
        usesExecution |= name.equals("execution");
    }

    /// Why a function is refused.
    static String refusal(String name) {
        return "$" + name + " is refused: an expression must be fixed and give the same each time";
    }

    private void regex() {
        var start = at;
        var end = closingSlash(start + 1);
        var pattern = text.substring(start + 1, end);
        at = end + 1;
        var flags = 0;
        while (at < text.length() && (text.charAt(at) == 'i' || text.charAt(at) == 'm')) {
            flags |= text.charAt(at++) == 'i' ? Pattern.CASE_INSENSITIVE : Pattern.MULTILINE;
        }
        if (pattern.isEmpty()) {
            throw new ExpressionException("a regular expression is empty", start);
        }
        try {
            var name = "$" + regexName(regexes.size());
            regexes.add(Pattern.compile(pattern, flags));
            text.replace(start, at, name + " ".repeat(at - start - name.length()));
        } catch (PatternSyntaxException e) {
            var index = start + 1 + Math.max(0, e.getIndex());
            throw new ExpressionException("a regular expression is malformed: " + e.getDescription(), index);
        }
        operand = false;
    }

    private int closingSlash(int from) {
        var brackets = 0;
        for (var i = from; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '(', '[', '{' -> brackets++;
                case ')', ']', '}' -> brackets--;
                case '/' -> {
                    if (brackets == 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        throw new ExpressionException("a regular expression is not closed", from - 1);
    }

    private int find(String end, int from, String orElse) {
        var found = text.indexOf(end, from);
        if (found < 0) {
            throw new ExpressionException(orElse, at);
        }
        return found;
    }
}

package io.github.sfnreplay.suggestion;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// Says which known name was probably meant by an unknown one.
public final class Suggestion {

    /// What is longer is no slip of a finger; bounds the work of the comparison.
    private static final int MAX_LENGTH = 60;

    /// One slip in three letters: beyond that a guess misleads more often than it helps.
    private static final int LETTERS_PER_SLIP = 3;

    private Suggestion() {}

    /// `; did you mean X?`, or nothing where no known name is near.
    public static String of(String text, Collection<String> known) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return "";
        }
        return known.stream()
                .filter(name -> distance(text, name) <= Math.max(1, name.length() / LETTERS_PER_SLIP))
                .min(Comparator.<String>comparingInt(name -> distance(text, name))
                        .thenComparing(name -> name))
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    /// How many letters have to be added, dropped or changed to make one of the other, whatever their case, and
    /// whatever separates words.
    public static int distance(String one, String other) {
        var left = letters(one);
        var right = letters(other);
        var above = new int[right.length() + 1];
        for (var column = 0; column <= right.length(); column++) {
            above[column] = column;
        }
        for (var row = 1; row <= left.length(); row++) {
            var current = new int[right.length() + 1];
            current[0] = row;
            for (var column = 1; column <= right.length(); column++) {
                var changed = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
                current[column] =
                        Math.min(above[column - 1] + changed, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[right.length()];
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(" ", "");
    }
}

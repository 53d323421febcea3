package io.github.sfnreplay.expression.guard;

import io.github.sfnreplay.expression.guard.GuardedFunction.Body;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Picture strings of numbers and times that are small enough to be safe: JSONata pads to any width they name, makes a
/// regular expression of them, and fills a date that they leave out with today's.
final class Pictures {

    /// Longer than any date that is written out.
    private static final int MAX_LENGTH = 256;

    /// Longer than any date that three names can be in.
    private static final int MAX_TIME_LENGTH = 40;

    /// A full date with its zone has nine.
    private static final int MAX_COMPONENTS = 9;

    /// Names of a month, a day and a half-day; each makes the regular expression backtrack.
    private static final int MAX_WORDS = 3;
    private static final Pattern HUGE_WIDTH = Pattern.compile("\\[[^]]*[,-][0-9]{4,}");
    private static final Pattern COMPONENT = Pattern.compile("\\[[a-zA-Z]");
    private static final Pattern WORD = Pattern.compile("\\[([FPMx][nN]|[FP]|.[aAiIwWnN])");

    private Pictures() {}

    /// JSONata's own function, once the picture in the argument of that index was looked at.
    static Body checked(int index) {
        return (args, builtin) -> {
            check(args.text(index));
            return builtin.get();
        };
    }

    static @Nullable Object toMillis(Arguments args, Supplier<@Nullable Object> builtin) {
        var picture = args.text(1);
        if (picture != null) {
            check(picture);
            checkTime(picture.replaceAll("\\s", ""), args.text(0));
        }
        return builtin.get();
    }

    private static void check(@Nullable String picture) {
        if (picture != null
                && (picture.length() > MAX_LENGTH
                        || HUGE_WIDTH.matcher(picture.replaceAll("\\s", "")).find())) {
            throw Budget.current().fail("a picture string is longer or wider than allowed");
        }
    }

    private static void checkTime(String picture, @Nullable String time) {
        if (!picture.contains("[Y")) {
            throw Budget.current()
                    .fail(
                            "the picture of $toMillis must have the year, [Y]; without it the result depends on today's date");
        }
        if (COMPONENT.matcher(picture).results().count() > MAX_COMPONENTS
                || WORD.matcher(picture).results().count() > MAX_WORDS
                || (time != null && time.length() > MAX_TIME_LENGTH)) {
            throw Budget.current().fail("a time or its picture is longer than allowed");
        }
    }
}

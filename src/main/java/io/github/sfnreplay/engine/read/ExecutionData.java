package io.github.sfnreplay.engine.read;

import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What has been read of an execution.
///
/// @param input null if it was not read, or cannot be
/// @param end null if it was not read, or cannot be
public record ExecutionData(
        @Nullable String input, @Nullable ExecutionEnd end) {

    public static final ExecutionData NOTHING = new ExecutionData(null, null);

    /// What a reader wants to know.
    public enum Need {
        INPUT,
        END,
        BOTH
    }

    boolean satisfies(Need need) {
        return (need == Need.END || input != null) && (need == Need.INPUT || end != null);
    }

    /// What is still to be read; this must not satisfy the need already.
    Need missing(Need need) {
        if (need != Need.BOTH) {
            return need;
        }
        return input != null ? Need.END : end != null ? Need.INPUT : Need.BOTH;
    }

    /// Whether what was needed is the same in both.
    boolean tellsTheSameAs(ExecutionData other, Need need) {
        var inputs = need == Need.END || Objects.equals(input, other.input);
        return inputs && (need == Need.INPUT || Objects.equals(end, other.end));
    }

    /// Whether it holds more than any made-up answer would.
    boolean isTelling(Need need) {
        return need == Need.END || (input != null && input.length() > 2);
    }

    ExecutionData and(ExecutionData other) {
        return new ExecutionData(other.input == null ? input : other.input, other.end == null ? end : other.end);
    }

    /// Bytes on the heap, roughly.
    int weight() {
        return 100
                + length(input)
                + (end == null ? 0 : length(end.output()) + length(end.cause()) + length(end.error()));
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : 2 * text.length();
    }
}

package io.github.sfnreplay.engine.read;

import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What has been read of an execution.
///
/// @param input null if it was not read, or cannot be
/// @param end null if it was not read, or cannot be
/// @param inputFromHistory whether the input was told by the history, not by the description
/// @param endFromHistory the same of the end
public record ExecutionData(
        @Nullable String input, @Nullable ExecutionEnd end, boolean inputFromHistory, boolean endFromHistory) {

    public static final ExecutionData NOTHING = described(null, null);

    /// What an entry costs besides its texts: objects, key and map, roughly.
    private static final int OVERHEAD = 400;

    /// What a reader wants to know.
    public enum Need {
        INPUT,
        END,
        BOTH;

        boolean includesInput() {
            return this != END;
        }

        boolean includesEnd() {
            return this != INPUT;
        }
    }

    static ExecutionData described(@Nullable String input, @Nullable ExecutionEnd end) {
        return new ExecutionData(input, end, false, false);
    }

    /// What a description tells; the end of an execution that runs is not told.
    public static ExecutionData of(ExecutionDetails details) {
        var closed = details.execution().status().isClosed();
        return described(
                details.input(), closed ? new ExecutionEnd(details.output(), details.error(), details.cause()) : null);
    }

    /// What is known of an end alone.
    public static ExecutionData ofEnd(ExecutionEnd end) {
        return described(null, end);
    }

    /// What a history tells.
    static ExecutionData told(@Nullable String input, @Nullable ExecutionEnd end) {
        return new ExecutionData(input, end, input != null, end != null);
    }

    boolean satisfies(Need need) {
        return (!need.includesInput() || input != null) && (!need.includesEnd() || end != null);
    }

    /// What is still to be read; this must not satisfy the need already.
    Need missing(Need need) {
        if (need != Need.BOTH) {
            return need;
        }
        return input != null ? Need.END : end != null ? Need.INPUT : Need.BOTH;
    }

    boolean hasSameInput(ExecutionData other) {
        return Objects.equals(input, other.input);
    }

    boolean hasSameEnd(ExecutionData other) {
        return Objects.equals(end, other.end);
    }

    /// Whether a description tells the same, byte for byte, as far as this tells anything.
    boolean agreesWith(ExecutionData description) {
        var other = description.end;
        return (input == null || input.equals(description.input))
                && (end == null
                        || other == null
                        || (Objects.equals(end.output(), other.output())
                                && Objects.equals(end.error(), other.error())));
    }

    /// Whether the input holds more than any made-up answer would.
    boolean hasTellingInput() {
        return input != null && input.length() > 2;
    }

    public boolean isFromHistory() {
        return inputFromHistory || endFromHistory;
    }

    /// Only what is needed.
    ExecutionData only(Need need) {
        return new ExecutionData(
                need.includesInput() ? input : null,
                need.includesEnd() ? end : null,
                need.includesInput() && inputFromHistory,
                need.includesEnd() && endFromHistory);
    }

    ExecutionData withoutEnd() {
        return new ExecutionData(input, null, inputFromHistory, false);
    }

    ExecutionData withoutHistory() {
        return described(inputFromHistory ? null : input, endFromHistory ? null : end);
    }

    /// This, and what was read later.
    ExecutionData and(ExecutionData later) {
        return new ExecutionData(
                later.input == null ? input : later.input,
                later.end == null ? end : later.end,
                later.input == null ? inputFromHistory : later.inputFromHistory,
                later.end == null ? endFromHistory : later.endFromHistory);
    }

    /// Bytes on the heap, roughly, and at most: a character beyond Latin-1 makes each one of its text take two.
    int weight() {
        return OVERHEAD
                + length(input)
                + (end == null ? 0 : length(end.output()) + length(end.cause()) + length(end.error()));
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : 2 * text.length();
    }
}

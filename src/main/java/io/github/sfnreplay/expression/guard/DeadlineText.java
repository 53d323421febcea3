package io.github.sfnreplay.expression.guard;

/// A text that a regular expression can read only as long as the evaluation has time: this is what ends backtracking.
final class DeadlineText implements CharSequence {

    /// A look costs as much as some ten reads; a thousand reads take microseconds.
    private static final int READS_PER_LOOK_AT_CLOCK = 1_024;

    private final String text;
    private final Budget budget;
    private int reads;

    DeadlineText(String text, Budget budget) {
        this.text = text;
        this.budget = budget;
    }

    @Override
    public char charAt(int index) {
        if (++reads % READS_PER_LOOK_AT_CLOCK == 0) {
            budget.checkTime();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}

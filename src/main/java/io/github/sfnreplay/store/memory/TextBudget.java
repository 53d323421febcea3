package io.github.sfnreplay.store.memory;

import java.util.concurrent.atomic.AtomicLong;

/// Bounds the memory that the texts of all items of all replays take together.
public final class TextBudget {

    /// Object headers, references and the entries of maps around a text, as measured on a 64-bit JVM.
    private static final int OVERHEAD = 120;

    /// The JVM keeps texts of Latin-1 characters in a byte each.
    private static final int LAST_ONE_BYTE_CHARACTER = 0xFF;

    private final long max;
    private final AtomicLong used = new AtomicLong();

    public TextBudget(long max) {
        this.max = max;
    }

    /// Takes room.
    ///
    /// @return whether there was enough
    boolean take(long bytes) {
        if (used.addAndGet(bytes) <= max) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    /// Whether less than a quarter is left.
    boolean isScarce() {
        return used.get() > max / 4 * 3;
    }

    /// What a text takes in memory, about.
    static long bytesOf(String text) {
        var wide = text.chars().anyMatch(character -> character > LAST_ONE_BYTE_CHARACTER);
        return OVERHEAD + (wide ? 2L : 1L) * text.length();
    }
}

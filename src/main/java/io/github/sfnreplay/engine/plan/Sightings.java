package io.github.sfnreplay.engine.plan;

import java.util.Arrays;

/// Counts the executions that a listing shows, each once however often it is shown, in 8 to 9 bytes each. Of names it
/// keeps 62 bits of a hash: among 4,000,000 two are taken for one with a chance of 1 in 500,000, and then a count is
/// short by one.
final class Sightings {

    /// What an execution was seen as; where it was seen as more than one, the first of these counts.
    enum Kind {
        MATCHED,
        REPLAY,
        AFTER_BOUND,
        OTHER
    }

    /// Sorting one part is what takes time and memory when it grows: a 256th of the whole is little.
    private static final int PARTS = 256;

    /// Grown by an eighth, a part wastes at most a byte an execution.
    private static final int GROWTH = 8;

    /// Small, since there are many parts and most selections are small.
    private static final int FIRST_SIZE = 16;

    /// The kind takes the two lowest bits of the hash.
    private static final long KIND_BITS = 0b11;

    private final long[][] parts = new long[PARTS][];
    private final int[] sizes = new int[PARTS];

    Sightings() {
        Arrays.fill(parts, new long[0]);
    }

    void add(String name, Kind kind) {
        var entry = (NameHash.of(name) & ~KIND_BITS) | code(kind);
        var part = (int) (entry >>> 56);
        if (sizes[part] == parts[part].length) {
            makeRoom(part);
        }
        parts[part][sizes[part]++] = entry;
    }

    /// How many were seen.
    int count() {
        var count = 0;
        for (var part = 0; part < PARTS; part++) {
            removeRepeated(part);
            count += sizes[part];
        }
        return count;
    }

    int count(Kind kind) {
        var count = 0;
        for (var part = 0; part < PARTS; part++) {
            removeRepeated(part);
            for (var i = 0; i < sizes[part]; i++) {
                count += (parts[part][i] & KIND_BITS) == code(kind) ? 1 : 0;
            }
        }
        return count;
    }

    /// The memory that the names take.
    long bytes() {
        return Arrays.stream(parts).mapToLong(part -> 8L * part.length).sum();
    }

    private void makeRoom(int part) {
        removeRepeated(part);
        var length = parts[part].length;
        if (length - sizes[part] <= length / GROWTH / 2) {
            parts[part] = Arrays.copyOf(parts[part], Math.max(FIRST_SIZE, length + length / GROWTH));
        }
    }

    /// Entries of one name lie side by side when sorted, the kind that counts before the others.
    private void removeRepeated(int part) {
        var entries = parts[part];
        Arrays.sort(entries, 0, sizes[part]);
        var kept = 0;
        for (var i = 0; i < sizes[part]; i++) {
            if (kept == 0 || ((entries[i] ^ entries[kept - 1]) & ~KIND_BITS) != 0) {
                entries[kept++] = entries[i];
            }
        }
        sizes[part] = kept;
    }

    private static long code(Kind kind) {
        return switch (kind) {
            case MATCHED -> 0;
            case REPLAY -> 1;
            case AFTER_BOUND -> 2;
            case OTHER -> 3;
        };
    }
}

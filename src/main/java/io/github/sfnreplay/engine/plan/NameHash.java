package io.github.sfnreplay.engine.plan;

/// A hash of 64 bits of a name (FNV-1a, then mixed): enough to count by, and to rule most names out. What decides about
/// a start compares the names themselves.
final class NameHash {

    /// The offset basis of FNV-1a with 64 bits.
    private static final long OFFSET = 0xcbf29ce484222325L;

    /// The prime of FNV-1a with 64 bits.
    private static final long PRIME = 0x100000001b3L;

    private NameHash() {}

    static long of(String name) {
        var hash = OFFSET;
        for (var i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        return hash ^ (hash >>> 33);
    }
}

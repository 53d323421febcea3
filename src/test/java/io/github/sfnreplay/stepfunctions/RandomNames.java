package io.github.sfnreplay.stepfunctions;

import java.util.Random;
import java.util.stream.LongStream;

/// Names that follow from a seed.
final class RandomNames {

    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final Random random;

    RandomNames(long seed) {
        random = new Random(seed);
    }

    /// 1,000 seeds reach each kind of character that ARNs refuse, and take milliseconds.
    static LongStream seeds() {
        return LongStream.range(0, 1_000);
    }

    /// 1 to 79 letters and digits.
    String plain() {
        var name = new StringBuilder();
        for (var i = random.nextInt(1, 80); i > 0; i--) {
            name.append(PLAIN.charAt(random.nextInt(PLAIN.length())));
        }
        return name.toString();
    }

    /// Up to 90 characters of any kind, half of them ASCII.
    String any() {
        var text = new StringBuilder();
        for (var i = random.nextInt(90); i > 0; i--) {
            text.append((char) random.nextInt(random.nextBoolean() ? 128 : Character.MAX_VALUE + 1));
        }
        return text.toString();
    }
}

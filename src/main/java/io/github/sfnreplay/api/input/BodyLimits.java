package io.github.sfnreplay.api.input;

import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.problem.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Reads request bodies of bounded length, and not too many large ones at once.
public final class BodyLimits {

    /// Bytes. Requests without a list of executions are smaller; this number at once takes little memory.
    private static final int SMALL = 64 * 1024;

    private final int maxBytes;
    private final Semaphore large;
    private final Duration patience;

    /// @param large how many bodies above 64 KB may be in memory
    /// @param patience how long the others wait
    public BodyLimits(int maxBytes, int large, Duration patience) {
        this.maxBytes = maxBytes;
        this.large = new Semaphore(large, true);
        this.patience = patience;
    }

    /// Reads a body within the limits, and hands it to its use.
    ///
    /// @param use of the body, which counts as being in memory so long
    public <T> T read(InputStream input, Function<byte[], T> use) throws IOException {
        var start = input.readNBytes(Math.min(maxBytes, SMALL) + 1);
        if (start.length > maxBytes) {
            throw tooLarge();
        }
        return start.length <= SMALL ? use.apply(start) : readLarge(start, input, use);
    }

    private <T> T readLarge(byte[] start, InputStream input, Function<byte[], T> use) throws IOException {
        takePlace();
        try {
            var rest = input.readNBytes(maxBytes - start.length + 1);
            if (start.length + rest.length > maxBytes) {
                throw tooLarge();
            }
            var body = Arrays.copyOf(start, start.length + rest.length);
            System.arraycopy(rest, 0, body, start.length, rest.length);
            return use.apply(body);
        } finally {
            large.release();
        }
    }

    private void takePlace() {
        try {
            if (large.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RefusedException(
                ProblemType.TOO_BUSY,
                "Too many large bodies are being read. Nothing was done. Send the request again later.",
                Map.of());
    }

    private RefusedException tooLarge() {
        return new RefusedException(
                ProblemType.CONTENT_TOO_LARGE,
                "The body is longer than " + maxBytes + " bytes. Nothing was done.",
                Map.of("maxBytes", maxBytes));
    }
}

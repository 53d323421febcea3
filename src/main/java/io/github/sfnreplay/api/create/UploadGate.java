package io.github.sfnreplay.api.create;

import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.problem.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets one file be read at a time: 1,000,000 executions take some 150 MB until the replay has them.
final class UploadGate {

    private final Semaphore place = new Semaphore(1, true);
    private final Duration patience;

    /// @param patience how long the others wait
    UploadGate(Duration patience) {
        this.patience = patience;
    }

    /// What is done while a file is in memory.
    interface Work<T> {

        T run() throws IOException;
    }

    <T> T pass(Work<T> work) throws IOException {
        if (!entered()) {
            throw new RefusedException(
                    ProblemType.TOO_BUSY,
                    "Another file of executions is being read. Nothing was done. Send the request again later.",
                    Map.of());
        }
        try {
            return work.run();
        } finally {
            place.release();
        }
    }

    private boolean entered() {
        try {
            return place.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

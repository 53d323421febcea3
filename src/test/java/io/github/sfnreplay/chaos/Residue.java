package io.github.sfnreplay.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// What this process holds at one moment: nothing may be left of replays that have ended.
record Residue(int threads, long files, long heap) {

    private static final int SOME_THREADS = 6;
    private static final int SOME_FILES = 10;
    private static final long SOME_HEAP = 40_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    static Residue now() {
        System.gc();
        var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        var system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        return new Residue(
                ManagementFactory.getThreadMXBean().getThreadCount(), system.getOpenFileDescriptorCount(), memory);
    }

    /// Waits until no more is held than now, but for what any test may leave.
    ///
    /// @return what is held then
    Residue assertIsAllThatIsLeft() {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var left = now();
        while (isLessThan(left) && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
            left = now();
        }
        assertThat(left.threads).as("threads").isLessThanOrEqualTo(threads + SOME_THREADS);
        assertThat(left.files).as("files and sockets").isLessThanOrEqualTo(files + SOME_FILES);
        assertThat(left.heap).as("bytes on the heap").isLessThanOrEqualTo(heap + SOME_HEAP);
        return left;
    }

    private boolean isLessThan(Residue other) {
        return other.threads > threads + SOME_THREADS
                || other.files > files + SOME_FILES
                || other.heap > heap + SOME_HEAP;
    }

    /// How many virtual threads work on replays.
    static long threadsOfReplays() {
        try {
            var file = Files.createTempDirectory("chaos").resolve("threads.json");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
            try (var lines = Files.lines(file)) {
                return lines.filter(line -> line.matches(".*\"name\": *\"replay-\\d+\".*"))
                        .count();
            } finally {
                Files.delete(file);
                Files.delete(file.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until no thread works on any replay.
    static void assertNoThreadOfAReplay() {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (threadsOfReplays() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
        }
        assertThat(threadsOfReplays()).as("threads of replays that have ended").isZero();
    }
}

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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/// What this process holds at one moment: nothing may be left of replays that have ended.
///
/// @param threads of the platform
/// @param workers virtual threads that work on replays
/// @param files open, sockets among them
/// @param objects in memory that exist only for one replay
record LeftoverResources(int threads, long workers, long files, long objects) {

    private static final int SOME_THREADS = 6;
    private static final int SOME_FILES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern WORKER = Pattern.compile("\"name\": *\"replay-\\d+\"");
    private static final Pattern OBJECTS = Pattern.compile("(\\d+) +\\d+ +(?:" + ofOneReplay() + ")\\s");

    /// Classes whose objects exist only for one replay; each has to be there, so that a new name is noticed here.
    private static String ofOneReplay() {
        return Stream.of(
                        "engine.Runner",
                        "engine.control.ActiveReplay",
                        "engine.control.StartAdmission",
                        "engine.call.PacedCalls",
                        "engine.follow.FollowedExecution",
                        "engine.read.PendingRead",
                        "store.memory.Entry")
                .map(name -> Pattern.quote(existing("io.github.sfnreplay." + name)))
                .collect(Collectors.joining("|"));
    }

    private static String existing(String name) {
        try {
            return Class.forName(name).getName();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    static LeftoverResources now() {
        var system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        return new LeftoverResources(
                ManagementFactory.getThreadMXBean().getThreadCount(),
                workersNow(),
                system.getOpenFileDescriptorCount(),
                OBJECTS.matcher(histogram())
                        .results()
                        .mapToLong(line -> Long.parseLong(line.group(1)))
                        .sum());
    }

    /// Waits until no more virtual threads work on replays than in this residue.
    void assertNoMoreWorkers() {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var left = workersNow();
        while (left > workers && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            left = workersNow();
        }
        assertThat(left).as("threads of replays that have ended").isLessThanOrEqualTo(workers);
    }

    /// Waits until no more is held than in this residue, but for a few threads and files that come and go.
    ///
    /// @return what is held then
    LeftoverResources assertIsAllThatIsLeft() {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var left = now();
        while (isLessThan(left) && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            left = now();
        }
        assertThat(isLessThan(left)).as("there was %s, and is %s", this, left).isFalse();
        return left;
    }

    private boolean isLessThan(LeftoverResources other) {
        return other.threads > threads + SOME_THREADS
                || other.workers > workers
                || other.files > files + SOME_FILES
                || other.objects > objects;
    }

    private static long workersNow() {
        return WORKER.matcher(threadDump()).results().count();
    }

    private static String threadDump() {
        try {
            var file = Files.createTempDirectory("chaos").resolve("threads.json");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
            var dump = Files.readString(file);
            Files.delete(file);
            Files.delete(file.getParent());
            return dump;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many objects of each class are alive.
    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}

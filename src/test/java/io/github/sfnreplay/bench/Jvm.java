package io.github.sfnreplay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Looks into another Java process.
record Jvm(long pid) {

    private static final double MEGA = 1 << 20;

    /// What the heap holds on to, in MB: a full collection comes first.
    double liveMegabytes() throws IOException {
        return lines("GC.class_histogram")
                        .filter(line -> line.startsWith("Total"))
                        .mapToLong(line -> Long.parseLong(line.trim().split(" +", -1)[2]))
                        .findFirst()
                        .orElseThrow()
                / MEGA;
    }

    /// Threads of the operating system.
    int threads() throws IOException {
        try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return (int) tasks.count();
        }
    }

    /// Threads, virtual ones too, that are inside a class at this moment.
    long threadsIn(String className) throws IOException {
        var dump = Files.createTempFile("threads", ".txt");
        try {
            lines("Thread.dump_to_file", "-overwrite", dump.toString()).forEach(line -> {});
            var threads = Files.readString(dump).split("\n\n", -1);
            return Stream.of(threads).filter(text -> text.contains(className)).count();
        } finally {
            Files.delete(dump);
        }
    }

    private Stream<String> lines(String... command) throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(Stream.concat(Stream.of(jcmd, Long.toString(pid)), Stream.of(command))
                        .toList())
                .start();
        try (var reader = process.inputReader()) {
            return reader.lines().toList().stream();
        }
    }
}

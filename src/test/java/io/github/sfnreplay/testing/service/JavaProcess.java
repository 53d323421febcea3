package io.github.sfnreplay.testing.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A program of this project in a Java process of its own.
public final class JavaProcess implements AutoCloseable {

    /// Enough for the report of a Spring application that cannot start.
    private static final int LINES_SHOWN = 30;

    private final Process process;
    private final BufferedReader out;

    private JavaProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Starts it.
    ///
    /// @param options of the JVM
    public static JavaProcess start(Class<?> main, List<String> options, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new JavaProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /// What the next line that has the words says behind them.
    public String after(String words) throws IOException {
        var said = new ArrayDeque<String>();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (said.size() == LINES_SHOWN) {
                said.removeFirst();
            }
            said.addLast(line);
            var at = line.indexOf(words);
            if (at >= 0) {
                return line.substring(at + words.length());
            }
        }
        throw new IOException("the process ended without saying '" + words + "', but:\n" + String.join("\n", said));
    }

    /// Lets the process say what it likes from now on.
    public void ignoreOutput() {
        Thread.ofVirtual().start(() -> out.lines().forEach(line -> {}));
    }

    /// Keeps the lines that the process says from now on; they come in as it says them.
    public Queue<String> keepOutput() {
        var lines = new ConcurrentLinkedQueue<String>();
        Thread.ofVirtual().start(() -> out.lines().forEach(lines::add));
        return lines;
    }

    public double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1_000.0;
    }

    public long pid() {
        return process.pid();
    }

    /// Ends it at once, as `kill -9` does, and waits until it is gone.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Asks it to end, as `kill` does; what it says until then can still be read.
    public void terminate() {
        process.toHandle().destroy();
    }

    /// Waits for its end.
    ///
    /// @return its exit status
    public int awaitExit(Duration atMost) throws InterruptedException, TimeoutException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException("the process runs on after " + atMost);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.toHandle().destroy();
    }
}

package io.github.sfnreplay.chaos;

import io.github.sfnreplay.SfnReplayApplication;
import io.github.sfnreplay.process.JavaProcess;
import io.github.sfnreplay.simulator.Simulator;
import java.io.IOException;
import java.util.List;
import java.util.Queue;

/// A service in a process of its own, which can be killed.
final class ServiceProcess implements AutoCloseable {

    /// It lives for seconds only, so what counts is how fast it is up.
    private static final List<String> QUICK =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m");

    private final JavaProcess process;
    private final int port;
    private final Queue<String> log;
    private final Caller caller;

    private ServiceProcess(JavaProcess process, int port) {
        this.process = process;
        this.port = port;
        this.log = process.keepOutput();
        this.caller = new Caller("http://127.0.0.1:" + port);
    }

    /// Starts one that calls the simulator, and waits until it takes requests.
    static ServiceProcess start(Simulator simulator, String... settings) throws IOException {
        return start(simulator, QUICK, settings);
    }

    /// As above, with a heap of that size and the collector of a small container.
    static ServiceProcess withHeap(int mebibytes, Simulator simulator, String... settings) throws IOException {
        return start(
                simulator,
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx" + mebibytes + "m"),
                settings);
    }

    private static ServiceProcess start(Simulator simulator, List<String> options, String... settings)
            throws IOException {
        var arguments = Settings.unpaced(simulator.endpoint().toString(), simulator.region(), settings);
        arguments.add("--springdoc.api-docs.enabled=false");
        arguments.add("--springdoc.swagger-ui.enabled=false");
        var process = JavaProcess.start(SfnReplayApplication.class, options, arguments);
        var port = process.after("Tomcat started on port ");
        return new ServiceProcess(process, Integer.parseInt(port.substring(0, port.indexOf(' '))));
    }

    JavaProcess process() {
        return process;
    }

    Caller caller() {
        return caller;
    }

    int port() {
        return port;
    }

    /// What it has logged since it was up.
    Queue<String> log() {
        return log;
    }

    /// Kills it, as `kill -9` does.
    void kill() throws InterruptedException {
        process.kill();
        caller.close();
    }

    @Override
    public void close() {
        process.close();
        caller.close();
    }
}

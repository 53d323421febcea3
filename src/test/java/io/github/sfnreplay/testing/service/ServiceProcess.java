package io.github.sfnreplay.testing.service;

import io.github.sfnreplay.SfnReplayApplication;
import io.github.sfnreplay.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;

/// The service in a process of its own, which can be killed.
public final class ServiceProcess implements AutoCloseable {

    /// It lives for seconds only, so what counts is how fast it is up.
    private static final List<String> QUICK =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m");

    private final JavaProcess process;
    private final int port;
    private final Queue<String> log;
    private final ReplayClient client;

    private ServiceProcess(JavaProcess process, int port) {
        this.process = process;
        this.port = port;
        this.log = process.keepOutput();
        this.client = new ReplayClient(port);
    }

    /// Starts one that calls the simulator without quotas, and waits until it takes requests.
    public static ServiceProcess start(Simulator simulator, String... settings) throws IOException {
        return unpaced(QUICK, simulator, settings);
    }

    /// As above, with a heap of that size and the collector of a small container.
    public static ServiceProcess withHeap(int mebibytes, Simulator simulator, String... settings) throws IOException {
        return unpaced(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx" + mebibytes + "m"),
                simulator,
                settings);
    }

    /// Starts one that calls that endpoint, and waits until it takes requests.
    ///
    /// @param options of its JVM
    public static ServiceProcess start(List<String> options, URI endpoint, Collection<String> settings)
            throws IOException {
        var arguments = new ArrayList<>(ServiceSettings.arguments(endpoint, settings));
        arguments.add("--logging.level.org.springframework.boot.tomcat=INFO");
        var process = JavaProcess.start(SfnReplayApplication.class, options, arguments);
        var port = process.after("Tomcat started on port ");
        return new ServiceProcess(process, Integer.parseInt(port.substring(0, port.indexOf(' '))));
    }

    private static ServiceProcess unpaced(List<String> options, Simulator simulator, String... settings)
            throws IOException {
        var all = ServiceSettings.unpaced(simulator.region(), List.of(settings));
        all.add("springdoc.api-docs.enabled=false");
        all.add("springdoc.swagger-ui.enabled=false");
        return start(options, simulator.endpoint(), all);
    }

    public JavaProcess process() {
        return process;
    }

    public ReplayClient client() {
        return client;
    }

    public int port() {
        return port;
    }

    /// What it has logged since it was up.
    public Queue<String> log() {
        return log;
    }

    /// Kills it, as `kill -9` does.
    public void kill() throws InterruptedException {
        process.kill();
        client.close();
    }

    @Override
    public void close() {
        process.close();
        client.close();
    }
}

package io.github.sfnreplay.chaos;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.testing.service.Relay;
import io.github.sfnreplay.testing.service.ReplayChecks;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.ServiceProcess;
import io.github.sfnreplay.testing.service.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Two processes of the service on one database, each with a way of its own to it.
final class TwoInstances implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("localhost:(\\d+)");

    private final Simulator simulator;
    private final String database;
    private final List<Relay> relays = new ArrayList<>();
    private final List<ServiceProcess> services = new ArrayList<>();
    private final boolean[] stopped = new boolean[2];

    TwoInstances(Simulator simulator) throws IOException {
        this.simulator = simulator;
        this.database = TestDatabases.postgres();
        var port = PORT.matcher(database);
        if (!port.find()) {
            throw new IllegalStateException("no port in the address of the database");
        }
        for (var i = 0; i < 2; i++) {
            relays.add(new Relay(Integer.parseInt(port.group(1))));
            services.add(start(i));
        }
    }

    private ServiceProcess start(int index) throws IOException {
        var url = PORT.matcher(database)
                .replaceFirst("127.0.0.1:" + relays.get(index).port());
        return ServiceProcess.start(
                simulator, "spring.datasource.url=" + url, "spring.datasource.hikari.connection-timeout=3000");
    }

    ReplayClient client(int index) {
        return services.get(index).client();
    }

    /// The way of one of them to the database.
    Relay wayToDatabase(int index) {
        return relays.get(index);
    }

    /// Kills one of them, as `kill -9` does.
    void kill(int index) throws InterruptedException {
        services.get(index).kill();
    }

    /// Starts one again that was killed.
    void restart(int index) throws IOException {
        services.set(index, start(index));
    }

    /// Stops one of them, as SIGSTOP does.
    void stop(int index) throws IOException, InterruptedException {
        stopped[index] = true;
        signal(index, "-STOP");
    }

    /// Lets one go on that was stopped.
    void goOn(int index) throws IOException, InterruptedException {
        signal(index, "-CONT");
        stopped[index] = false;
    }

    private void goOnUninterrupted(int index) throws IOException {
        try {
            goOn(index);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void signal(int index, String signal) throws IOException, InterruptedException {
        var pid = Long.toString(services.get(index).process().pid());
        new ProcessBuilder("kill", signal, pid).start().waitFor();
    }

    /// The replay as one of them shows it, with its counters checked; empty if it does not answer at the moment.
    Optional<JsonNode> replay(int index, String id) {
        if (stopped[index]) {
            return Optional.empty();
        }
        try {
            var answer = client(index).get("/replays/" + id);
            return answer.status() == 200 ? Optional.of(ReplayChecks.check(answer.body())) : Optional.empty();
        } catch (UncheckedIOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        for (var i = 0; i < 2; i++) {
            if (stopped[i]) {
                goOnUninterrupted(i);
            }
            services.get(i).close();
            relays.get(i).close();
        }
    }
}

package io.github.sfnreplay.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.Latency;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.ServiceProcess;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Ends the service as an operator does, with SIGTERM.
class ShutdownTest {

    private static final String SLOWLY = ", \"limits\": {\"startsPerSecond\": 50}";
    private static final int SIZE = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BY_SIGTERM = 143;

    private final Simulator simulator = Simulator.start();

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void stopsStartingAtOnceFinishesCallsInFlightAndSaysHowToGoOn() throws Exception {
        var stock = SeededMachine.of(simulator).succeeded(SIZE);
        simulator.latency(Latency.fixed(Duration.ofMillis(250)));
        try (var service = ServiceProcess.start(simulator)) {
            var accepted = service.client().create(stock.requestWith(SLOWLY));
            await().atMost(PATIENCE).until(() -> stock.started() >= 20);
            var unread = unreadRequest(service.port());
            service.process().terminate();
            var atOnce = startedAfter(stock, Duration.ofSeconds(2));
            assertThat(startedAfter(stock, Duration.ofMillis(1_500)))
                    .as("started while the web server still waits for a request")
                    .isEqualTo(atOnce)
                    .isLessThan(SIZE);
            unread.close();
            assertThat(service.process().awaitExit(PATIENCE)).isEqualTo(BY_SIGTERM);

            assertThat(String.join("\n", service.log()))
                    .contains("Replay " + ReplayClient.id(accepted) + " of " + stock.machine
                            + " is left in state RUNNING")
                    .contains("of 200 items to go. To go on, send its resolved request again");
            simulator.latency(Latency.none());
            finish(stock, ReplayClient.resolved(accepted));
        }
    }

    @Test
    void doesNotWaitForExecutionsThatItOnlyFollows() throws Exception {
        var stock = SeededMachine.of(simulator).succeeded(30);
        simulator.behaviour(run -> Outcome.endless());
        try (var service = ServiceProcess.start(simulator)) {
            var accepted = service.client().create(stock.request());
            service.client().await(ReplayClient.id(accepted), replay -> ReplayClient.count(replay, "running") == 30);

            assertThat(timeToEnd(service)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    @Tag("chaos")
    void doesNotWaitForAnEndpointThatIsGone() throws Exception {
        var stock = SeededMachine.of(simulator).succeeded(SIZE);
        try (var service = ServiceProcess.start(simulator)) {
            service.client().create(stock.requestWith(SLOWLY));
            await().atMost(PATIENCE).until(() -> stock.started() >= 20);
            simulator.down();
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);

            assertThat(timeToEnd(service)).as("no call is in flight").isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    @Tag("chaos")
    void waitsForAnAnswerNoLongerThanTheGracePeriod() throws Exception {
        var stock = SeededMachine.of(simulator).succeeded(20);
        simulator.faults(FaultPlan.none().with(FaultKind.HANG, 1, PATIENCE, Action.START_EXECUTION));
        try (var service =
                ServiceProcess.start(simulator, "sfn-replay.shutdown-grace=2s", "sfn-replay.call-timeout=25s")) {
            service.client().create(stock.request());
            await().atMost(PATIENCE).until(() -> stock.started() == 20);

            assertThat(timeToEnd(service)).isBetween(Duration.ofMillis(1_800), Duration.ofSeconds(6));
        }
    }

    private void finish(SeededMachine stock, String request) throws Exception {
        try (var service = ServiceProcess.start(simulator)) {
            var replay = service.client().end(ReplayClient.id(service.client().create(request)));
            assertThat(ReplayClient.count(replay, "succeeded")).isEqualTo(SIZE);
            stock.assertAllStartedOnce(SIZE);
        }
    }

    private static Duration timeToEnd(ServiceProcess service) throws Exception {
        var began = System.nanoTime();
        service.process().terminate();
        assertThat(service.process().awaitExit(PATIENCE)).isEqualTo(BY_SIGTERM);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static int startedAfter(SeededMachine stock, Duration time) {
        await().pollDelay(time).until(() -> true);
        return stock.started();
    }

    /// A request of which the service never gets to see the end.
    private static Socket unreadRequest(int port) throws Exception {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        var head = List.of(
                "POST /replays HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Content-Length: 99",
                "",
                "{");
        socket.getOutputStream().write(String.join("\r\n", head).getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }
}

package io.github.sfnreplay.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.spec.MachineType;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import io.github.sfnreplay.testing.service.Await;
import io.github.sfnreplay.testing.service.LocalService;
import io.github.sfnreplay.testing.service.PastExecutions;
import io.github.sfnreplay.testing.service.ReplayClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The log of a replay says what became of its notifications.
class NotificationLogTest {

    private static final String TOKEN = "T0PSECRET";

    @Test
    void saysThatANotificationWasSentWithoutItsAddress() throws Exception {
        var asked = new AtomicInteger();
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(asked.getAndIncrement() == 0 ? 503 : 204, -1);
            }
        });
        receiver.start();
        var url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/" + TOKEN;
        try (var simulator = Simulator.start(SimulatorOptions.defaults());
                var service = LocalService.start(simulator.endpoint(), List.of("sfn-replay.notification.url=" + url))) {
            var machine = simulator.createMachine("Notified", MachineType.STANDARD);
            simulator.seed(machine, 1, i -> PastExecutions.failed("order-" + i, "{}", i));
            var client = service.client();
            var id = ReplayClient.id(client.create("""
                    {"stateMachineArn": "%s", "filter": {"statuses": ["FAILED"]}, "dryRun": true}""".formatted(machine)));

            var log = Await.until(
                    () -> client.get("/replays/" + id + "/log").body(),
                    body -> notes(body).size() == 2);

            assertThat(notes(log))
                    .containsExactly(
                            "Not delivered yet that it is PLANNED (HTTP 503); tried again.",
                            "Sent that it is PLANNED (HTTP 204).");
            assertThat(log.toString()).doesNotContain(TOKEN);
            assertThat(client.replay(id).path("state").asString()).isEqualTo("PLANNED");
        } finally {
            receiver.stop(0);
        }
    }

    private static List<String> notes(JsonNode log) {
        return log.path("entries")
                .valueStream()
                .filter(entry -> entry.path("action").asString().equals("notify"))
                .map(entry -> entry.path("detail").asString())
                .toList();
    }
}

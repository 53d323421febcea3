package io.github.sfnreplay.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Sends files of a million lines to a service with half a gibibyte of heap.
@Tag("chaos")
class MillionLinesTest {

    private static final int HEAP = 512;
    private static final int LINES = 1_000_000;

    @TempDir
    private Path folder;

    private final Simulator simulator = Simulator.start();

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void answersEachWithAProblem() throws Exception {
        var stock = SeededMachine.of(simulator);
        try (var service = ServiceProcess.withHeap(HEAP, simulator);
                var http = HttpClient.newHttpClient()) {
            var bad = send(http, service, stock, line -> "nonsense " + line);
            assertThat(bad.statusCode()).isEqualTo(422);
            assertThat(JsonMapper.shared().readTree(bad.body()).path("errors")).hasSize(20);

            var oneBad = send(http, service, stock, line -> line == LINES - 1 ? "nonsense" : execution(stock, line));
            assertThat(oneBad.statusCode()).isEqualTo(422);
            assertThat(oneBad.body()).contains("\"line\":" + LINES, "is no ARN of an execution");

            var tooMany = send(
                    http,
                    service,
                    stock,
                    line -> execution(stock, line) + (line == 0 ? "\n" + execution(stock, -1) : ""));
            assertThat(tooMany.statusCode()).isEqualTo(422);
            assertThat(tooMany.body()).contains("/problems/max-items-exceeded");

            assertThat(service.client().get("/replays").body().path("replays")).isEmpty();
            assertThat(service.log()).noneMatch(line -> line.contains("OutOfMemoryError"));
        }
    }

    private static String execution(SeededMachine stock, int line) {
        return stock.execution("order-" + line);
    }

    private HttpResponse<String> send(
            HttpClient http, ServiceProcess service, SeededMachine stock, IntFunction<String> line)
            throws IOException, InterruptedException {
        var file = folder.resolve("executions.txt");
        try (var out = Files.newBufferedWriter(file)) {
            for (var number = 0; number < LINES; number++) {
                out.write(line.apply(number));
                out.write('\n');
            }
        }
        var body = BodyPublishers.concat(
                BodyPublishers.ofString("""
                        --B\r
                        Content-Disposition: form-data; name="request"\r
                        \r
                        {"stateMachineArn": "%s", "limits": {"maxItems": %d}}\r
                        --B\r
                        Content-Disposition: form-data; name="executions"; filename="executions.txt"\r
                        Content-Type: text/plain\r
                        \r
                        """.formatted(stock.machine, LINES)),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--B--\r\n"));
        var request = HttpRequest.newBuilder(service.client().uri("/replays"))
                .header("Content-Type", "multipart/form-data; boundary=B")
                .POST(body)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}

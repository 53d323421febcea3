package io.github.sfnreplay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.spec.MachineType;
import io.github.sfnreplay.simulator.spec.PastExecution;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;

/// What the simulator itself can bear; run with `-DexcludedTestGroups= -DtestGroups=bench -Dtest=SimulatorBench`.
@Tag("bench")
class SimulatorBench {

    private static final int CLIENTS = 16;
    private static final int CALLS = 5_000;

    @Test
    void startsThroughPlainSockets() throws Exception {
        try (var simulator = Simulator.start()) {
            var machine = simulator.createMachine("M", MachineType.STANDARD);
            for (var round = 0; round < 3; round++) {
                var prefix = "r" + round + "-";
                report("starts/s over plain sockets", client -> plain(simulator, machine, prefix + client + "-"));
            }
            assertThat(simulator.ledger().acceptedStarts()).isEqualTo(3 * CLIENTS * CALLS);
        }
    }

    @Test
    void startsThroughTheSdk() throws Exception {
        try (var simulator = Simulator.start();
                var sfn = SimulatorTestBase.client(simulator, Duration.ofSeconds(10))) {
            var machine = simulator.createMachine("M", MachineType.STANDARD);
            for (var round = 0; round < 2; round++) {
                var prefix = "r" + round + "-";
                report("starts/s through the SDK", client -> sdk(sfn, machine, prefix + client + "-"));
            }
            assertThat(simulator.ledger().distinctNames()).isEqualTo(2 * CLIENTS * CALLS);
        }
    }

    @Test
    void holdsAMillionExecutions() {
        try (var simulator = Simulator.start();
                var sfn = SimulatorTestBase.client(simulator, Duration.ofSeconds(10))) {
            var machine = simulator.createMachine("M", MachineType.STANDARD);
            var before = usedBytes();
            var begun = System.nanoTime();
            var now = Instant.now();
            for (var i = 0; i < 1_000_000; i++) {
                var stop = now.minusMillis(1_000L * i);
                simulator.seed(
                        machine,
                        PastExecution.succeeded(
                                "0b9af2b4-7b1d-4a50-8c5c-" + (100_000_000_000L + i),
                                "{\"id\":" + i + ",\"customer\":\"C-1234\"}",
                                "{\"ok\":true}",
                                stop.minusSeconds(5),
                                stop));
            }
            System.out.printf("seeded a million in %d ms%n", millisSince(begun));
            System.out.printf("%d bytes per execution%n", (usedBytes() - before) / 1_000_000);
            begun = System.nanoTime();
            var listed = sfn
                    .listExecutionsPaginator(
                            r -> r.stateMachineArn(machine).maxResults(1_000).statusFilter("SUCCEEDED"))
                    .executions()
                    .stream()
                    .count();
            System.out.printf("listed %d in %d ms%n", listed, millisSince(begun));
            assertThat(listed).isEqualTo(1_000_000);
        }
    }

    private static long usedBytes() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long millisSince(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    private static void report(String what, Client client) throws Exception {
        var begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, CLIENTS)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        client.run(i);
                        return i;
                    }))
                    .toList();
            for (var call : calls) {
                call.get();
            }
        }
        System.out.printf("%.0f %s%n", 1e9 * CLIENTS * CALLS / (System.nanoTime() - begun), what);
    }

    private interface Client {
        void run(int number) throws IOException;
    }

    private static void sdk(SfnClient sfn, String machine, String prefix) {
        for (var i = 0; i < CALLS; i++) {
            var name = prefix + i;
            sfn.startExecution(r -> r.stateMachineArn(machine).name(name).input("{\"id\":\"" + name + "\"}"));
        }
    }

    private static void plain(Simulator simulator, String machine, String prefix) throws IOException {
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), simulator.endpoint().getPort())) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            for (var i = 0; i < CALLS; i++) {
                var body = "{\"stateMachineArn\":\"" + machine + "\",\"name\":\"" + prefix + i
                        + "\",\"input\":\"{\\\"id\\\":" + i + "}\"}";
                var head = "POST / HTTP/1.1\r\nX-Amz-Target: AWSStepFunctions.StartExecution\r\nContent-Length: "
                        + body.length() + "\r\n\r\n";
                socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
                skipAnswer(in);
            }
        }
    }

    private static void skipAnswer(BufferedInputStream in) throws IOException {
        var line = new StringBuilder();
        var length = 0;
        while (true) {
            var next = in.read();
            if (next == '\n') {
                var text = line.toString().strip();
                line.setLength(0);
                if (text.isEmpty()) {
                    in.skipNBytes(length);
                    return;
                }
                if (text.startsWith("Content-Length:")) {
                    length = Integer.parseInt(text.substring(15).strip());
                }
            } else {
                line.append((char) next);
            }
        }
    }
}

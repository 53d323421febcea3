package io.github.sfnreplay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// A million executions in a service that has 512 MB of heap, while somebody looks on.
@Tag("bench")
class MillionBench {

    private static final int MILLION = Integer.getInteger("bench.million", 1_000_000);
    private static final int FEW = 10_000;
    private static final int ATTEMPTS = 12;
    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(50);

    @Test
    void replaysAMillionInASmallHeap() throws IOException {
        try (var small = SimulatorProcess.start("--region=us-east-1", "--seed=" + FEW);
                var large = SimulatorProcess.start("--region=us-east-1", "--seed=" + MILLION)) {
            var few = rate(small, FEW);
            try (var service = service(large)) {
                var run = run(service, large, MILLION);
                var memory = new Memory(service.process().pid());
                var first = pageMillis(service, run.id(), 0);
                var deep = pageMillis(service, run.id(), MILLION - 2_000);
                var bytesPerItem = memory.bytesPerItem(service, run);
                new Table(MILLION + " executions, -Xmx512m, no quotas, no latency", "", "ratio", "figure")
                        .row("executions a second, of " + FEW, 1.0, few)
                        .row("executions a second, of " + MILLION, run.rate() / few, run.rate())
                        .row("p50 of GET /replays/{id} meanwhile, ms", "", run.percentile(50))
                        .row("p99 of GET /replays/{id} meanwhile, ms", run.percentile(99) / 50, run.percentile(99))
                        .row("first page of items, ms", 1.0, first)
                        .row("page near the end of the items, ms", deep / first, deep)
                        .row("bytes retained per item", bytesPerItem / 250, bytesPerItem)
                        .row("threads at the most", "", run.threads())
                        .row("sockets at the most", "", run.sockets())
                        .print();
                assertThat(large.ledger().get("acceptedStarts").asInt()).isEqualTo(MILLION);
                assertThat(large.ledger().get("distinctInputs").asInt()).isEqualTo(MILLION);
                assertThat(bytesPerItem).isLessThanOrEqualTo(250);
                assertThat(run.percentile(99)).isLessThan(50);
                assertThat(run.rate()).isGreaterThanOrEqualTo(0.9 * few);
            }
        }
    }

    private static BenchService service(SimulatorProcess simulator) throws IOException {
        return BenchService.startApart(
                List.of("-Xmx512m", "-XX:+UseSerialGC"), simulator, BenchService.withoutQuotas("us-east-1"));
    }

    private static double rate(SimulatorProcess simulator, int items) throws IOException {
        try (var service = service(simulator)) {
            for (var attempt = 1; attempt < ATTEMPTS; attempt++) {
                run(service, simulator, items, attempt);
            }
            return run(service, simulator, items, ATTEMPTS).rate();
        }
    }

    private static Run run(BenchService service, SimulatorProcess simulator, int items) throws IOException {
        return run(service, simulator, items, 1);
    }

    private static Run run(BenchService service, SimulatorProcess simulator, int items, int attempt)
            throws IOException {
        var id = service.post("/replays", """
                        {"stateMachineArn": "%s", "filter": {"statuses": ["SUCCEEDED"]}, "attempt": %d,
                         "limits": {"maxItems": %d}}""".formatted(simulator.machine(), attempt, items))
                .get("id")
                .asString();
        var run = new Run(id, service.process().pid());
        do {
            LockSupport.parkNanos(POLL);
            run.look(service);
        } while (!run.isOver());
        assertThat(run.replay.at("/itemCounts/succeeded").asInt()).isEqualTo(items);
        return run;
    }

    private static double pageMillis(BenchService service, String id, int index) {
        var token = "";
        var millis = new ArrayList<Double>();
        if (index > 0) {
            token = "&pageToken=" + tokenAt(service, id, index);
        }
        for (var i = 0; i < 50; i++) {
            var path = "/replays/" + id + "/items?pageSize=100" + token;
            millis.add(Measurement.of(() -> service.get(path)).seconds() * 1_000);
        }
        return millis.stream().sorted().toList().get(25);
    }

    private static String tokenAt(BenchService service, String id, int index) {
        var page = service.get("/replays/" + id + "/items?pageSize=1000");
        for (var at = 1_000; at < index; at += 1_000) {
            page = service.get("/replays/" + id + "/items?pageSize=1000&pageToken="
                    + page.get("nextPageToken").asString());
        }
        return page.get("nextPageToken").asString();
    }

    /// One replay, seen from outside while it ran.
    private static final class Run {

        private final String id;
        private final long pid;
        private final List<Double> millis = new ArrayList<>();
        private JsonNode replay = MissingNode.getInstance();
        private int threads;
        private int sockets;

        Run(String id, long pid) {
            this.id = id;
            this.pid = pid;
        }

        void look(BenchService service) throws IOException {
            var measured = Measurement.of(() -> service.get("/replays/" + id));
            replay = measured.result();
            millis.add(measured.seconds() * 1_000);
            if (millis.size() % 20 == 0) {
                threads = Math.max(threads, count(Path.of("/proc/" + pid + "/task")));
                sockets = Math.max(sockets, count(Path.of("/proc/" + pid + "/fd")));
            }
        }

        boolean isOver() {
            return !replay.at("/finishedAt").isMissingNode();
        }

        String id() {
            return id;
        }

        double rate() {
            var begun = Instant.parse(replay.get("startedAt").asString());
            var ended = Instant.parse(replay.get("finishedAt").asString());
            return replay.at("/itemCounts/total").asDouble()
                    / Duration.between(begun, ended).toMillis()
                    * 1_000;
        }

        double percentile(int percent) {
            var sorted = millis.stream().sorted().toList();
            return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
        }

        int threads() {
            return threads;
        }

        int sockets() {
            return sockets;
        }

        private static int count(Path folder) throws IOException {
            try (var files = Files.list(folder)) {
                return (int) files.count();
            }
        }
    }

    /// What the heap of another Java process holds on to.
    private record Memory(long pid) {

        /// Compares the heap with the replay with the heap after it has been deleted.
        double bytesPerItem(BenchService service, Run run) throws IOException {
            var with = live();
            var deleted = service.delete("/replays/" + run.id());
            assertThat(deleted).isEqualTo(204);
            return (with - live()) / (double) MILLION;
        }

        private long live() throws IOException {
            var command = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            "GC.class_histogram")
                    .start();
            try (var lines = command.inputReader()) {
                return lines.lines()
                        .filter(line -> line.startsWith("Total"))
                        .mapToLong(line -> Long.parseLong(line.trim().split(" +", -1)[2]))
                        .findFirst()
                        .orElseThrow();
            }
        }
    }
}

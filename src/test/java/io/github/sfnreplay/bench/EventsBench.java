package io.github.sfnreplay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Hundreds watch a replay, others never read what they are sent, others go without a word.
@Tag("bench")
class EventsBench {

    private static final int SECONDS = Integer.getInteger("bench.events.seconds", 120);
    private static final int RATE = 50;
    private static final int WATCHERS = 200;
    private static final int SLOW = 20;
    private static final int DEAD = 30;

    /// Looks at the heap while the replay runs.
    private static final int LOOKS = 5;

    /// Of an event every quarter of a second.
    private static final double MOST_EVENTS_PER_SECOND = 4.2;

    private static final long POLL = Duration.ofMillis(200).toNanos();

    /// What the replay's own items and buffers of connections may take, in MB.
    private static final double MOST_GROWTH = 8;

    private static final String WRITING = "api.events.Subscriber.write";

    @Test
    void letsHundredsWatchWithoutSlowingTheReplayDown() throws Exception {
        try (var simulator = SimulatorProcess.start("--region=us-east-1", "--seed=" + RATE * SECONDS, "--duration=1s");
                var service = BenchService.startApart(
                        List.of("-Xmx256m", "-XX:+UseSerialGC"), simulator, BenchService.withoutQuotas("us-east-1"))) {
            var jvm = new Jvm(service.process().pid());
            var alone = run(service, jvm, create(service, simulator, 1), null);
            var big = replayOfThousands(service, simulator);
            var id = create(service, simulator, 2);
            try (var watchers = Watchers.of(service, id, WATCHERS);
                    var slow = SlowWatchers.of(service, big, SLOW);
                    var dead = SlowWatchers.of(service, id, DEAD)) {
                assertThat(subscribers(service)).isEqualTo(WATCHERS + SLOW + DEAD);
                dead.vanish();
                patchUntilDropped(service, big);
                var watched = run(service, jvm, id, watchers);
                print(alone, watched, watchers);
                judge(alone, watched, watchers);
                assertThat(slow.areOpenHere())
                        .as("not closed by their own side")
                        .isTrue();
            }
            assertThat(subscribers(service)).isZero();
        }
    }

    private static void judge(Run alone, Run watched, Watchers watchers) throws InterruptedException {
        watchers.awaitEnd();
        assertThat(watchers.lastStates()).containsOnly("SUCCEEDED").hasSize(WATCHERS);
        assertThat(watchers.mostEventsPerSecond()).isLessThanOrEqualTo(MOST_EVENTS_PER_SECOND);
        assertThat(watched.rate()).isGreaterThanOrEqualTo(0.95 * alone.rate());
        assertThat(watched.heap().getLast() - watched.heap().getFirst()).isLessThan(MOST_GROWTH);
        assertThat(watched.threads()).isLessThanOrEqualTo(alone.threads() + 4);
        assertThat(watched.writing()).isLessThan(WATCHERS / 10);
    }

    private static void print(Run alone, Run watched, Watchers watchers) {
        new Table(
                        WATCHERS + " subscribers of one replay for " + SECONDS + " s at " + RATE + " starts a second",
                        "",
                        "alone",
                        "watched")
                .row("starts a second", alone.rate(), watched.rate())
                .row("live heap over time, MB", megabytes(alone.heap()), megabytes(watched.heap()))
                .row("threads of the operating system at the most", alone.threads(), watched.threads())
                .row("virtual threads that write an event, at the most", alone.writing(), watched.writing())
                .row("CPU seconds", alone.cpuSeconds(), watched.cpuSeconds())
                .row("events that a subscriber had, a second", "", watchers.mostEventsPerSecond())
                .row("slow and dead subscribers that were dropped", "", SLOW + " and " + DEAD)
                .print();
    }

    private static String megabytes(List<Double> heap) {
        return heap.stream().map("%.1f"::formatted).collect(Collectors.joining(", "));
    }

    /// How a replay went.
    ///
    /// @param heap in MB, over its time
    /// @param threads at the most
    /// @param writing threads that wrote an event, at the most
    private record Run(double rate, List<Double> heap, int threads, long writing, double cpuSeconds) {}

    /// Lets a plan run, and looks on.
    private static Run run(BenchService service, Jvm jvm, String id, @Nullable Watchers watchers) throws IOException {
        var heap = new ArrayList<Double>();
        var threads = 0;
        var writing = 0L;
        var cpu = service.process().cpuSeconds();
        var begun = System.nanoTime();
        service.post("/replays/" + id + "/confirm", "{}");
        for (var look = 1; look <= LOOKS; look++) {
            var until = begun
                    + Duration.ofSeconds((long) SECONDS * look / (LOOKS + 1)).toNanos();
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(POLL);
                threads = Math.max(threads, jvm.threads());
            }
            heap.add(jvm.liveMegabytes());
            writing = Math.max(writing, jvm.threadsIn(WRITING));
            if (watchers != null) {
                assertThat(subscribers(service))
                        .as("slow and dead ones are dropped")
                        .isEqualTo(WATCHERS);
            }
        }
        return new Run(
                rate(service.await(id)),
                heap,
                threads,
                writing,
                service.process().cpuSeconds() - cpu);
    }

    private static double rate(JsonNode replay) {
        var begun = Instant.parse(replay.get("startedAt").asString());
        var ended = Instant.parse(replay.get("finishedAt").asString());
        return 1_000.0
                * replay.at("/itemCounts/succeeded").asInt()
                / Duration.between(begun, ended).toMillis();
    }

    private static String create(BenchService service, SimulatorProcess simulator, int attempt) {
        return service.replay("""
                        {"stateMachineArn": "%s", "filter": {"statuses": ["SUCCEEDED"]}, "attempt": %d, "dryRun": true,
                         "limits": {"startsPerSecond": %d, "maxItems": %d}}""".formatted(simulator.machine(), attempt, RATE, RATE * SECONDS))
                .get("id")
                .asString();
    }

    /// A plan whose JSON has a megabyte, since it names what it selects.
    private static String replayOfThousands(BenchService service, SimulatorProcess simulator) {
        var executions = IntStream.range(0, Math.min(10_000, RATE * SECONDS))
                .mapToObj(
                        i -> "\"" + simulator.machine().replace(":stateMachine:", ":execution:") + ":order-" + i + "\"")
                .collect(Collectors.joining(", "));
        return service.replay("""
                        {"stateMachineArn": "%s", "filter": {"executionArns": [%s]}, "attempt": 9, "dryRun": true}""".formatted(simulator.machine(), executions))
                .get("id")
                .asString();
    }

    /// Fills the buffers on the way to those who do not read, until the service gives them up.
    private static void patchUntilDropped(BenchService service, String id) {
        var patience = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        for (var rate = 1; subscribers(service) > WATCHERS; rate++) {
            assertThat(System.nanoTime())
                    .as("slow subscribers are dropped in time")
                    .isLessThan(patience);
            service.patch("/replays/" + id, "{\"limits\": {\"startsPerSecond\": " + rate + "}}");
            LockSupport.parkNanos(POLL);
        }
    }

    private static int subscribers(BenchService service) {
        return service.get("/actuator/metrics/sfn.replay.event.subscribers")
                .at("/measurements/0/value")
                .asInt();
    }
}

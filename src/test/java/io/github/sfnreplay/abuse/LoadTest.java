package io.github.sfnreplay.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.github.sfnreplay.abuse.RawHttpClient.Answer;
import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.testing.service.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Polls and creates from hundreds of clients while a replay runs, with others that send half a request or never read
/// their answers.
class LoadTest {

    private static final int POLLERS = 500;
    private static final int CREATORS = 50;
    private static final int STALLED = 100;
    private static final double STARTS_PER_SECOND = 20;

    /// What `Retry-After` asks for.
    private static final long THINK_MILLIS = 2_000;

    /// Tomcat keeps the buffers of some hundred connections for the next ones.
    private static final long MOST_GROWTH = 48L << 20;

    private static final double MOST_FOREIGN = 0.1;
    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static TargetService target;

    @BeforeAll
    static void start() {
        target = TargetService.unpaced(
                "server.tomcat.mbeanregistry.enabled=true",
                "server.tomcat.connection-timeout=5s",
                "server.tomcat.keep-alive-timeout=60s",
                "sfn-replay.max-running=60",
                "sfn-replay.max-waiting=200");
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    @Test
    void servesHundredsOfPollersBesideStalledClients() throws Exception {
        holdsUnderLoad(160);
    }

    @Test
    @Tag("chaos")
    void keepsItsPaceForMinutes() throws Exception {
        var rates = holdsUnderLoad(Integer.getInteger("abuse.items", 2_400));
        assertThat(rates.disturbed()).isGreaterThanOrEqualTo(0.95 * rates.possible());
    }

    /// Starts a second.
    ///
    /// @param possible undisturbed, or what a machine that others use as well allows
    private record Rates(double disturbed, double possible) {}

    /// How fast it goes depends on the machine, and is judged only when it has been asked for.
    private static Rates holdsUnderLoad(int items) throws Exception {
        target.simulator().behaviour(run -> Outcome.succeeded(run.input()).after(Duration.ofMillis(200)));
        var many = endedReplay();
        var undisturbed = rate(replay(60));
        var before = usedHeap();
        var load = new Load(many);

        var disturbed = load.during(() -> replay(items));
        var possible = load.othersTakeTheMachine() ? Math.min(undisturbed, load.ticksPerSecond()) : undisturbed;
        Await.pause(Duration.ofMillis(200));
        var growth = usedHeap() - before;
        var rate = rate(disturbed);

        System.out.printf(
                "Load: %d pollers, twice %d creates at once, %d stalled clients; %d answers by status %s, slowest %d ms; %.2f starts a"
                        + " second (undisturbed %.2f, possible %.2f); heap %+d KB%n",
                POLLERS,
                CREATORS,
                load.stalled(),
                load.answers(),
                load.statuses,
                load.slowest.get(),
                rate,
                undisturbed,
                possible,
                growth / 1_024);
        assertThat(load.unexpected).isEmpty();
        assertThat(load.statuses.keySet()).isSubsetOf(200, 202, 304, 409);
        assertThat(rate).isLessThanOrEqualTo(1.05 * STARTS_PER_SECOND);
        assertThat(growth).isLessThan(MOST_GROWTH);
        assertThat(connections()).as("connections left").isLessThanOrEqualTo(2);
        return new Rates(rate, possible);
    }

    /// Of a size that fills every buffer on the way to a client that does not read.
    private static String endedReplay() {
        var id = target.create(TargetService.request(target.machine(1_000), ""));
        target.settled(id, 60_000);
        return id;
    }

    private static String replay(int items) {
        return target.create(TargetService.request(
                target.machine(items), ", \"limits\": {\"startsPerSecond\": " + STARTS_PER_SECOND + "}"));
    }

    /// Starts a second that Step Functions saw, when the replay has ended.
    private static double rate(String id) {
        var machine = target.settled(id, 600_000).at("/request/stateMachineArn").asString();
        var starts = target.simulator().ledger().starts().stream()
                .filter(start -> start.stateMachineArn().equals(machine))
                .map(LedgerEntry::at)
                .toList();
        var took = Duration.between(starts.getFirst(), starts.getLast());
        return (starts.size() - 1) / (took.toMillis() / 1_000.0);
    }

    private static long usedHeap() {
        var least = Long.MAX_VALUE;
        for (var i = 0; i < 3; i++) {
            System.gc();
            Await.pause(Duration.ofMillis(100));
            var runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private static double connections() {
        LongSupplier current = () -> target.get("/actuator/metrics/tomcat.connections.current")
                .at("/measurements/0/value")
                .asLong();
        for (var look = 0; look < 100 && current.getAsLong() > 2; look++) {
            Await.pause(Duration.ofMillis(100));
        }
        return current.getAsLong();
    }

    /// All clients at once.
    private static final class Load {

        private final String many;
        private final AtomicReference<String> polled;
        private volatile double ticksPerSecond;
        private final List<Double> foreign = Collections.synchronizedList(new ArrayList<>());
        private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
        private final List<String> unexpected = Collections.synchronizedList(new ArrayList<>());
        private final AtomicLong slowest = new AtomicLong();
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger stalled = new AtomicInteger();
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        Load(String many) {
            this.many = many;
            this.polled = new AtomicReference<>(many);
        }

        /// @param work gives the replay whose end ends the load
        String during(java.util.function.Supplier<String> work) throws IOException, InterruptedException {
            var sockets = stalledClients();
            try (threads) {
                IntStream.range(0, POLLERS).forEach(i -> threads.execute(() -> poll(i)));
                createMany();
                Await.pause(Duration.ofMillis(2 * THINK_MILLIS));
                var id = work.get();
                polled.set(id);
                var metronome = Thread.ofVirtual().start(this::tick);
                createMany();
                target.settled(id, 600_000);
                over.set(true);
                metronome.join();
                return id;
            } finally {
                over.set(true);
                for (var socket : sockets) {
                    socket.close();
                }
            }
        }

        int stalled() {
            return stalled.get();
        }

        int answers() {
            return statuses.values().stream().mapToInt(Integer::intValue).sum();
        }

        private void poll(int number) {
            var etag = "";
            try (var wire = target.connect()) {
                Await.pause(Duration.ofMillis(number % THINK_MILLIS));
                while (!over.get()) {
                    var path = switch (number % 5) {
                        case 0 -> "/replays?pageSize=20";
                        case 1 -> "/replays/" + polled.get() + "/items?pageSize=50";
                        case 2 -> "/replays/" + many;
                        default -> "/replays/" + polled.get();
                    };
                    var headers =
                            number % 5 < 2 || etag.isEmpty() ? List.<String>of() : List.of("If-None-Match: " + etag);
                    var answer = wire.send("GET", path, headers, new byte[0]);
                    etag = answer.header("ETag");
                    count(answer, 200, 304);
                    Await.pause(Duration.ofMillis(THINK_MILLIS));
                }
            } catch (RuntimeException | AssertionError e) {
                unexpected.add(e.toString());
            }
        }

        /// Whether other processes leave this one less than it could use, so that nothing can keep its pace.
        boolean othersTakeTheMachine() {
            return foreign.stream().mapToDouble(Double::doubleValue).average().orElse(0) > MOST_FOREIGN;
        }

        /// How often a second a virtual thread that only sleeps in between got its turn: as often as the replay starts,
        /// on
        /// a machine with time to spare.
        double ticksPerSecond() {
            return ticksPerSecond;
        }

        private void tick() {
            var step = (long) (1e9 / STARTS_PER_SECOND);
            var start = System.nanoTime();
            var next = start;
            for (var ticks = 0; !over.get(); ticks++) {
                next = Math.max(next + step, System.nanoTime() + step / 2);
                while (System.nanoTime() < next) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
                ticksPerSecond = ticks * 1e9 / (System.nanoTime() - start);
                if (ticks % STARTS_PER_SECOND == 0) {
                    foreign.add(MACHINE.getCpuLoad() - MACHINE.getProcessCpuLoad());
                }
            }
        }

        private void createMany() {
            IntStream.range(0, CREATORS).forEach(i -> threads.execute(() -> create(i)));
        }

        /// Twice on one machine, so that the second is refused unless the first has ended.
        private void create(int number) {
            try {
                var machine = number % 2 == 0
                        ? target.machine(1)
                        : target.simulator()
                                .createMachine(io.github.sfnreplay.simulator.spec.MachineSpec.standard(
                                        "Empty-" + number + "-" + System.nanoTime()));
                for (var i = 0; i < 2; i++) {
                    count(
                            target.post("/replays", TargetService.request(machine, ", \"dryRun\": " + (i == 0))),
                            202,
                            409);
                }
            } catch (RuntimeException | AssertionError e) {
                unexpected.add(e.toString());
            }
        }

        private void count(Answer answer, int... expected) {
            statuses.merge(answer.status(), 1, Integer::sum);
            slowest.accumulateAndGet(answer.millis(), Math::max);
            if (IntStream.of(expected).noneMatch(status -> status == answer.status())) {
                unexpected.add(answer.toString());
            }
        }

        private List<Socket> stalledClients() throws IOException {
            var sockets = new ArrayList<Socket>();
            for (var i = 0; i < STALLED; i++) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), target.port());
                sockets.add(socket);
                send(
                        socket.getOutputStream(),
                        switch (i % 4) {
                            case 0 -> "GET /replays/" + many;
                            case 1 ->
                                "POST /replays HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n{";
                            case 2 ->
                                ("GET /replays/" + many + "/items?pageSize=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                        .repeat(20);
                            default -> "";
                        });
                stalled.incrementAndGet();
            }
            return sockets;
        }

        private static void send(OutputStream out, String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }
}

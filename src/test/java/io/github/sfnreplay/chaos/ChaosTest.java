package io.github.sfnreplay.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.testing.service.TestService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Many small replays, each with faults, controls and other trouble at random. `-Dchaos.seed=…` runs one alone.
class ChaosTest {

    private static final int SERVICES = 4;
    private static final int FEW = 40;
    private static final String[] SETTINGS = {
        "sfn-replay.call-timeout=300ms",
        "sfn-replay.upstream-outage-tolerance=1500ms",
        "sfn-replay.shutdown-grace=2s",
        "logging.level.io.github.sfnreplay=ERROR"
    };

    private static final Set<String> NO_FAULTS = Set.of("ok", "already_exists", "not_redrivable", "execution_gone");

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong starts = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();

    @Test
    void losesNothingAndStartsNothingTwice() {
        var seed = Long.getLong("chaos.seed");
        run(seed == null ? LongStream.rangeClosed(1, FEW) : LongStream.of(seed));
    }

    /// `-Dchaos.runs=…` tells how often, `-Dchaos.from=…` with which seed to begin.
    @Test
    @Tag("chaos")
    void losesNothingAndStartsNothingTwiceHoweverOften() {
        var seed = Long.getLong("chaos.seed");
        var from = Long.getLong("chaos.from", 1_001);
        var count = Long.getLong("chaos.runs", 500);
        run(seed == null ? LongStream.range(from, from + count) : LongStream.of(seed));
    }

    private void run(LongStream seeds) {
        try (var service = TestService.unpaced(SETTINGS)) {
            new ScenarioRun(Scenario.of(0), service).play();
        }
        var before = LeftoverResources.now();
        var began = System.nanoTime();
        work(seeds.boxed().collect(Collectors.toCollection(ConcurrentLinkedQueue::new)));
        var after = before.assertIsAllThatIsLeft();
        System.out.printf(
                "chaos: %d replays in %d s, %d faults, %d starts, %d with something lost, twice or untrue; %s, then %s%n",
                runs.get(),
                Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                faults.get(),
                starts.get(),
                failures.size(),
                before,
                after);
        assertThat(failures).isEmpty();
    }

    private void work(Queue<Long> seeds) {
        var services = Stream.generate(() -> TestService.unpaced(SETTINGS))
                .limit(Math.min(SERVICES, seeds.size()))
                .toList();
        try (var threads = Executors.newFixedThreadPool(services.size())) {
            var idle = LeftoverResources.now();
            services.stream()
                    .map(service -> threads.submit(() -> work(seeds, service)))
                    .toList()
                    .forEach(ChaosTest::join);
            idle.assertNoMoreWorkers();
        } finally {
            services.forEach(TestService::close);
        }
    }

    private static void join(Future<?> work) {
        try {
            work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void work(Queue<Long> seeds, TestService service) {
        for (var seed = seeds.poll(); seed != null; seed = seeds.poll()) {
            attempt(seed, service);
        }
        faults.addAndGet(faultsMet(service));
    }

    /// How many of the service's calls have gone wrong so far.
    private static long faultsMet(TestService service) {
        return service.bean(MeterRegistry.class).find("sfn.replay.calls").timers().stream()
                .filter(timer ->
                        !NO_FAULTS.contains(Objects.requireNonNull(timer.getId().getTag("outcome"))))
                .mapToLong(Timer::count)
                .sum();
    }

    private void attempt(long seed, TestService service) {
        var scenario = Scenario.of(seed);
        try {
            starts.addAndGet(new ScenarioRun(scenario, service).play());
            runs.incrementAndGet();
        } catch (AssertionError | RuntimeException e) {
            var failure = "seed " + seed + " (alone: -Dtest=ChaosTest -Dchaos.seed=" + seed + "): " + e.getMessage()
                    + "\n  of " + scenario;
            System.out.println(failure);
            failures.add(failure);
        }
    }
}

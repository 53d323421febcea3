package io.github.sfnreplay.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.Latency;
import io.github.sfnreplay.testing.service.Await;
import io.github.sfnreplay.testing.service.ReplayChecks;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.SeededMachine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two instances on one PostgreSQL, one of which dies, is stopped, or loses its database: the other goes on.
class InstanceDeathTest {

    private static final int SIZE = 160;

    /// Four seconds without a start in between, so that there is time to hit.
    private static final int STARTS_PER_SECOND = 40;

    /// A lease lasts for four seconds: whoever starts again earlier has not waited for it.
    private static final Duration SHORTEST_TAKEOVER = Duration.ofSeconds(1);

    private static final List<String> MODES = List.of("START_NEW", "REDRIVE", "AUTO");

    private final Random random = new Random(Long.getLong("chaos.seed", 1));
    private final List<Long> takeovers = new ArrayList<>();
    private int hits;

    private enum Blow {
        KILL,
        STOP,
        CUT
    }

    @Test
    void anotherInstanceGoesOnWithWhatAKilledOneAndAStoppedOneLeave() throws Exception {
        survive(List.of(Blow.KILL, Blow.STOP));
    }

    /// `-Dchaos.kills=…` tells how often.
    @Test
    @Tag("chaos")
    void whateverHappensToAnInstanceNothingIsLostAndNothingRunsTwice() throws Exception {
        var blows = Stream.generate(() -> Blow.values()[random.nextInt(Blow.values().length)])
                .limit(Integer.getInteger("chaos.kills", 200))
                .toList();
        survive(blows);
    }

    @Test
    void aReplayHoldsWhileTheDatabaseIsGoneAndGoesOnByItself() throws Exception {
        try (var simulator = Simulator.start();
                var instances = new TwoInstances(simulator)) {
            var stock = stock(simulator);
            var id = ReplayClient.id(instances.client(0).create(request(stock, "START_NEW")));
            Await.until(() -> begun(stock).size() > 20);
            instances.wayToDatabase(0).goAway();
            instances.wayToDatabase(1).goAway();
            Await.pause(Duration.ofSeconds(5));
            var held = begun(stock).size();
            Await.unchanged(Duration.ofSeconds(1), () -> begun(stock).size());
            assertThat(instances.client(0).get("/replays/" + id).status()).isEqualTo(503);

            instances.wayToDatabase(0).comeBack();
            instances.wayToDatabase(1).comeBack();
            assertThat(held).isLessThan(SIZE);
            assertEnd(stock, instances, id);
        }
    }

    private void survive(List<Blow> blows) throws IOException, InterruptedException {
        try (var simulator = Simulator.start();
                var instances = new TwoInstances(simulator)) {
            simulator.latency(Latency.fixed(Duration.ofMillis(5)));
            simulator.faults(FaultPlan.seeded(random.nextLong())
                    .with(FaultKind.CLOSE_AFTER, 0.01)
                    .with(FaultKind.CLOSE_BEFORE, 0.01)
                    .with(FaultKind.INTERNAL_FAILURE, 0.01));
            for (var blow : blows) {
                survive(blow, instances, simulator);
                hits++;
            }
        } finally {
            say();
        }
    }

    private void survive(Blow blow, TwoInstances instances, Simulator simulator)
            throws IOException, InterruptedException {
        var stock = stock(simulator);
        var mode = MODES.get(hits % MODES.size());
        var id = ReplayClient.id(instances.client(random.nextInt(2)).create(request(stock, mode)));
        var after = random.nextInt(SIZE * 2 / 3);
        Await.until(() -> look(instances, id) && begun(stock).size() > after);
        var victim = random.nextInt(2);
        var lasting = Duration.ofMillis(1_000 + random.nextInt(7_000));
        var at = Instant.now();
        strike(blow, instances, victim);
        var healed = at.plus(lasting);
        var isHealed = false;
        while (!isHealed || Stream.of(0, 1).noneMatch(each -> isOver(instances, each, id))) {
            if (!isHealed && Instant.now().isAfter(healed)) {
                heal(blow, instances, victim);
                isHealed = true;
            }
            assertThat(Duration.between(at, Instant.now()))
                    .as("%s of %s, hit %s", blow, mode, hits)
                    .isLessThan(Await.LONGEST);
            look(instances, id);
            Await.pause(Duration.ofMillis(50));
        }
        assertEnd(stock, instances, id);
        noteTakeover(stock, at);
    }

    private static void strike(Blow blow, TwoInstances instances, int victim) throws IOException, InterruptedException {
        switch (blow) {
            case KILL -> instances.kill(victim);
            case STOP -> instances.stop(victim);
            case CUT -> instances.wayToDatabase(victim).goAway();
        }
    }

    private static void heal(Blow blow, TwoInstances instances, int victim) throws IOException, InterruptedException {
        switch (blow) {
            case KILL -> instances.restart(victim);
            case STOP -> instances.goOn(victim);
            case CUT -> instances.wayToDatabase(victim).comeBack();
        }
    }

    /// Checks the counters on both.
    private static boolean look(TwoInstances instances, String id) {
        var onOne = instances.replay(0, id).isPresent();
        var onOther = instances.replay(1, id).isPresent();
        return onOne || onOther;
    }

    private static boolean isOver(TwoInstances instances, int index, String id) {
        return instances.replay(index, id).filter(ReplayChecks::isFinal).isPresent();
    }

    private static SeededMachine stock(Simulator simulator) {
        return SeededMachine.of(simulator).ended(SIZE, ExecutionStatus.FAILED, "order-");
    }

    private static String request(SeededMachine stock, String mode) {
        return stock.request("""
                "filter": {"statuses": ["FAILED"]}, "mode": "%s", "limits": {"startsPerSecond": %d}""".formatted(mode, STARTS_PER_SECOND));
    }

    /// All that was started or redriven on the machine, in its order.
    private static List<LedgerEntry> begun(SeededMachine stock) {
        return Stream.concat(stock.simulator.ledger().starts().stream(), stock.simulator.ledger().redrives().stream())
                .filter(entry -> entry.stateMachineArn().equals(stock.machine))
                .toList();
    }

    private static void assertEnd(SeededMachine stock, TwoInstances instances, String id) {
        for (var i = 0; i < 2; i++) {
            var index = i;
            var replay = Await.until(
                            () -> instances.replay(index, id),
                            shown -> shown.filter(ReplayChecks::isFinal).isPresent())
                    .orElseThrow();
            var items = instances.client(index).items(id);
            ReplayChecks.checkItems(replay, items);
            assertThat(ReplayClient.count(replay, "total")).isEqualTo(SIZE);
            assertThat(ReplayClient.count(replay, "succeeded"))
                    .as("%s", replay)
                    .isEqualTo(SIZE - ReplayClient.count(replay, "unconfirmed"));
            assertThat(items.stream().filter(InstanceDeathTest::isAdopted))
                    .as("adopted")
                    .isEmpty();
        }
        assertThat(begun(stock))
                .extracting(LedgerEntry::executionArn)
                .doesNotHaveDuplicates()
                .hasSize(SIZE);
    }

    private static boolean isAdopted(JsonNode item) {
        return item.path("adopted").asBoolean();
    }

    /// The time from the blow to the next start, where it hit the owner: then there was a pause between two starts.
    private void noteTakeover(SeededMachine stock, Instant blow) {
        var dates = begun(stock).stream().map(LedgerEntry::at).sorted().toList();
        for (var i = 1; i < dates.size(); i++) {
            var isAfter = dates.get(i).isAfter(blow);
            if (isAfter && Duration.between(dates.get(i - 1), dates.get(i)).compareTo(SHORTEST_TAKEOVER) > 0) {
                takeovers.add(Duration.between(blow, dates.get(i)).toMillis());
                return;
            }
        }
    }

    private void say() {
        var sorted = takeovers.stream().sorted().toList();
        System.out.printf(
                "takeover: %d hits survived, %d of the owner; to the next start: median %d ms, p99 %d ms, longest %d ms%n",
                hits,
                sorted.size(),
                sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2),
                sorted.isEmpty() ? 0 : sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)),
                sorted.isEmpty() ? 0 : sorted.getLast());
    }
}

package io.github.sfnreplay.system.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.Behaviour;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.testing.service.Await;
import io.github.sfnreplay.testing.service.ReplayHandle;
import io.github.sfnreplay.testing.service.TestService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The limits of a replay hold by the ledger of Step Functions, also after they were changed while it ran.
class LimitsTest {

    private final TestService service = TestService.shared();
    private final String machine = service.machine();

    @Test
    void startsAtTheRateThatWasAskedFor() throws Exception {
        service.seedFailed(machine, 530);
        var replay = service.create(
                machine,
                "\"filter\": {\"statuses\": [\"FAILED\"]}, \"follow\": \"NONE\", \"limits\": {\"startsPerSecond\": 50}");
        Await.until(() -> !service.startedNames().isEmpty());
        var possible = ticksIn(Duration.ofSeconds(10), Duration.ofMillis(20));
        replay.await("SUCCEEDED");
        var started = startedIn(dates().getFirst(), Duration.ZERO, Duration.ofSeconds(10));
        assertThat(started).isLessThanOrEqualTo(525);
        assertThat(started)
                .as("of %s that this machine could do", possible)
                .isGreaterThanOrEqualTo(possible * 95L / 100);
    }

    /// How often a thread that sleeps in between gets its turn: the whole number on a machine with time to spare.
    private static int ticksIn(Duration time, Duration between) throws InterruptedException {
        var end = System.nanoTime() + time.toNanos();
        var ticks = 0;
        for (var next = System.nanoTime(); next < end; next += between.toNanos()) {
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            next = Math.max(next, System.nanoTime() - between.toNanos() / 4);
            ticks++;
        }
        return ticks;
    }

    @Test
    void aHigherRateHoldsWithinASecond() {
        service.seedFailed(machine, 400);
        var run = service.replay(machine, "\"limits\": {\"startsPerSecond\": 4}");
        Await.until(() -> service.startedNames().size() >= 3);
        assertThat(run.patch("\"startsPerSecond\": 60").status()).isEqualTo(200);
        var patched = Instant.now();
        Await.until(() -> Instant.now().isAfter(patched.plusSeconds(3)));
        assertThat(startedIn(patched, Duration.ofSeconds(1), Duration.ofSeconds(2)))
                .isBetween(100L, 135L);
        assertThat(run.now().at("/limits/effective/startsPerSecond").asDouble()).isEqualTo(60);
    }

    @Test
    void aLowerRateHoldsWithinASecond() {
        service.seedFailed(machine, 800);
        var run = service.replay(machine, "\"limits\": {\"startsPerSecond\": 80}");
        Await.until(() -> service.startedNames().size() >= 40);
        assertThat(run.patch("\"startsPerSecond\": 3").status()).isEqualTo(200);
        var patched = Instant.now();
        Await.until(() -> Instant.now().isAfter(patched.plusSeconds(3)));
        assertThat(startedIn(patched, Duration.ofMillis(300), Duration.ofMillis(2_700)))
                .isBetween(5L, 10L);
    }

    @Test
    void aLimitThatIsTakenBackFallsToItsDefault() {
        service.seedFailed(machine, 50);
        service.simulator().behaviour(run -> Outcome.endless());
        var run = service.replay(machine, "\"limits\": {\"startsPerSecond\": 0.1, \"maxConcurrency\": 2}");
        Await.until(() -> service.startedNames().size() == 1);
        var answer = run.patch("\"startsPerSecond\": null, \"maxConcurrency\": null");
        assertThat(answer.number("/limits/effective/maxConcurrency")).isEqualTo(1_000);
        run.until(replay -> replay.at("/itemCounts/running").asInt() == 50);
    }

    @Test
    void theBoundOnOpenExecutionsCanBeRaisedAndLowered() {
        service.seedFailed(machine, 60);
        service.simulator().behaviour(run -> Outcome.endless());
        var run = service.replay(machine, "\"limits\": {\"maxConcurrency\": 4}");
        Await.until(() -> service.startedNames().size() == 4);
        run.patch("\"maxConcurrency\": 9");
        var patched = Instant.now();
        Await.until(() -> service.startedNames().size() == 9);
        assertThat(Duration.between(patched, Instant.now())).isLessThan(Duration.ofSeconds(1));
        run.patch("\"maxConcurrency\": 5");
        for (var i = 0; i < 4; i++) {
            service.simulator()
                    .finish(service.simulator().ledger().starts().get(i).executionArn(), Outcome.succeeded("{}"));
        }
        run.until(replay -> replay.at("/itemCounts/succeeded").asInt() == 4);
        Await.unchanged(Duration.ofMillis(700), () -> service.startedNames().size());
        assertThat(service.simulator().openHighWaterMark()).isEqualTo(9);
        service.simulator()
                .finish(service.simulator().ledger().starts().get(4).executionArn(), Outcome.succeeded("{}"));
        Await.until(() -> service.startedNames().size() == 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 12})
    void neverMoreAreOpenThanAllowedWhateverIsLostOnTheWay(int max) {
        var items = max == 12 ? 50 : 10 * max;
        service.seedFailed(machine, items);
        service.simulator().behaviour(randomly());
        service.simulator()
                .faults(FaultPlan.seeded(max)
                        .with(FaultKind.CLOSE_AFTER, 0.1)
                        .with(FaultKind.CLOSE_BEFORE, 0.1)
                        .with(FaultKind.INTERNAL_FAILURE, 0.1)
                        .with(FaultKind.HALF_ANSWER, 0.05)
                        .with(FaultKind.THROTTLE, 0.02));
        var run = service.replay(machine, "\"limits\": {\"maxConcurrency\": " + max + "}");
        var counts = run.ended().at("/itemCounts");
        assertThat(counts.at("/total").asInt()).isEqualTo(items);
        assertThat(counts.at("/adopted").asInt())
                .as("own starts are not adopted")
                .isZero();
        assertThat(service.simulator().openHighWaterMark()).isBetween(1, max);
        assertThat(service.startedNames()).hasSize(items).doesNotHaveDuplicates();
        if (max == 1) {
            assertThat(service.startedNames()).isSorted();
        }
    }

    @Test
    void canariesRunToTheirEndsBeforeAnyOther() {
        service.seedFailed(machine, 20);
        service.simulator().behaviour(run -> Outcome.succeeded("{}").after(Duration.ofMillis(400)));
        service.replay(machine, "\"limits\": {\"canary\": 3}").await("SUCCEEDED");
        var starts = service.simulator().ledger().starts();
        var canariesEnded = starts.stream()
                .limit(3)
                .map(start -> Objects.requireNonNull(
                        service.simulator().execution(start.executionArn()).stopDate()))
                .max(Instant::compareTo)
                .orElseThrow();
        assertThat(starts.get(2).at()).isBefore(canariesEnded);
        assertThat(starts.get(3).at()).isAfterOrEqualTo(canariesEnded);
        assertThat(starts).hasSize(20);
    }

    @Test
    void aCanaryThatFailsPausesBeforeAnyOther() {
        service.seedFailed(machine, 12);
        service.simulator()
                .behaviour(run ->
                        run.name().startsWith("e-001") ? Outcome.failed("Order.New", "no") : Outcome.succeeded("{}"));
        var run = service.replay(machine, "\"limits\": {\"canary\": 3}");
        var paused = run.await("PAUSED");
        assertThat(paused.at("/stateReason").asString()).isEqualTo("CANARY_FAILED");
        Await.unchanged(Duration.ofMillis(700), () -> service.startedNames().size());
        assertThat(service.startedNames()).hasSize(3);
        assertThat(run.resume().status()).isEqualTo(202);
        assertThat(run.await("PARTIALLY_SUCCEEDED").at("/itemCounts/succeeded").asInt())
                .isEqualTo(11);
        assertThat(service.startedNames()).hasSize(12);
    }

    @Test
    void whatWasAdoptedIsNoCanary() {
        service.seedFailed(machine, 12);
        service.simulator().behaviour(run -> Outcome.endless());
        var first = service.create(machine, "\"filter\": {\"statuses\": [\"FAILED\"], \"namePrefix\": \"e-00\"}");
        first.until(replay -> replay.at("/itemCounts/running").asInt() == 10);
        first.cancel();
        first.await("CANCELLED");
        service.simulator().ledger().starts().stream()
                .map(LedgerEntry::executionArn)
                .limit(3)
                .forEach(arn -> service.simulator().finish(arn, Outcome.failed("Order.New", "no")));
        service.simulator().behaviour(run -> Outcome.failed("Order.New", "no"));
        var run = service.replay(machine, "\"limits\": {\"canary\": 1}");
        assertThat(run.await("PAUSED").at("/stateReason").asString()).isEqualTo("CANARY_FAILED");
        assertThat(service.startedNames()).hasSize(11).endsWith("e-010-replay-1");
    }

    @Test
    void tooManyFailuresPauseAndAResumeCountsAnew() {
        service.seedFailed(machine, 100);
        service.simulator().behaviour(run -> Outcome.failed("Order.Broken", "no"));
        var run = service.replay(
                machine,
                "\"limits\": {\"startsPerSecond\": 40, \"toleratedFailurePercentage\": 10,"
                        + " \"minimumItemsForThreshold\": 10}");
        var paused = run.await("PAUSED");
        assertThat(paused.at("/stateReason").asString()).isEqualTo("FAILURE_THRESHOLD_EXCEEDED");
        var before = settled(run);
        assertThat(before).isBetween(10, 90);
        run.resume();
        run.until(replay -> run.log().size() == 5);
        assertThat(run.state()).isEqualTo("PAUSED");
        assertThat(settled(run) - before).isGreaterThanOrEqualTo(10);
    }

    @Test
    void aToleranceThatIsNotExceededPausesNothing() {
        service.seedFailed(machine, 40);
        service.simulator()
                .behaviour(run -> run.name().contains("5-replay")
                        ? Outcome.failed("Order.Broken", "no")
                        : Outcome.succeeded("{}"));
        var run = service.replay(
                machine, "\"limits\": {\"toleratedFailurePercentage\": 30, \"minimumItemsForThreshold\": 10}");
        assertThat(run.await("PARTIALLY_SUCCEEDED").at("/itemCounts/failed").asInt())
                .isEqualTo(4);
    }

    @Test
    void aToleranceCanBeSetWhileItRuns() {
        service.seedFailed(machine, 60);
        service.simulator().behaviour(run -> Outcome.failed("Order.Broken", "no"));
        var run = service.replay(machine, "\"limits\": {\"startsPerSecond\": 15}");
        run.until(replay -> replay.at("/itemCounts/failed").asInt() > 2);
        run.patch("\"toleratedFailurePercentage\": 0, \"minimumItemsForThreshold\": 1");
        assertThat(run.await("PAUSED").at("/stateReason").asString()).isEqualTo("FAILURE_THRESHOLD_EXCEEDED");
    }

    @Test
    void limitsOnOutcomesNeedThatOutcomesAreFollowed() {
        service.seedFailed(machine, 30);
        var run = service.replay(machine, "\"follow\": \"NONE\", \"limits\": {\"startsPerSecond\": 5}");
        var answer = run.patch("\"maxConcurrency\": 5");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/errors/0/pointer")).isEqualTo("/limits/maxConcurrency");
    }

    private static Behaviour randomly() {
        return run -> {
            var random = ThreadLocalRandom.current();
            var end = random.nextInt(4) == 0 ? Outcome.failed("Order.New", "no") : Outcome.succeeded("{}");
            return end.after(Duration.ofMillis(random.nextInt(150)));
        };
    }

    /// How many have failed, once nothing runs any more.
    private static int settled(ReplayHandle run) {
        return run.until(replay -> replay.at("/itemCounts/running").asInt() == 0)
                .at("/itemCounts/failed")
                .asInt();
    }

    private List<Instant> dates() {
        return service.simulator().ledger().starts().stream()
                .map(LedgerEntry::at)
                .toList();
    }

    private long startedIn(Instant since, Duration from, Duration length) {
        var begin = since.plus(from);
        return dates().stream()
                .filter(date -> !date.isBefore(begin) && date.isBefore(begin.plus(length)))
                .count();
    }
}
